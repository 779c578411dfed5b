// Translates the HTTP answer of a business application into the codes of sources. An adapter adds what only its own
// application says.
import type { Instant } from '../../calendar/event.ts';
import type { HttpAnswer, TransportFault } from '../../net/https.ts';
import { pauseAskedBy, retryAtOf } from '../../net/retryAfter.ts';
import type { Failure } from '../../sync/ports/outcome.ts';

/** A request that got no answer. Of a write, nobody knows whether it was applied, unless the failure is `denied`. */
export function failureOfFault({ reason, code, retryAfter }: TransportFault, now: Instant): Failure {
  switch (reason) {
    case 'address':
      return { kind: 'denied', code: 'source-address-refused', detail: code };
    case 'certificate':
    case 'pin':
      return { kind: 'denied', code: 'source-certificate-untrusted', detail: code };
    case 'tokenRefused':
      return { kind: 'denied', code: 'source-sign-in-refused', detail: code };
    case 'cut':
    case 'webPage':
      return { kind: 'transient', code: 'source-answer-broken', detail: code };
    case 'name':
    case 'unreachable':
    case 'reset':
    case 'timeout':
    case 'tokenUnavailable': {
      const retryAt = retryAtOf(retryAfter, now);
      return retryAt === undefined
        ? { kind: 'transient', code: 'source-unavailable', detail: code }
        : { kind: 'throttled', code: 'source-throttled', retryAt };
    }
  }
}

/** An answer that concerns no single entry: a page of changes, a listing, a search. Undefined when it is a success. */
export function failureOfAnswer(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  now: Instant,
): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const retryAt = pauseAskedBy({ status, retryAfter: headers['retry-after'] }, now);
  if (retryAt !== undefined) return { kind: 'throttled', code: 'source-throttled', retryAt };
  const detail = `HTTP ${status}`;
  if (status === 401) return { kind: 'denied', code: 'source-sign-in-refused', detail };
  if (status === 403) return { kind: 'denied', code: 'source-rights-missing', detail };
  // A redirect leads to a sign-in page as a rule; any other refusal of what we asked is nothing to conclude from.
  return { kind: 'transient', code: status >= 500 ? 'source-unavailable' : 'source-answer-broken', detail };
}

/** The same for an answer about one entry. Only 404 and 410 say that it does not exist. */
export function failureOfEntry(answer: Pick<HttpAnswer, 'status' | 'headers'>, now: Instant): Failure | undefined {
  switch (answer.status) {
    case 404:
    case 410:
      return { kind: 'gone' };
    case 409:
    case 412:
      return { kind: 'conflict' };
    case 400:
    case 422:
      return { kind: 'rejected', code: 'item-rejected', detail: `HTTP ${answer.status}` };
    default:
      return failureOfAnswer(answer, now);
  }
}

/** An answer that is no JSON, or not the JSON that the application's API promises. */
export const BROKEN_ANSWER = { kind: 'transient', code: 'source-answer-broken' } as const satisfies Failure;
