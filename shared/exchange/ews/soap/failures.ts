// What an answer that is no success means for the engine: EWS response codes, HTTP statuses and transport faults as
// Failures. Longer than most files because of the table. Of a write, `transient` says "perhaps applied"; therefore
// only codes that Exchange gives before it touches the item get another kind.
import type { EventField, Instant } from '../../../calendar/event.ts';
import type { ProblemCode } from '../../../problems.ts';
import type { Failure } from '../../../sync/outcome.ts';
import type { HttpAnswer, TransportFault } from '../http/https.ts';
import { failureOfForbidden, lacksPermission } from './forbidden.ts';

type Verdict =
  | { readonly kind: 'gone' | 'conflict' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'denied' | 'blocked' | 'transient'; readonly code: ProblemCode }
  | { readonly kind: 'rejected'; readonly field?: EventField };

/** The pause when Exchange asks for one without saying how long. */
const DEFAULT_PAUSE_MS = 60_000;

/** The failure that an EWS response code means; `backOffMs` is what the server asked for. Unknown codes: transient. */
export function failureOfCode(responseCode: string, now: Instant, backOffMs?: number): Failure {
  const verdict: Verdict = VERDICTS[responseCode] ?? { kind: 'transient', code: 'exchange-error' };
  const detail = /^[A-Za-z]{1,100}$/.test(responseCode) ? responseCode : 'not a response code';
  switch (verdict.kind) {
    case 'gone':
    case 'conflict':
      return verdict;
    case 'throttled':
      return { kind: 'throttled', code: 'exchange-throttled', retryAt: now + (backOffMs ?? DEFAULT_PAUSE_MS) };
    case 'rejected':
      return { ...verdict, code: 'item-rejected', detail };
    case 'denied':
    case 'blocked':
    case 'transient':
      return { ...verdict, detail };
  }
}

/** The failure of an answer that carries no SOAP fault and has another status than 200. */
export function failureOfStatus({ status, headers }: HttpAnswer, now: Instant): Failure {
  const detail = `HTTP ${status}`;
  const retryAt = retryAfter(headers['retry-after'], now);
  if (status === 401) {
    return {
      kind: 'denied',
      code: lacksPermission(headers) ? 'application-permission-missing' : 'exchange-sign-in-refused',
      detail,
    };
  }
  if (status === 403) return failureOfForbidden(headers);
  if (status === 429 || (status === 503 && retryAt !== undefined)) {
    return { kind: 'throttled', code: 'exchange-throttled', retryAt: retryAt ?? now + DEFAULT_PAUSE_MS };
  }
  const elsewhere = (status >= 300 && status < 400) || status === 404 || status === 405;
  return { kind: 'transient', code: elsewhere ? 'exchange-not-ews' : 'exchange-error', detail };
}

/** The failure of a request that got no whole answer. */
export function failureOfFault({ reason, code }: TransportFault): Failure {
  const detail = code;
  switch (reason) {
    case 'address':
      return { kind: 'denied', code: 'exchange-url-refused', detail };
    case 'certificate':
      return { kind: 'denied', code: 'exchange-certificate-untrusted', detail };
    case 'pin':
      return { kind: 'denied', code: 'exchange-key-not-pinned', detail };
    case 'tokenRefused':
      return { kind: 'denied', code: 'exchange-token-refused', detail };
    case 'tokenUnavailable':
      return { kind: 'transient', code: 'exchange-token-unavailable', detail };
    case 'name':
      return { kind: 'transient', code: 'exchange-name-unknown', detail };
    case 'unreachable':
      return { kind: 'transient', code: 'exchange-unreachable', detail };
    case 'timeout':
      return { kind: 'transient', code: 'exchange-timeout', detail };
    case 'cut':
      return { kind: 'transient', code: 'exchange-answer-broken', detail };
  }
}

/** What came is not the answer to what was asked. */
export const brokenAnswer = (detail: string): Failure => ({
  kind: 'transient',
  code: 'exchange-answer-broken',
  detail,
});

/** Retry-After as seconds or as a date (RFC 9110 section 10.2.3). */
function retryAfter(header: string | undefined, now: Instant): Instant | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,7}$/.test(header)) return now + Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(date, now);
}

const signInRefused = { kind: 'denied', code: 'exchange-sign-in-refused' } as const;
const impersonationRefused = { kind: 'denied', code: 'exchange-impersonation-refused' } as const;
const noMailbox = { kind: 'denied', code: 'mailbox-not-found' } as const;
const unavailable = { kind: 'transient', code: 'mailbox-unavailable' } as const;
const moved = { kind: 'denied', code: 'mailbox-elsewhere' } as const;
const blocked = { kind: 'blocked', code: 'exchange-blocked' } as const;
const tooOld = { kind: 'blocked', code: 'exchange-version-too-old' } as const;

