// Failures that EWS and Graph have in common: no complete answer, an answer to something else, and a pause that the
// server asks for.
import type { Instant } from '../calendar/event.ts';
import type { TransportFault } from '../net/https.ts';
import { retryAtOf } from '../net/retryAfter.ts';
import type { Failure } from '../sync/ports/outcome.ts';

/** The failure of a request that got no complete answer, or no token. The sign-in service may ask for a pause, too. */
export function failureOfFault({ reason, code, retryAfter }: TransportFault, now: Instant): Failure {
  const retryAt = retryAtOf(retryAfter, now);
  if (retryAt !== undefined) return paused(retryAt);
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
    case 'reset':
      return { kind: 'transient', code: 'exchange-connection-closed', detail };
    case 'webPage':
      return { kind: 'transient', code: 'exchange-web-page', detail };
    case 'cut':
      return { kind: 'transient', code: 'exchange-answer-broken', detail };
  }
}

/** The answer does not fit the request. */
export const brokenAnswer = (detail: string): Failure => ({
  kind: 'transient',
  code: 'exchange-answer-broken',
  detail,
});

/** The server asks to be left alone until `retryAt`. */
export const paused = (retryAt: Instant): Failure => ({ kind: 'throttled', code: 'exchange-throttled', retryAt });
