// A calendar item as EWS sends it -> the canonical event. Mirrors fromEvent.ts line by line.
import type { Alert, CalendarEvent, FreeBusyStatus, Instant, Privacy, TimeZoneId, When } from '../../calendar/event.ts';
import { toLocal } from '../../calendar/timeZone.ts';
import { allDay, timed } from '../../calendar/when.ts';
import { ianaFromWindows, windowsFromIana } from '../../calendar/windowsZones.ts';
import type { MailboxItem } from '../../sync/mailbox.ts';
import type { Content } from '../../sync/remote.ts';
import { child, childText, type XmlElement } from './reader.ts';
import { revOf, tagOf } from './tag.ts';

/**
 * The item in an answer, undefined when it has no id. What cannot be read of it costs this item only: it is left out
 * as `item-unreadable`. `timeZone` is the connection's, for all-day events whose own zone is unknown.
 */
export function itemFromEws(element: XmlElement, timeZone: TimeZoneId): MailboxItem | undefined {
  const { Id: id, ChangeKey: version } = child(element, 'ItemId')?.attributes ?? {};
  if (id === undefined || version === undefined) return undefined;
  const tag = tagOf(element);
  const rev = revOf(element);
  return {
    id,
    version,
    // A few items have none until they are first changed; the id is as unique, only it does not survive a move.
    uid: childText(element, 'UID') || id,
    ...(tag ? { tag } : {}),
    ...(rev === undefined ? {} : { rev }),
    content: contentFromEws(element, timeZone),
  };
}

function contentFromEws(element: XmlElement, timeZone: TimeZoneId): Content {
  const title = childText(element, 'Subject') ?? '';
  const kind = childText(element, 'CalendarItemType') ?? 'Single';
  if (kind !== 'Single') return { kind: 'leftOut', reason: 'recurring-series', title };
  const event = element.name === 'CalendarItem' ? eventFromEws(element, timeZone) : undefined;
  return event ? { kind: 'event', event } : { kind: 'leftOut', reason: 'item-unreadable', title };
}

/** The event of a single calendar item; undefined when a value in it is none that EWS knows. */
export function eventFromEws(element: XmlElement, timeZone: TimeZoneId): CalendarEvent | undefined {
  const when = whenFromEws(element, timeZone);
  const privacy = PRIVACY[childText(element, 'Sensitivity') ?? 'Normal'];
  const freeBusyStatus = FREE_BUSY[childText(element, 'LegacyFreeBusyStatus') ?? 'Busy'];
  const alert = alertFromEws(element);
  if (!when || !privacy || !freeBusyStatus || alert === undefined) return undefined;
  return {
    title: childText(element, 'Subject') ?? '',
    description: childText(element, 'Body') ?? '',
    location: childText(element, 'Location') ?? '',
    when,
    privacy,
    freeBusyStatus,
    keywords: child(element, 'Categories')?.children.map(({ text }) => text) ?? [],
    alert,
  };
}

function whenFromEws(element: XmlElement, timeZone: TimeZoneId): When | undefined {
  const start = instantFromEws(childText(element, 'Start'));
  const end = instantFromEws(childText(element, 'End'));
  if (start === undefined || end === undefined || end < start) return undefined;
  const windowsTimeZone = windowsZoneOf(element);
  const ownZone = windowsTimeZone === undefined ? undefined : zoneNamed(windowsTimeZone, timeZone);
  const zone = ownZone ?? timeZone;
  if (childText(element, 'IsAllDayEvent') === 'true') return allDayFromEws(start, end, zone);
  return timed(start, end, zone, ownZone === undefined ? undefined : writableZone(windowsTimeZone));
}

/** Several IANA zones share a Windows id; the connection's own, where it is one of them, is the one people know. */
const zoneNamed = (windowsTimeZone: string, own: TimeZoneId): TimeZoneId | undefined =>
  windowsFromIana(own) === windowsTimeZone ? own : ianaFromWindows(windowsTimeZone);

/** Exchange 2007 names the zone of an item as it was given, which need not be an id of Windows. */
const windowsZoneOf = (element: XmlElement): string | undefined =>
  child(element, 'StartTimeZone')?.attributes.Id ?? child(element, 'MeetingTimeZone')?.attributes.TimeZoneName;

/** `tzone://Microsoft/…` is how Exchange describes an item's zone; it takes no such id from anybody. */
const writableZone = (windowsTimeZone: string | undefined): string | undefined =>
  windowsTimeZone?.startsWith('tzone:') ? undefined : windowsTimeZone;

const HALF_DAY_MS = 12 * 60 * 60 * 1000;

/**
 * EWS has all-day events as two midnights in the zone they were created in. Half a day later it is the same date in
 * that zone also where the zone is not known exactly, or where daylight saving moved the midnight.
 */
function allDayFromEws(start: Instant, end: Instant, zone: TimeZoneId): When {
  const first = dateOf(start + HALF_DAY_MS, zone);
  const afterLast = dateOf(end + HALF_DAY_MS, zone);
  return allDay(first, afterLast > first ? afterLast : dateOf(start + 3 * HALF_DAY_MS, zone));
}

const dateOf = (instant: Instant, zone: TimeZoneId): string => toLocal(instant, zone).slice(0, 10);

/** xs:dateTime with Z or an offset; Exchange always sends one of them, and without it the instant is unknown. */
function instantFromEws(text: string | undefined): Instant | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

function alertFromEws(element: XmlElement): Alert | undefined {
  if (childText(element, 'ReminderIsSet') !== 'true') return null;
  const minutes = childText(element, 'ReminderMinutesBeforeStart') ?? '';
  return /^\d{1,7}$/.test(minutes) ? { minutesBefore: Number(minutes) } : undefined;
}

const PRIVACY: Readonly<Record<string, Privacy>> = {
  Normal: 'public',
  Personal: 'personal',
  Private: 'private',
  Confidential: 'secret',
};

/** NoData: an item that never said; people see it as busy. */
const FREE_BUSY: Readonly<Record<string, FreeBusyStatus>> = {
  Free: 'free',
  Busy: 'busy',
  Tentative: 'tentative',
  OOF: 'oof',
  WorkingElsewhere: 'workingElsewhere',
  NoData: 'busy',
};
