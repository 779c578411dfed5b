// Writing entries of one source. Writers of one process take turns and share transactions, so that they do not collide
// at the counter; writers of other processes are noticed by its ETag, and the transaction is planned again.
import type { Clock } from '../../seams.ts';
import { StoreUnavailable } from '../../sync/ports/store.ts';
import type { EntryWrite, EntryWriteResult } from '../directory.ts';
import { COUNTER_KEY, entryKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { readEntryRow, sequenceIn } from './entryRows.ts';
import { planEntryTransaction, type ReadEntry } from './entryTransaction.ts';

/** Each conflict means that another writer got through, so that this many in a row are a storm, not a deadlock. */
const ATTEMPTS = 30;
/** At least three rows an entry, and the counter's: 33 entries are the most that fit into 100 rows. */
const ENTRIES_PER_TRANSACTION = 33;

interface Waiting {
  readonly writes: readonly EntryWrite[];
  readonly resolve: (results: EntryWriteResult[]) => void;
  readonly reject: (error: unknown) => void;
}

export type EntryWriter = (writes: readonly EntryWrite[]) => Promise<EntryWriteResult[]>;

/** Answers in order; each write stands for itself. Rejects with StoreUnavailable when nobody knows what was applied. */
export function createEntryWriter(partition: Partition, now: Clock): EntryWriter {
  let waiting: Waiting[] = [];
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

/** The outcome of the first writes, as many as one transaction took. */
async function writeSome(
  partition: Partition,
  writes: readonly EntryWrite[],
  now: Clock,
): Promise<readonly EntryWriteResult[]> {
  const idsOf = (some: readonly EntryWrite[]) => [...new Set(some.map((write) => write.id))];
  // An insertion is first tried unread: mostly the id is free, and the service refuses it where it is not.
  let unread = idsOf(writes.filter((write) => write.op !== 'insert'));
  let stored: ReadonlyMap<string, ReadEntry> | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const entries = stored ?? (await readEntries(partition, unread));
    const counter = await partition.get(COUNTER_KEY);
    const plan = planEntryTransaction(writes, entries, { sequence: sequenceIn(counter), etag: counter?.etag }, now());
    const committed = plan.rows.length === 0 || (await partition.commit(plan.rows));
    if (committed === true || committed.ok) return plan.results;
    // What was read of entries is guarded by their ETags, so that it may be used again while only the counter moved on.
    // Every other attempt does so: attempts of different length cannot stay in step with a writer who is always first.
    const onlyCounter = plan.rows[committed.index]?.key === COUNTER_KEY;
    stored = onlyCounter && attempt % 2 === 1 ? entries : undefined;
    unread = idsOf(writes);
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
