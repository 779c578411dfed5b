// The schemas of the built-in source's rows. A source has one counter. An entry has its own row, one row in the change
// feed, and one row for each of its people.
import { z } from 'zod';
import type { Content, Tag } from '../../sync/ports/remote.ts';
import type { EntryChange, EntryContent, StoredEntry } from '../entry.ts';
import { nameInKey } from '../table/keys.ts';
import type { StoredRow } from '../table/partition.ts';
import { parseRow, rowSchema } from '../table/schema.ts';
import { eventSchema } from './eventSchema.ts';

const text = z.string();
const sequence = z.number().int().positive();

const content: z.ZodType<Content> = z.union([
  rowSchema<Extract<Content, { kind: 'event' }>>({ kind: z.literal('event'), event: eventSchema }),
  rowSchema<Extract<Content, { kind: 'leftOut' }>>({
    kind: z.literal('leftOut'),
    reason: z.enum([
      'recurrence-not-supported',
      'series-zone-unknown',
      'not-for-calendars',
      'ended-before-start-of-sync',
      'item-unreadable',
    ]),
    title: text,
  }),
]);

/** `sequence` is the number of the last change of the entry. Written as text, it is the entry's version. */
export interface LiveEntryRow {
  readonly sequence: number;
  readonly modified: boolean;
  readonly entry: EntryContent;
}
/** The tombstone of an entry. With it, an entry that is created again does not leave two changes in the feed. */
export interface DeletedEntryRow {
  readonly sequence: number;
  readonly deletedAt: number;
}
export type EntryRow = LiveEntryRow | DeletedEntryRow;

const entryRow: z.ZodType<EntryRow> = z.union([
  rowSchema<LiveEntryRow>({
    sequence,
    modified: z.boolean(),
    entry: rowSchema<EntryContent>({
      type: text,
      owner: text,
      participants: z.array(text),
      tag: rowSchema<Tag>({ pair: text, nonce: text, of: text.exactOptional() }).exactOptional(),
      rev: text.exactOptional(),
      content,
    }),
  }),
  rowSchema<DeletedEntryRow>({ sequence, deletedAt: z.number().int() }),
]);

export const readEntryRow = (row: StoredRow): EntryRow => parseRow(entryRow, 'entry', row);

/** The entry in this row; undefined for a tombstone. */
export const entryOf = (id: string, row: EntryRow): StoredEntry | undefined =>
  'entry' in row ? { ...row.entry, id, version: String(row.sequence), modified: row.modified } : undefined;

export const entryInRow = (row: StoredRow): StoredEntry | undefined => entryOf(nameInKey(row.key), readEntryRow(row));

/** A row of the change feed. A deleted entry has no people. */
export interface ChangeRow {
  readonly entry: string;
  readonly people?: NonNullable<EntryChange['people']>;
}
const changeRow = rowSchema<ChangeRow>({
  entry: text,
  people: rowSchema<NonNullable<EntryChange['people']>>({ owner: text, participants: z.array(text) }).exactOptional(),
});

export function readChange(row: StoredRow): EntryChange {
  const { entry, people } = parseRow(changeRow, 'change', row);
  return { entry, version: String(Number(nameInKey(row.key))), ...(people ? { people } : {}) };
}

export interface CounterRow {
  readonly sequence: number;
}
const counterRow = rowSchema<CounterRow>({ sequence });

/** The sequence number of the source's last change; 0 before the first change. */
export const sequenceIn = (row: StoredRow | undefined): number =>
  row ? parseRow(counterRow, 'counter', row).sequence : 0;

/** The addresses of an entry's owner and participants, each once. */
export const peopleOf = ({ owner, participants }: Pick<EntryContent, 'owner' | 'participants'>): string[] => [
  ...new Set([owner, ...participants]),
];
