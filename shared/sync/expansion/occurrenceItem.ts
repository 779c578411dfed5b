// One occurrence of an entry as an item of its own. The rest of the engine sees only such items of a series that the
// link expands. Pure.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import type { CalendarEvent, EventField, EventPatch, TimeSpan } from '../../calendar/event.ts';
import { occurrenceKey, recurrenceIdOf } from '../../calendar/recurrence/occurrenceKey.ts';
import { occurrenceAt, occurrencesBetween } from '../../calendar/recurrence/occurrences.ts';
import { occurrenceId } from '../pair/row/occurrenceId.ts';
import type { Content, LeftOutReason } from '../ports/remote.ts';
import type { SourceItem } from '../ports/source.ts';
import { stampOf } from './occurrenceStamps.ts';

/** The means to make items of one link's occurrences. */
export interface Expanding {
  readonly print: (fields: EventPatch) => Prints;
  /** The reason why the mailbox cannot hold an event. */
  readonly unheld: (event: CalendarEvent) => LeftOutReason | undefined;
}

/** Privacy is the series' (RFC 8984 section 4.3.5). */
const FIXED: ReadonlySet<EventField> = new Set(['privacy']);
/** Only used to find near dates: an occurrence without zone is the same date everywhere. */
const ZONE = 'UTC';

/** The occurrence with this key; undefined where the series has none. */
export function occurrenceItem({ print }: Pick<Expanding, 'print'>, entry: SourceItem, key: string) {
  if (entry.content.kind !== 'event') return undefined;
  const series = entry.content.event;
  const id = recurrenceIdOf(series.when, key);
  const event = id === undefined ? undefined : occurrenceAt(series, id, ZONE);
  return event && itemOf(print, entry, { key, event });
}

/** The occurrences that touch [from, until), in the order of their starts. */
export function occurrenceItems(
  { print }: Pick<Expanding, 'print'>,
  { entry, series }: { readonly entry: SourceItem; readonly series: CalendarEvent },
  span: TimeSpan,
): SourceItem[] {
  return occurrencesBetween(series, span, ZONE).map(({ id, event }) =>
    itemOf(print, entry, { key: occurrenceKey(series.when, id), event }),
  );
}

function itemOf(
  print: Expanding['print'],
  entry: SourceItem,
  { key, event }: { readonly key: string; readonly event: CalendarEvent },
): SourceItem {
  const { owner, participants, type, modified } = entry;
  const content = contentOf(entry, event);
  const rev = stampOf(entry.rev, key);
  return {
    id: occurrenceId({ entry: entry.id, key }),
    version: versionOf(print, entry, content),
    owner,
    participants,
    ...(type === undefined ? {} : { type }),
    modified,
    ...(rev === undefined ? {} : { rev }),
    fixed: entry.fixed ? new Set([...entry.fixed, ...FIXED]) : FIXED,
    ...(entry.content.kind === 'event' ? { series: entry.content.event.when } : {}),
    content,
  };
}

/** A time in a series of dates is local in the zone of the mailbox, which a source does not know. */
function contentOf(entry: SourceItem, event: CalendarEvent): Content {
  const isAllDay = entry.content.kind === 'event' && entry.content.event.when.showWithoutTime;
  if (!isAllDay || event.when.showWithoutTime) return { kind: 'event', event };
  return { kind: 'leftOut', reason: 'recurrence-not-supported', title: event.title };
}

/**
 * The version of one occurrence: a keyed print of its own content. So an edit of another occurrence does not change it.
 */
function versionOf(print: Expanding['print'], { owner, participants, type }: SourceItem, content: Content): string {
  const prints = content.kind === 'event' ? print(content.event) : [content.reason, print({ title: content.title })];
  return print({ title: JSON.stringify([prints, owner, participants, type ?? null]) }).title ?? '';
}
