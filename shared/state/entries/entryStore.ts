// EntryStore on Table Storage: the entries of the built-in source, one partition for each source.
import type { Clock } from '../../seams.ts';
import type { EntryStore, StoredEntry } from '../entry.ts';
import { changesAfter, entriesAfter, entryKey, personsEntriesAfter } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { entryInRow, readChange } from './entryRows.ts';
import { createEntryWriter, type EntryWriter } from './entryWriter.ts';

/** Returns a function that opens the store of a company's source. All stores of one source share one writer. */
export function createEntryStores(
  open: (company: string, source: string) => Partition,
  now: Clock,
): (company: string, source: string) => EntryStore {
  const writers = new Map<string, EntryWriter>();
  return (company, source) => {
    const partition = open(company, source);
    const key = `${company}|${source}`;
    const writer = writers.get(key) ?? createEntryWriter(partition, now);
    writers.set(key, writer);
    return createEntryStore(partition, writer);
  };
}

/** `partition`: the partition of the source. `write`: the writer of the source. */
export function createEntryStore(partition: Partition, write: EntryWriter): EntryStore {
  const read = async (ids: readonly string[]): Promise<(StoredEntry | undefined)[]> => {
    const rows = await partition.getMany(ids.map(entryKey));
    return rows.map((row) => row && entryInRow(row));
  };

  /** The next rows after the cursor, each with its entry where it is one of `email`. */
  async function listSome(email: string | undefined, cursor: string | undefined, limit: number) {
    if (email === undefined) {
      const { rows, more } = await partition.range(entriesAfter(cursor), limit);
      return { listed: rows.map((row) => ({ id: idInKey(row.key), entry: entryInRow(row) })), more };
    }
    const { rows, more } = await partition.range(personsEntriesAfter(email, cursor), limit);
    const ids = rows.map((row) => idInKey(row.key));
    const entries = await read(ids);
    // Between the two reads an entry may have been deleted, or its people may have changed.
    const isOfPerson = (entry: StoredEntry | undefined): boolean =>
      entry?.owner === email || entry?.participants.includes(email) === true;
    return {
      listed: ids.map((id, index) => ({ id, entry: isOfPerson(entries[index]) ? entries[index] : undefined })),
      more,
    };
  }

  return {
    read,
    write,

    async changes(watermark, limit) {
      const { rows, more } = await partition.range(changesAfter(sequenceOf(watermark)), limit);
      const changes = rows.map(readChange);
      return { changes, watermark: changes.at(-1)?.version ?? watermark ?? START, more };
    },

    async list({ email, cursor, limit }) {
      const entries: StoredEntry[] = [];
      let characters = 0;
      let seen = 0;
      for (let last = cursor; ; ) {
        const some = await listSome(email, last, Math.min(limit - seen, ROWS_AT_ONCE));
        for (const { id, entry } of some.listed) {
          characters += entry ? JSON.stringify(entry).length : 0;
          if (entries.length > 0 && characters > LISTED_CHARACTERS_MAX) return page(entries, last);
          if (entry) entries.push(entry);
          last = id;
        }
        seen += some.listed.length;
        if (!some.more || seen >= limit) return page(entries, some.more ? last : undefined);
      }
    },
  };
}

/** The rows in memory at the same time: each may have a megabyte. */
const ROWS_AT_ONCE = 20;
/** Of a page of entries as JSON. It has at least one entry, and no page grows with what applications push. */
const LISTED_CHARACTERS_MAX = 2_000_000;

/** The watermark before the first change. */
const START = '0';

function sequenceOf(watermark: string | undefined): number {
  if (watermark === undefined) return 0;
  if (!/^\d{1,15}$/.test(watermark)) throw new Error('a watermark that this store did not give');
  return Number(watermark);
}

const idInKey = (key: string | undefined): string => key?.slice(key.lastIndexOf('|') + 1) ?? '';

const page = (entries: readonly StoredEntry[], next: string | undefined) => ({
  entries,
  ...(next === undefined ? {} : { next }),
});
