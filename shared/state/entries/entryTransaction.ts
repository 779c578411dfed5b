// One transaction on a source's entries: as many writes as fit, each with its change in the feed, under the condition
// that the counter still stands where it was read. So the feed has no gap: whoever reads up to a number has seen all
// that will ever stand before it.
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';
import type { EntryContent, EntryWrite, EntryWriteResult } from '../directory.ts';
import { COUNTER_KEY, changeKey, entryKey, personKey } from '../table/keys.ts';
import type { Write } from '../table/partition.ts';
import {
  type ChangeRow,
  type DeletedEntryRow,
  type EntryRow,
  entryOf,
  type LiveEntryRow,
  peopleOf,
} from './entryRows.ts';

/** An entry's row as read, with the ETag it is written under. */
export interface ReadEntry {
  readonly row: EntryRow;
  readonly etag: string;
}

export interface EntryTransaction {
  /** The outcome of each write that was taken; the first so many of those given. */
  readonly results: readonly EntryWriteResult[];
  /** Empty when no write changes anything. */
  readonly rows: readonly Write[];
}

/** Well below the 4 MiB of a transaction. */
const BYTES = 3 * 1024 * 1024;
/** A UTF-16 unit takes at most three bytes, also when its JSON is put into JSON again. */
const BYTES_PER_CHARACTER = 3;

/**
 * Plans the first writes of `writes` that fit into one transaction. `stored` holds the rows of their ids; a second write
 * to one id waits for the next transaction. `now` dates what is left of deleted entries.
 */
export function planEntryTransaction(
  writes: readonly EntryWrite[],
  stored: ReadonlyMap<string, ReadEntry>,
  counter: { readonly sequence: number; readonly etag: string | undefined },
  now: number,
): EntryTransaction {
  const results: EntryWriteResult[] = [];
  const rows: Write[] = [];
  const ids = new Set<string>();
  let { sequence } = counter;
  let bytes = 0;
  for (const write of writes) {
    if (ids.has(write.id)) break;
    const before = stored.get(write.id);
    const refused = refusalOf(write, before?.row);
    if (refused) {
      results.push(refused);
      continue;
    }
    const after = rowAfter(write, before?.row, sequence + 1, now);
    const size = JSON.stringify(after).length * BYTES_PER_CHARACTER;
    const own = rowsOf(write.id, before, after);
    // One row is the counter's. The first write always fits: what is too large for any transaction fails when sent.
    const full = rows.length + own.length + 1 > ROWS_PER_TRANSACTION || bytes + size > BYTES;
    if (full && rows.length > 0) break;
    sequence += 1;
    bytes += size;
    ids.add(write.id);
    rows.push(...own);
    results.push({ ok: true, entry: entryOf(write.id, after) });
  }
  return { results, rows: rows.length === 0 ? [] : [counterWrite(sequence, counter.etag), ...rows] };
}

function refusalOf(write: EntryWrite, before: EntryRow | undefined): EntryWriteResult | undefined {
  const exists = before !== undefined && 'entry' in before;
  if (write.op === 'insert') return exists ? { ok: false, reason: 'exists' } : undefined;
  if (!exists) return { ok: false, reason: 'gone' };
  const stale = write.version !== undefined && write.version !== String(before.sequence);
  return stale ? { ok: false, reason: 'stale' } : undefined;
}

function rowAfter(write: EntryWrite, before: EntryRow | undefined, sequence: number, now: number): EntryRow {
  if (write.op === 'delete') return { sequence, deletedAt: now } satisfies DeletedEntryRow;
  const modified = write.op === 'replace';
  const entry = modified ? { ...marksOf(before), ...write.entry } : write.entry;
  return { sequence, modified, entry } satisfies LiveEntryRow;
}

/** What the synchronisation stamped on an entry stays, whoever replaces the rest: its own writes are known by it. */
function marksOf(before: EntryRow | undefined): Pick<EntryContent, 'tag' | 'rev'> {
  if (!before || !('entry' in before)) return {};
  const { tag, rev } = before.entry;
  return { ...(tag ? { tag } : {}), ...(rev === undefined ? {} : { rev }) };
}

/** The entry's row, its change in place of the one before, and a row for each person who came or went. */
function rowsOf(id: string, before: ReadEntry | undefined, after: EntryRow): Write[] {
  const key = entryKey(id);
  const peopleBefore = new Set(before && 'entry' in before.row ? peopleOf(before.row.entry) : []);
  const peopleAfter = new Set('entry' in after ? peopleOf(after.entry) : []);
  const rows: Write[] = [
    before ? { op: 'replace', key, value: after, etag: before.etag } : { op: 'insert', key, value: after },
    { op: 'insert', key: changeKey(after.sequence), value: changeOf(id, after) },
  ];
  if (before) rows.push({ op: 'delete', key: changeKey(before.row.sequence), etag: '*' });
  for (const email of peopleAfter) {
    if (!peopleBefore.has(email)) rows.push({ op: 'upsert', key: personKey(email, id), value: {} });
  }
  for (const email of peopleBefore) {
    if (!peopleAfter.has(email)) rows.push({ op: 'delete', key: personKey(email, id), etag: '*' });
  }
  return rows;
}

function changeOf(id: string, after: EntryRow): ChangeRow {
  if (!('entry' in after)) return { entry: id };
  const { owner, participants } = after.entry;
  return { entry: id, people: { owner, participants } };
}

function counterWrite(sequence: number, etag: string | undefined): Write {
  const row = { key: COUNTER_KEY, value: { sequence } };
  return etag === undefined ? { op: 'insert', ...row } : { op: 'replace', ...row, etag };
}
