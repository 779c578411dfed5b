// An answer of Graph that is no success -> its meaning for the engine: error codes and statuses as Failures.
// Behind Graph's calendars stands Exchange: codes that begin with Error are Exchange's (responseCodes.ts), unless they
// stand here. Of a write, `transient` says "perhaps applied".
import type { Instant } from '../../../calendar/event.ts';
import type { TransportFault } from '../../../net/https.ts';
import { DEFAULT_PAUSE_MS, pauseAskedBy, retryAtOf } from '../../../net/retryAfter.ts';
import type { ProblemCode } from '../../../problems.ts';
import type { Failure } from '../../../sync/ports/outcome.ts';
import { failureOfFault, paused } from '../../failures.ts';
import { failureOfCode } from '../../responseCodes.ts';

/** An answer of Graph that is no success. */
export interface GraphRefusal {
  readonly status: number;
  /** `ErrorItemNotFound`; empty where the body was not Graph's. */
  readonly code: string;
  readonly retryAfter: string | undefined;
}

type Verdict =
  | { readonly kind: 'gone' | 'conflict' | 'throttled' }
  | { readonly kind: 'denied' | 'blocked' | 'transient'; readonly code: ProblemCode };

/** The failure that Graph's answer means. Unknown codes are judged by their status. */
export function failureOfGraph({ status, code, retryAfter }: GraphRefusal, now: Instant): Failure {
  // A pause is asked for by the status, whatever the code says.
  const retryAt = pauseAskedBy({ status, retryAfter }, now);
  if (retryAt !== undefined) return paused(retryAt);
  const verdict = VERDICTS.get(code);
  const detail = /^[A-Za-z][\w.-]{0,99}$/.test(code) ? `HTTP ${status} ${code}` : `HTTP ${status}`;
  if (verdict?.kind === 'throttled') return paused(retryAtOf(retryAfter, now) ?? now + DEFAULT_PAUSE_MS);
  if (verdict) return 'code' in verdict ? { ...verdict, detail } : { kind: verdict.kind };
  const ofExchange = /^Error[A-Za-z]{1,100}$/.test(code) ? failureOfCode(code, now) : undefined;
  if (ofExchange && !('code' in ofExchange && ofExchange.code === 'exchange-error')) return ofExchange;
  // If-Match did not hold.
  if (status === 412) return { kind: 'conflict' };
  return { ...ofStatus(status), detail };
}

/**
 * Of one write of an item, beside the rules of every answer. A request that Graph calls wrong in itself was not carried
 * out, and never will be.
 */
export function failureOfWrite(refusal: GraphRefusal, now: Instant): Failure {
  const failure = failureOfGraph(refusal, now);
  const isWrong = refusal.status === 400 || refusal.status === 413 || refusal.status === 422;
  if (!isWrong || failure.kind !== 'transient' || failure.code !== 'exchange-error') return failure;
  return { kind: 'rejected', code: 'item-rejected', ...(failure.detail ? { detail: failure.detail } : {}) };
}

/** The failure of a request that got no whole answer, or no token. */
export function failureOfGraphFault(fault: TransportFault, now: Instant): Failure {
  const missing = TOKEN_REFUSED.get(fault.code);
  if (fault.reason === 'tokenRefused' && missing) return { kind: 'denied', code: missing, detail: fault.code };
  return failureOfFault(fault, now);
}

/** Entra's numbers that say more than "no token" (reference of AADSTS error codes). */
const TOKEN_REFUSED: ReadonlyMap<string, ProblemCode> = new Map(
  Object.entries<ProblemCode>({
    // Not in this organisation, nothing granted, no service principal; the organisation does not exist.
    AADSTS700016: 'consent-missing',
    AADSTS65001: 'consent-missing',
    AADSTS7000229: 'consent-missing',
    AADSTS7000222: 'application-secret-expired',
    // The code of a sign-in: its PKCE verifier is another one, it was redeemed already, it is too old.
    AADSTS501481: 'consent-code-refused',
    AADSTS54005: 'consent-code-refused',
    AADSTS70008: 'consent-code-refused',
  }),
);

function ofStatus(status: number): Extract<Verdict, { readonly code: ProblemCode }> {
  if (status === 401) return { kind: 'denied', code: 'exchange-token-refused' };
  if (status === 403) return { kind: 'denied', code: 'mailbox-access-denied' };
  return { kind: 'transient', code: 'exchange-error' };
}

const noMailbox = { kind: 'denied', code: 'mailbox-not-found' } as const;
const notInCloud = { kind: 'denied', code: 'mailbox-not-in-exchange-online' } as const;

/** Codes of Graph and of Outlook's REST layer (learn.microsoft.com: "Microsoft Graph error responses"). */
const VERDICTS: ReadonlyMap<string, Verdict> = new Map(
  Object.entries<Verdict>({
    ErrorItemNotFound: { kind: 'gone' },
    ErrorIrresolvableConflict: { kind: 'conflict' },
    PreconditionFailed: { kind: 'conflict' },

    ApplicationThrottled: { kind: 'throttled' },
    TooManyRequests: { kind: 'throttled' },
    activityLimitReached: { kind: 'throttled' },

    InvalidAuthenticationToken: { kind: 'denied', code: 'exchange-token-refused' },
    // Of the directory: the token lacks the permission. Of the mailbox, it is ErrorAccessDenied.
    Authorization_RequestDenied: { kind: 'denied', code: 'consent-role-missing' },
    Authorization_IdentityNotFound: { kind: 'denied', code: 'consent-missing' },

    ErrorInvalidUser: noMailbox,
    Request_ResourceNotFound: noMailbox,
    ResourceNotFound: noMailbox,
    MailboxNotEnabledForRESTAPI: notInCloud,
    MailboxNotSupportedForRESTAPI: notInCloud,
    MailboxNotHostedInExchangeOnline: notInCloud,
  }),
);
