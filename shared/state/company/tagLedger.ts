// The port TagLedger on Table Storage, in the partition of the company: what the engine remembers of entries whose
// application has no field for a tag.
import type { TagLedger } from '../../sync/ports/tagLedger.ts';
import { ANNOUNCED, announcedKey, entryOfTagKey, tagOfEntryKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { parseRow } from '../table/schema.ts';
import { upsertAll } from '../table/upsertAll.ts';
import { announcementRow, entryOfTagRow, tagOfEntryRow } from './companyRows.ts';

export function createTagLedger(company: Partition): TagLedger {
  /** A row that is missing already is what the caller wants. */
  const remove = (key: string) => company.commit([{ op: 'delete', key, etag: '*' }]);

  return {
    announce: (announcements) =>
      upsertAll(
        company,
        announcements.map((value) => ({ op: 'upsert', key: announcedKey(value.tag.nonce), value })),
      ),

    async open() {
      const { rows } = await company.range(ANNOUNCED);
      return rows.map((row) => ({ ...parseRow(announcementRow, 'settings', row), etag: row.etag }));
    },

    async record(made) {
      const rows = made.flatMap(({ entry, tag }) => [
        { op: 'upsert', key: tagOfEntryKey(entry), value: { tag } } as const,
        { op: 'upsert', key: entryOfTagKey(tag.nonce), value: { entry } } as const,
      ]);
      await upsertAll(company, rows);
      // The answer does not matter: where the row is missing, the entry was recognised meanwhile.
      for (const { tag } of made) await remove(announcedKey(tag.nonce));
    },

    async recognise(entry, { tag, etag }) {
      await company.commit([
        { op: 'delete', key: announcedKey(tag.nonce), etag },
        { op: 'insert', key: tagOfEntryKey(entry), value: { tag } },
        { op: 'upsert', key: entryOfTagKey(tag.nonce), value: { entry } },
      ]);
    },

    async tagsOf(entries) {
      const rows = await company.getMany(entries.map(tagOfEntryKey));
      return rows.map((row) => row && parseRow(tagOfEntryRow, 'settings', row).tag);
    },

    async entryOf(tag) {
      const row = await company.get(entryOfTagKey(tag.nonce));
      return row && parseRow(entryOfTagRow, 'settings', row).entry;
    },

    async forget(entry, tag) {
      await remove(entryOfTagKey(tag.nonce));
      await remove(tagOfEntryKey(entry));
    },

    async discard({ tag, etag }) {
      await company.commit([{ op: 'delete', key: announcedKey(tag.nonce), etag }]);
    },
  };
}
