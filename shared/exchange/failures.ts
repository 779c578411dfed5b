// Failures that are the same whichever interface to Exchange was asked: no whole answer, not the answer to what was
// asked, and the pause that a server asks for.
import type { Instant } from '../calendar/event.ts';
import type { TransportFault } from '../net/https.ts';
import type { Failure } from '../sync/ports/outcome.ts';

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

/** The pause when a server asks for one without saying how long. */
const DEFAULT_PAUSE_MS = 60_000;

export const paused = (retryAt: Instant | undefined, now: Instant): Failure => ({
  kind: 'throttled',
  code: 'exchange-throttled',
  retryAt: retryAt ?? now + DEFAULT_PAUSE_MS,
});

/** Retry-After as seconds or as a date (RFC 9110 section 10.2.3). */
export function retryAtOf(header: string | undefined, now: Instant): Instant | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,7}$/.test(header)) return now + Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(date, now);
}