/** ResponseCodeType of Microsoft's messages.xsd, as far as a code means more than "an error of Exchange's own". */
export const VERDICTS: Readonly<Record<string, Verdict>> = {
  ErrorItemNotFound: { kind: 'gone' },

  ErrorIrresolvableConflict: { kind: 'conflict' },
  ErrorStaleObject: { kind: 'conflict' },
  ErrorInvalidChangeKey: { kind: 'conflict' },
  ErrorChangeKeyRequired: { kind: 'conflict' },
  ErrorChangeKeyRequiredForWriteOperations: { kind: 'conflict' },

  ErrorServerBusy: { kind: 'throttled' },
  ErrorExceededConnectionCount: { kind: 'throttled' },
  ErrorTooManyObjectsOpened: { kind: 'throttled' },

  ErrorCallerIsInvalidADAccount: signInRefused,
  ErrorAccountDisabled: signInRefused,
  ErrorPasswordExpired: signInRefused,
  ErrorPasswordChangeRequired: signInRefused,
  ErrorImpersonateUserDenied: impersonationRefused,
  ErrorImpersonationDenied: impersonationRefused,
  ErrorImpersonationFailed: impersonationRefused,
  ErrorNonExistentMailbox: noMailbox,
  ErrorNonPrimarySmtpAddress: noMailbox,
  ErrorMissingEmailAddress: noMailbox,
  ErrorAccessDenied: { kind: 'denied', code: 'mailbox-access-denied' },
  ErrorCreateItemAccessDenied: { kind: 'denied', code: 'mailbox-access-denied' },
  ErrorFolderNotFound: { kind: 'denied', code: 'calendar-not-found' },
  ErrorSyncFolderNotFound: { kind: 'denied', code: 'calendar-not-found' },

  ErrorOrganizationAccessBlocked: blocked,
  ErrorInvalidServerVersion: tooOld,
  ErrorIncorrectSchemaVersion: tooOld,
  ErrorInvalidSchemaVersionForMailboxVersion: tooOld,

  ErrorMailboxMoveInProgress: { kind: 'transient', code: 'mailbox-moving' },
  ErrorCrossSiteRequest: moved,
  ErrorProxyRequestNotAllowed: moved,
  ErrorProxyServiceDiscoveryFailed: moved,
  ErrorWrongServerVersion: moved,
  ErrorWrongServerVersionDelegate: moved,
  ErrorProxyCallFailed: unavailable,
  ErrorProxyRequestProcessingFailed: unavailable,
  ErrorMailboxStoreUnavailable: unavailable,
  ErrorMailboxFailover: unavailable,
  ErrorMailboxLogonFailed: unavailable,
  ErrorQuotaExceeded: { kind: 'transient', code: 'mailbox-full' },
  ErrorTimeoutExpired: { kind: 'transient', code: 'exchange-timeout' },

  ErrorCalendarEndDateIsEarlierThanStartDate: { kind: 'rejected', field: 'when' },
  ErrorCalendarDurationIsTooLong: { kind: 'rejected', field: 'when' },
  ErrorCalendarOutOfRange: { kind: 'rejected', field: 'when' },
  ErrorCalendarInvalidTimeZone: { kind: 'rejected', field: 'when' },
  ErrorTimeZone: { kind: 'rejected', field: 'when' },
  ErrorOccurrenceCrossingBoundary: { kind: 'rejected', field: 'when' },
  ErrorOccurrenceTimeSpanTooBig: { kind: 'rejected', field: 'when' },
  ErrorRecurrenceEndDateTooBig: { kind: 'rejected', field: 'when' },
  ErrorRecurrenceHasNoOccurrence: { kind: 'rejected', field: 'when' },
  ErrorCalendarInvalidPropertyValue: { kind: 'rejected' },
  ErrorDataSizeLimitExceeded: { kind: 'rejected' },
  ErrorMessageSizeExceeded: { kind: 'rejected' },
  ErrorItemSavePropertyError: { kind: 'rejected' },
  ErrorItemPropertyRequestFailed: { kind: 'rejected' },
  ErrorPropertyValidationFailure: { kind: 'rejected' },
  ErrorInvalidPropertySet: { kind: 'rejected' },
  ErrorInvalidPropertyUpdateSentMessage: { kind: 'rejected' },
};
