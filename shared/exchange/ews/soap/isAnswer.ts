// Exchange itself refused a question: it need not be asked again.
import type { Failure } from '../../../sync/ports/outcome.ts';

/** True where Exchange says that it has no such thing, or does not show it to us. False where nobody answered, or in a bad moment. */
export const isAnswer = (failure: Failure): boolean =>
  failure.kind === 'gone' ||
  ((failure.kind === 'denied' || failure.kind === 'rejected' || failure.kind === 'transient') &&
    /^Error\w+$/.test(failure.detail ?? '') &&
    !NOT_NOW.has(failure.detail ?? ''));

/** Codes of a bad moment. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'ErrorTimeoutExpired',
  'ErrorInternalServerTransientError',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxFailover',
  'ErrorMailboxMoveInProgress',
  'ErrorMailboxLogonFailed',
]);
