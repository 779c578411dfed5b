// An HTTP status of EWS that is no success -> its meaning for the engine.
import type { Instant } from '../../../calendar/event.ts';
import type { HttpAnswer } from '../../../net/https.ts';
import { pauseAskedBy } from '../../../net/retryAfter.ts';
import type { Failure } from '../../../sync/ports/outcome.ts';
import { paused } from '../../failures.ts';
import { failureOfForbidden, lacksPermission } from './forbidden.ts';

/** The failure of an answer that carries no SOAP fault and has another status than 200. */
export function failureOfStatus({ status, headers }: HttpAnswer, now: Instant): Failure {
  const detail = `HTTP ${status}`;
  if (status === 401) {
    return {
      kind: 'denied',
      code: lacksPermission(headers) ? 'application-permission-missing' : 'exchange-sign-in-refused',
      detail,
    };
  }
  if (status === 403) return failureOfForbidden(headers);
  const retryAt = pauseAskedBy({ status, retryAfter: headers['retry-after'] }, now);
  if (retryAt !== undefined) return paused(retryAt);
  const elsewhere = (status >= 300 && status < 400) || status === 404 || status === 405;
  return { kind: 'transient', code: elsewhere ? 'exchange-not-ews' : 'exchange-error', detail };
}
