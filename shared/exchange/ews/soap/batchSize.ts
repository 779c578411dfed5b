// How many items a request to one mailbox takes: half as many after a request that took too long or came to a busy
// server, a few more after each that went well. Exchange ends a request that takes a minute, and then all of it was in
// vain.
import type { Failure } from '../../../sync/ports/outcome.ts';

/** Microsoft advises 10 items a request; 50 single items take well under a second. */
export const BATCH_MAX = 50;
const BATCH_MIN = 5;
const GROWTH = 5;

export interface BatchSizes {
  of(mailbox: string): number;
  /** Told of each request about `count` items: how it ended, undefined for well. */
  learn(mailbox: string, count: number, failure: Failure | undefined): void;
}

/** Of all mailboxes of a connection: only those that are not at the most are remembered. */
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
  const tooMuch = failure.kind === 'throttled' || ('code' in failure && failure.code === 'exchange-timeout');
  // Requests that were under way together are one reason to ask for less, not several.
  return tooMuch ? Math.max(BATCH_MIN, Math.min(size, Math.ceil(count / 2))) : size;
}

/** A request that was smaller than it might have been says nothing. */
const grown = (size: number, count: number): number => (count < size ? size : Math.min(BATCH_MAX, size + GROWTH));
