// Ivanti as a source: with our tag in `ExternalCalendarLinkID`, or without a field for it.
import type { CalendarEvent, EventField, Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { LeftOutReason, Tag } from '../../sync/ports/remote.ts';
import type { Source, SourceItem, UntaggedSource } from '../../sync/ports/source.ts';
import { BROKEN_ANSWER } from '../connect/failures.ts';
import { oneByOne } from '../connect/oneByOne.ts';
import { isSingle, OWN_TYPE } from './calendarItem.ts';
import { readChanges } from './changes.ts';
import { createListing } from './listing.ts';
import { dateTime } from './query.ts';
import { createReader, type ReaderParts } from './reader.ts';
import { type Place, readPage, seesRows } from './rows.ts';
import { create, remove, setPart, update, type Writing } from './writes.ts';

/** Ivanti takes one record a write. Reads ask for as many ids at once. */
const BATCH_SIZE = 8;
const FIELDS: ReadonlySet<EventField> = new Set(['title', 'description', 'location', 'when']);
/** The item of a creation whose answer was lost is looked for among those of so many milliseconds. */
const TAGGED_MS = 90 * 24 * 3_600_000;

export interface IvantiParts extends ReaderParts {
  readonly now: Clock;
}

/** Without tags: they are kept in our tables. */
export function createUntaggedSource(parts: IvantiParts): UntaggedSource {
  const { client, people, object, now } = parts;
  const reader = createReader(parts);
  const writing: Writing = { ...parts, reader };

  return {
    fields: FIELDS,
    batchSize: BATCH_SIZE,
    createdType: OWN_TYPE,
    tellsDeletions: false,
    unheld,
    changes: (watermark) => readChanges({ client, reader, object, now }, watermark),
    list: createListing({ ...parts, reader }),
    read: (ids) => reader.read(ids),
    async createdSince(email, since) {
      const directory = await people.of([]);
      if (!directory.ok) return directory;
      const items = await itemsSince({ ...parts, reader }, since);
      return items.ok ? ok(items.value.filter(({ owner }) => owner === email)) : items;
    },
    create: (creations) => oneByOne(creations, (creation) => create(writing, creation)),
    update: (updates) => oneByOne(updates, (change) => update(writing, change)),
    setParts: (parts) => oneByOne(parts, (part) => setPart(writing, part)),
    remove: (removals) => oneByOne(removals, (removal) => remove(writing, removal)),
  };
}

export function createTaggedSource(parts: IvantiParts): Source {
  const { createdSince: _, ...untagged } = createUntaggedSource(parts);
  const reader = createReader(parts);
  const writing: Writing = { ...parts, reader };
  return {
    ...untagged,
    create: (creations) => oneByOne(creations, ({ tag, ...creation }) => create(writing, creation, tag)),
    async findByTag(tag) {
      const items = await itemsSince({ ...parts, reader }, parts.now() - TAGGED_MS);
      return items.ok ? ok(items.value.filter((item) => hasTag(item, tag))) : items;
    },
  };
}

const hasTag = (item: SourceItem, { pair, nonce }: Tag): boolean => item.tag?.pair === pair && item.tag.nonce === nonce;

/** Ivanti has no series. */
const unheld = (event: CalendarEvent): LeftOutReason | undefined =>
  isSingle(event) ? undefined : 'recurrence-not-supported';

/** All items that were created at or after this time. Fails where none is shown: an entry that is hidden would be made twice. */
async function itemsSince(
  { client, object, reader }: Pick<Writing, 'client' | 'object' | 'reader'>,
  since: Instant,
): Promise<Outcome<readonly SourceItem[]>> {
  const items = new Map<string, SourceItem>();
  const conditions = [{ field: 'CreatedDateTime', is: 'ge', value: dateTime(since) }] as const;
  for (let after: Place | undefined, more = true; more; ) {
    const page = await readPage(client, { object, conditions, after });
    if (!page.ok) return page;
    const read = await reader.itemsOf(page.value.rows);
    if (!read.ok) return read;
    for (const item of read.value) if ((item.createdAt ?? 0) >= since) items.set(item.id, item);
    after = page.value.next;
    more = after !== undefined;
  }
  if (items.size > 0) return ok([...items.values()]);
  const sees = await seesRows(client, object);
  if (!sees.ok) return sees;
  return sees.value ? ok([]) : failed({ ...BROKEN_ANSWER, detail: 'no row is shown' });
}
