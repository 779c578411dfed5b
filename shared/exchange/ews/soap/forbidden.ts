// The meaning of a refusal after a good sign-in. No password opens what is closed by a rule of the organisation.
import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemCode } from '../../../problems.ts';
import type { Failure } from '../../../sync/ports/outcome.ts';

type Stopped = Extract<Failure, { readonly kind: 'denied' | 'blocked' }>;

/**
 * The failure that HTTP 403 means. Exchange Online says the reason in a header. Microsoft asks to go by it and not by
 * the body ("Control access to EWS in Exchange": Understand HTTP 403 responses in Exchange Online). Without it
 * nobody knows more than that EWS is closed: to Exchange Server it is unknown, and other rules give 403 too.
 */
export function failureOfForbidden(headers: IncomingHttpHeaders): Stopped {
  if (lacksPermission(headers)) return { kind: 'denied', code: 'application-permission-missing', detail: 'HTTP 403' };
  const reason = String(headers['x-ews-policy-reason'] ?? '').trim();
  const rule = RULES.find(({ says }) => says.test(reason));
  return rule
    ? { kind: 'blocked', code: rule.code, detail: `HTTP 403 ${rule.shown}` }
    : { kind: 'blocked', code: 'exchange-blocked', detail: 'HTTP 403' };
}

/**
 * The two values of X-EWS-Policy-Reason. The second does not tell the list of applications from that of user agents.
 */
const RULES: readonly { readonly says: RegExp; readonly code: ProblemCode; readonly shown: string }[] = [
  { says: /^EWS is disabled for this user or tenant\b/i, code: 'ews-switched-off', shown: 'EWS is disabled' },
  {
    says: /^EWS is blocked by policy for this user or tenant\b/i,
    code: 'ews-not-allowed',
    shown: 'EWS is blocked by policy',
  },
];

/**
 * True when a good token lacks the permission: error 2000008 of x-ms-diagnostics. ("The token contains no permissions"
 * with 401, "not enough scope to make this call" with 403).
 */
export const lacksPermission = (headers: IncomingHttpHeaders): boolean =>
  /^2000008;/.test(String(headers['x-ms-diagnostics'] ?? ''));
