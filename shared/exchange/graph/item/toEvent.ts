// An event as Graph sends it -> the canonical event. Mirrors fromEvent.ts line by line.
import type { Alert, CalendarEvent, FreeBusyStatus, Privacy, TimeZoneId } from '../../../calendar/event.ts';
import type { MailboxItem } from '../../../sync/ports/mailbox.ts';
import type { Content } from '../../../sync/ports/remote.ts';
import type { ContentJson, EventJson, ReadEvent } from './eventJson.ts';
import { marksOf } from './extendedProperties.ts';
import { fixedOf, meetingFromGraph } from './toMeeting.ts';
import { seriesFromGraph } from './toSeries.ts';
import { hasUnknownZone, whenFromGraph } from './toWhen.ts';

/**
 * The item of an answer. An unreadable value costs this item only: it is left out as `item-unreadable`.
 * `timeZone` is the mailbox's, for what has no zone of its own.
 */
export function itemFromGraph({ id, version, event }: ReadEvent, timeZone: TimeZoneId): MailboxItem {
  if (!event) return { id, version, uid: id, content: { kind: 'leftOut', reason: 'item-unreadable', title: '' } };
  const meeting = meetingFromGraph(event);
  return {
    id,
    version,
    uid: event.iCalUId || id,
    ...marksOf(event.singleValueExtendedProperties ?? []),
    ...(meeting ? { meeting, fixed: fixedOf(meeting) } : {}),
    ...(hasUnknownZone(event) ? { remarks: ['zone-unknown'] } : {}),
    content: contentFromGraph(event, timeZone),
  };
}

/** An occurrence that stands in the calendar by itself, since only it was received, is a single event. */
function contentFromGraph(event: EventJson, timeZone: TimeZoneId): Content {
  const title = event.subject ?? '';
  const read = eventFromGraph(event, timeZone);
  if (!read) return { kind: 'leftOut', reason: 'item-unreadable', title };
  if (event.type !== 'seriesMaster') return { kind: 'event', event: read };
  const series = seriesFromGraph(event, read, {
    own: timeZone,
    readContent: (json) => eventFromGraph(json, timeZone),
  });
  return typeof series === 'string' ? { kind: 'leftOut', reason: series, title } : { kind: 'event', event: series };
}

/** The event by itself; undefined when a value in it is none that Graph's metadata has. */
export function eventFromGraph(json: ContentJson, timeZone: TimeZoneId): CalendarEvent | undefined {
  const when = whenFromGraph(json, timeZone);
  const privacy = PRIVACY.get(json.sensitivity ?? 'normal');
  const freeBusyStatus = FREE_BUSY.get(json.showAs ?? 'busy');
  const alert = alertFromGraph(json);
  if (!when || !privacy || !freeBusyStatus || alert === undefined) return undefined;
  return {
    title: json.subject ?? '',
    description: json.body?.content ?? '',
    location: json.location?.displayName ?? '',
    when,
    privacy,
    freeBusyStatus,
    keywords: json.categories ?? [],
    alert,
  };
}

function alertFromGraph({ isReminderOn, reminderMinutesBeforeStart }: ContentJson): Alert | undefined {
  if (!isReminderOn) return null;
  const minutes = reminderMinutesBeforeStart ?? 0;
  return Number.isInteger(minutes) && minutes >= 0 ? { minutesBefore: minutes } : undefined;
}

const PRIVACY: ReadonlyMap<string, Privacy> = new Map(
  Object.entries({
    normal: 'public',
    personal: 'personal',
    private: 'private',
    confidential: 'secret',
  } as const),
);

/** unknown: an item that never said; people see it as busy. */
const FREE_BUSY: ReadonlyMap<string, FreeBusyStatus> = new Map(
  Object.entries({
    free: 'free',
    busy: 'busy',
    tentative: 'tentative',
    oof: 'oof',
    workingElsewhere: 'workingElsewhere',
    unknown: 'busy',
  } as const),
);
