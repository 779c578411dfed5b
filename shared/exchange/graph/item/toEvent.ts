// An event as Graph sends it -> the canonical event. Mirrors fromEvent.ts line by line.

import { normalTexts } from '../../../calendar/canonical/normalTexts.ts';
import type { Alert, CalendarEvent, FreeBusyStatus, Privacy, TimeZoneId } from '../../../calendar/event.ts';
import { normalText } from '../../../calendar/text.ts';
import type { MailboxItem } from '../../../sync/ports/mailbox.ts';
import type { Content } from '../../../sync/ports/remote.ts';
import { insteadOfUnread, type ReadEach, reminderOf, UNREAD, unreadFields } from '../../unread.ts';
import type { ContentJson, EventJson, ReadEvent } from './eventJson.ts';
import { marksOf } from './extendedProperties.ts';
import { fixedOf, meetingFromGraph } from './toMeeting.ts';
import { seriesFromGraph } from './toSeries.ts';
import { hasUnknownZone, whenFromGraph } from './toWhen.ts';

/**
 * The item of an answer. Times that cannot be read cost this item: it is left out as `item-unreadable`. Another value
 * that cannot be read costs its field.
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
    ...unreadIn(event),
    content: contentFromGraph(event, timeZone),
  };
}

/** An occurrence that stands in the calendar by itself, since only it was received, is a single event. */
function contentFromGraph(event: EventJson, timeZone: TimeZoneId): Content {
  const title = normalText(event.subject ?? '');
  const read = eventFromGraph(event, timeZone);
  if (!read) return { kind: 'leftOut', reason: 'item-unreadable', title };
  if (event.type !== 'seriesMaster') return { kind: 'event', event: read };
  const series = seriesFromGraph(event, read, {
    own: timeZone,
    readContent: (json, series) => eventFromGraph(json, timeZone, series),
  });
  return typeof series === 'string' ? { kind: 'leftOut', reason: series, title } : { kind: 'event', event: series };
}

/**
 * The event by itself; undefined when its times are none that Graph's metadata has. `instead` stands in for another
 * value that is none.
 */
export function eventFromGraph(
  json: ContentJson,
  timeZone: TimeZoneId,
  instead: ReadEach = UNREAD,
): CalendarEvent | undefined {
  const when = whenFromGraph(json, timeZone);
  if (!when) return undefined;
  const { privacy, freeBusyStatus, alert } = insteadOfUnread(readEach(json), instead);
  return normalTexts({
    title: json.subject ?? '',
    description: json.body?.content ?? '',
    location: json.location?.displayName ?? '',
    when,
    privacy,
    freeBusyStatus,
    keywords: json.categories ?? [],
    alert,
  });
}

/** Values that may be none that we know, by themselves. */
const readEach = (json: ContentJson) => ({
  privacy: PRIVACY.get(json.sensitivity ?? 'normal'),
  freeBusyStatus: FREE_BUSY.get(json.showAs ?? 'busy'),
  alert: alertFromGraph(json),
});

function unreadIn(event: EventJson): Pick<MailboxItem, 'unread'> {
  const unread = unreadFields(readEach(event));
  return unread.size > 0 ? { unread } : {};
}

function alertFromGraph({ isReminderOn, reminderMinutesBeforeStart }: ContentJson): Alert | undefined {
  if (!isReminderOn) return null;
  return reminderOf(reminderMinutesBeforeStart ?? 0);
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
