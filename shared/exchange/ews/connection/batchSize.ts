// The number of items that a request to one mailbox takes. It halves after a request that took too long, had too large an
// answer or met a busy server. It grows by a few after each success. Exchange ends a request that takes a minute, and
// then nothing is done.
import { ANSWER_TOO_LARGE } from '../../../net/https.ts';
import type { Failure } from '../../../sync/ports/outcome.ts';

/** Microsoft advises 10 items a request; 50 single items take well under a second. */
export const BATCH_MAX = 50;
const BATCH_MIN = 5;
const GROWTH = 5;

export interface BatchSizes {
  of(mailbox: string): number;
  /** To be called after each request about `count` items. `failure`: undefined after a success. */
  learn(mailbox: string, count: number, failure: Failure | undefined): void;
}

/** For all mailboxes of a connection. Only mailboxes below the maximum take memory. */
export function createBatchSizes(): BatchSizes {
  const smaller = new Map<string, number>();
  const size = (mailbox: string): number => smaller.get(mailbox) ?? BATCH_MAX;
  return {
    of: size,
    learn(mailbox, count, failure) {
      const next = failure ? shrunk(size(mailbox), count, failure) : grown(size(mailbox), count);
      if (next < BATCH_MAX) smaller.set(mailbox, next);
      else smaller.delete(mailbox);
    },
  };
}

function shrunk(size: number, count: number, failure: Failure): number {
  const tooMuch = failure.kind === 'throttled' || isTooMuchAtOnce(failure);
  // Several requests that were under way together halve the number once.
  return tooMuch ? Math.max(BATCH_MIN, Math.min(size, Math.ceil(count / 2))) : size;
}

/** True when a smaller request may succeed: this one took too long, or its answer was too large. */
export const isTooMuchAtOnce = (failure: Failure): boolean =>
  failure.kind === 'transient' && (failure.code === 'exchange-timeout' || failure.detail === ANSWER_TOO_LARGE.code);

/** A request below the allowed size proves nothing about a larger one. */
const grown = (size: number, count: number): number => (count < size ? size : Math.min(BATCH_MAX, size + GROWTH));
