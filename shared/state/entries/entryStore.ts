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

  return {
    read,
    write,

    async changes(watermark, limit) {
      const { rows, more } = await partition.range(changesAfter(sequenceOf(watermark)), limit);
      const changes = rows.map(readChange);
      return { changes, watermark: changes.at(-1)?.version ?? watermark ?? START, more };
    },

    async list({ email, cursor, limit }) {
      if (email === undefined) {
        const { rows, more } = await partition.range(entriesAfter(cursor), limit);
        return page(rows.map(entryInRow), more, idInKey(rows.at(-1)?.key));
      }
      const { rows, more } = await partition.range(personsEntriesAfter(email, cursor), limit);
      const entries = await read(rows.map((row) => idInKey(row.key)));
      // Between the two reads an entry may have been deleted, or its people may have changed.
      const ofPerson = entries.filter((entry) => entry?.owner === email || entry?.participants.includes(email));
      return page(ofPerson, more, idInKey(rows.at(-1)?.key));
    },
  };
}

/** The watermark before the first change. */
const START = '0';

function sequenceOf(watermark: string | undefined): number {
  if (watermark === undefined) return 0;
  if (!/^\d{1,15}$/.test(watermark)) throw new Error('a watermark that this store did not give');
  return Number(watermark);
}

const idInKey = (key: string | undefined): string => key?.slice(key.lastIndexOf('|') + 1) ?? '';

function page(entries: readonly (StoredEntry | undefined)[], more: boolean, last: string) {
  return { entries: entries.filter((entry) => entry !== undefined), ...(more ? { next: last } : {}) };
}
