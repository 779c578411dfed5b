// Writes the entries of one source. Writers in one process take turns and share transactions, so that they do not
// collide at the counter. A writer in another process changes the counter's ETag; then the transaction is planned again.
import type { Clock } from '../../seams.ts';
import { StoreUnavailable } from '../../sync/ports/store.ts';
import type { EntryWrite, EntryWriteResult } from '../entry.ts';
import { COUNTER_KEY, entryKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { readEntryRow, sequenceIn } from './entryRows.ts';
import { planEntryTransaction, type ReadEntry } from './entryTransaction.ts';

/** The number of times that a transaction is planned. Each conflict means that another writer succeeded, so this is no deadlock. */
const ATTEMPTS = 30;
/** A transaction has 100 rows. An entry takes at least three and the counter one, so at most 33 entries fit. */
const ENTRIES_PER_TRANSACTION = 33;

interface WaitingCall {
  readonly writes: readonly EntryWrite[];
  readonly resolve: (results: EntryWriteResult[]) => void;
  readonly reject: (error: unknown) => void;
}

export type EntryWriter = (writes: readonly EntryWrite[]) => Promise<EntryWriteResult[]>;

/**
 * Returns a function that applies each write by itself and returns the results in the order of the writes. It rejects
 * with StoreUnavailable where it is unknown which writes were applied.
 */
export function createEntryWriter(partition: Partition, now: Clock): EntryWriter {
  let waiting: WaitingCall[] = [];
  let busy = false;

  const work = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        const results = await writeAll(
          partition,
          group.flatMap(({ writes }) => writes),
          now,
        );
        let start = 0;
        for (const { writes, resolve } of group) {
          resolve(results.slice(start, start + writes.length));
          start += writes.length;
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    busy = false;
  };

  return (writes) =>
    new Promise((resolve, reject) => {
      waiting.push({ writes, resolve, reject });
      if (!busy) void work();
    });
}

async function writeAll(partition: Partition, writes: readonly EntryWrite[], now: Clock): Promise<EntryWriteResult[]> {
  const results: EntryWriteResult[] = [];
  while (results.length < writes.length) {
    const next = writes.slice(results.length, results.length + ENTRIES_PER_TRANSACTION);
    results.push(...(await writeSome(partition, next, now)));
  }
  return results;
}

/** Applies the first writes as one transaction. Returns their results: as many as the transaction took. */
async function writeSome(
  partition: Partition,
  writes: readonly EntryWrite[],
  now: Clock,
): Promise<readonly EntryWriteResult[]> {
  const idsOf = (some: readonly EntryWrite[]) => [...new Set(some.map((write) => write.id))];
  // The first attempt does not read inserted entries: mostly the id is free, and the service refuses a taken one.
  let toRead = idsOf(writes.filter((write) => write.op !== 'insert'));
  let stored: ReadonlyMap<string, ReadEntry> | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const entries = stored ?? (await readEntries(partition, toRead));
    const row = await partition.get(COUNTER_KEY);
    const counter = { sequence: sequenceIn(row), etag: row?.etag };
    const plan = planEntryTransaction(writes, { stored: entries, counter, now: now() });
    const committed = plan.rows.length === 0 || (await partition.commit(plan.rows));
    if (committed === true || committed.ok) return plan.results;
    // ETags guard the entries as read, so they may be used again where only the counter has changed. Every second
    // attempt does so: attempts of different length cannot stay in step with a writer who is always first.
    const isCounterStale = plan.rows[committed.index]?.key === COUNTER_KEY;
    stored = isCounterStale && attempt % 2 === 1 ? entries : undefined;
    toRead = idsOf(writes);
  }
  throw new StoreUnavailable('too many writers at one source');
}

async function readEntries(partition: Partition, ids: readonly string[]): Promise<ReadonlyMap<string, ReadEntry>> {
  const rows = await partition.getMany(ids.map(entryKey));
  const entries = ids.flatMap((id, index) => {
    const row = rows[index];
    return row ? [[id, { row: readEntryRow(row), etag: row.etag }] as const] : [];
  });
  return new Map(entries);
}
