// Plans one transaction on a source's entries: as many writes as fit, each with its row in the change feed. The
// transaction holds only if the counter is still as it was read. Therefore the feed has no gap: a reader who has read up
// to a number has seen every change that will ever have a lower number.
import type { Instant } from '../../calendar/event.ts';
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';
import type { EntryContent, EntryWrite, EntryWriteResult } from '../entry.ts';
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

/** An entry's row as it was read, with its ETag. */
export interface ReadEntry {
  readonly row: EntryRow;
  readonly etag: string;
}

/** The rows that a transaction is planned on. */
export interface EntriesAsRead {
  /** The rows of the entries that the writes name, by id. An entry without a row is missing. */
  readonly stored: ReadonlyMap<string, ReadEntry>;
  readonly counter: { readonly sequence: number; readonly etag: string | undefined };
  /** The time of the tombstones of deleted entries. */
  readonly now: Instant;
}

export interface EntryTransaction {
  /** The result of each write in this transaction. The transaction takes the first writes, so the order is theirs. */
  readonly results: readonly EntryWriteResult[];
  /** Empty where no write changes anything. */
  readonly rows: readonly Write[];
}

/** A transaction may have 4 MiB; the rest is for keys and headers. */
const BYTES_MAX = 3 * 1024 * 1024;
/** A UTF-16 code unit of the entry's JSON takes at most three bytes in the request, where it is escaped once more. */
const BYTES_PER_CHARACTER = 3;

/**
 * Plans a transaction of the first writes that fit into it. A second write of the same entry waits for the next
 * transaction.
 */
export function planEntryTransaction(
  writes: readonly EntryWrite[],
  { stored, counter, now }: EntriesAsRead,
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
    const after = rowAfter(write, before?.row, { sequence: sequence + 1, now });
    const size = JSON.stringify(after).length * BYTES_PER_CHARACTER;
    const entryRows = rowsOf(write.id, before, after);
    // One row is the counter's. The first write is always taken: if it is too large, the commit refuses it.
    const isFull = rows.length + entryRows.length + 1 > ROWS_PER_TRANSACTION || bytes + size > BYTES_MAX;
    if (isFull && rows.length > 0) break;
    sequence += 1;
    bytes += size;
    ids.add(write.id);
    rows.push(...entryRows);
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

function rowAfter(
  write: EntryWrite,
  before: EntryRow | undefined,
  { sequence, now }: { readonly sequence: number; readonly now: Instant },
): EntryRow {
  if (write.op === 'delete') return { sequence, deletedAt: now } satisfies DeletedEntryRow;
  const modified = write.op === 'replace';
  const entry = modified ? { ...marksOf(before), ...write.entry } : write.entry;
  return { sequence, modified, entry } satisfies LiveEntryRow;
}

/** Tag and rev of the stored entry. They stay when a person replaces the entry: the engine knows its own writes by them. */
function marksOf(before: EntryRow | undefined): Pick<EntryContent, 'tag' | 'rev'> {
  if (!before || !('entry' in before)) return {};
  const { tag, rev } = before.entry;
  return { ...(tag ? { tag } : {}), ...(rev === undefined ? {} : { rev }) };
}

/** The rows that a write changes: the entry, its change in place of the change before, and people who came or went. */
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
