// The requests that a business application takes from a company, over all processes. A process reserves a stretch of
// time for a block of requests in one row, and spreads its requests over it. So a row operation serves a whole block.
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import type { RequestBudget, Urgency } from '../../sources/connect/requestBudget.ts';
import type { Resource } from '../../state/directory.ts';
import type { BudgetRow } from '../../state/requestBudget.ts';
import { StoreUnavailable } from '../../sync/ports/store.ts';

/** The requests of one reservation. */
export const BLOCK = 25;
/** A change waits so long for its block. For a longer time its message comes again. */
export const WAIT_MAX_MS = 5_000;
/** The number of further tries of a reservation while other processes are quicker. */
const TRIES = 8;

export interface BudgetParts {
  readonly row: Pick<Resource<BudgetRow>, 'get' | 'put'>;
  readonly perSecond: number;
  readonly now: Clock;
  /** Ends after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

interface Block {
  readonly from: Instant;
  /** Requests that have got a place in it. */
  used: number;
}

export function createRequestBudget({ row, perSecond, now, wait }: BudgetParts): RequestBudget {
  const intervalMs = 1000 / perSecond;
  let block: Block | undefined;
  /** The row as this process last read or wrote it. */
  let stored: { readonly value: BudgetRow; readonly etag: string | undefined } | undefined;
  /** Requests of this process ask one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  const read = async () => {
    const found = await row.get();
    stored = found ?? { value: { free: 0 }, etag: undefined };
    return stored;
  };

  /** False where another process was quicker: the row has to be read again. */
  async function write(value: BudgetRow, etag: string | undefined): Promise<boolean> {
    const put = await row.put(value, etag);
    stored = put.ok ? { value, etag: put.etag } : undefined;
    return put.ok;
  }

  /** The place of the next request in the block; undefined where the block has none left. A place in the past is lost. */
  function placeIn(current: Block | undefined, at: Instant): Instant | undefined {
    if (!current) return undefined;
    const place = Math.max(current.used, Math.ceil((at - current.from) / intervalMs));
    if (place >= BLOCK) return undefined;
    current.used = place + 1;
    return current.from + place * intervalMs;
  }

  /** A new block, or the instant before which there is none. */
  async function reserve(urgency: Urgency): Promise<Block | Instant> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { value, etag } = stored ?? (await read());
      const at = now();
      const from = Math.max(at, value.free, value.pausedUntil ?? 0);
      if (from > at + (urgency === 'sweep' ? 0 : WAIT_MAX_MS)) {
        // The row as it is remembered may be old: nobody is turned away by it.
        const fresh = await read();
        const start = Math.max(at, fresh.value.free, fresh.value.pausedUntil ?? 0);
        if (start > at + (urgency === 'sweep' ? 0 : WAIT_MAX_MS)) return start;
        continue;
      }
      if (await write({ ...value, free: from + BLOCK * intervalMs }, etag)) return { from, used: 0 };
    }
    throw new StoreUnavailable('a reservation was overtaken again and again');
  }

  async function take(urgency: Urgency): Promise<Instant | undefined> {
    let place = placeIn(block, now());
    if (place === undefined) {
      const reserved = await reserve(urgency);
      if (typeof reserved === 'number') return reserved;
      block = reserved;
      place = placeIn(block, now());
    }
    const ms = (place ?? now()) - now();
    if (ms > 0) await wait(ms);
    return undefined;
  }

  async function pause(until: Instant): Promise<void> {
    block = undefined;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { value, etag } = await read();
      if ((value.pausedUntil ?? 0) >= until || (await write({ ...value, pausedUntil: until }, etag))) return;
    }
  }

  /** Calls one after the other, whatever became of the one before. */
  const inTurn = <T>(call: () => Promise<T>): Promise<T> => {
    const next = last.then(call, call);
    last = next.catch(() => {});
    return next;
  };

  return { take: (urgency) => inTurn(() => take(urgency)), pause: (until) => inTurn(() => pause(until)) };
}
