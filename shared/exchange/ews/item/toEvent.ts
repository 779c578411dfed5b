// A calendar item as EWS sends it -> the canonical event. Mirrors fromEvent.ts line by line.
import type { Alert, CalendarEvent, FreeBusyStatus, Privacy, TimeZoneId } from '../../../calendar/event.ts';
import type { WindowsZones } from '../../../calendar/zoneChoice.ts';
import type { MailboxItem } from '../../../sync/ports/mailbox.ts';
import type { Content } from '../../../sync/ports/remote.ts';
import { FIXED_FOR_ATTENDEES } from '../../fixedForAttendees.ts';
import { tagValue } from '../../tag.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';
import { marksOf } from './tag.ts';
import { meetingFromEws } from './toMeeting.ts';
import { seriesFromEws } from './toSeries.ts';
import { hasUnknownZone, isMaster, whenFromEws } from './toWhen.ts';

export interface MoreOfItem {
  /** Those of a series, by their ids. */
  readonly exceptions?: ReadonlyMap<string, XmlElement>;
  /** The server's; without them the usual ones. */
  readonly zones?: WindowsZones;
}

/**
 * The item in an answer, undefined when it has no id. An unreadable value costs this item only: it is left out
 * as `item-unreadable`. `timeZone` is the mailbox's, for what has no zone of its own.
 */
export function itemFromEws(element: XmlElement, timeZone: TimeZoneId, more: MoreOfItem = {}): MailboxItem | undefined {
  const { Id: id, ChangeKey: version } = child(element, 'ItemId')?.attributes ?? {};
  if (id === undefined || version === undefined) return undefined;
  const marks = marksOf(element);
  const meeting = meetingFromEws(element);
  // A few items have none until they are first changed; the id is as unique, only it does not survive a move.
  const uid = childText(element, 'UID') || id;
  return {
    id,
    version,
    uid,
    ...marks,
    ...(marks.tag && uid === tagValue(marks.tag) ? { made: true } : {}),
    ...(meeting ? { meeting } : {}),
    ...(meeting?.role === 'attendee' ? { fixed: FIXED_FOR_ATTENDEES } : {}),
    ...(hasUnknownZone(element, more.zones) ? { remarks: ['zone-unknown'] } : {}),
    content: contentFromEws(element, timeZone, more),
  };
}

/** An occurrence that stands in the folder by itself, since only it was received, is a single event. */
function contentFromEws(
  element: XmlElement,
  timeZone: TimeZoneId,
  { exceptions = new Map(), zones }: MoreOfItem,
): Content {
  const title = childText(element, 'Subject') ?? '';
  const readEvent = (each: XmlElement) => eventFromEws(each, timeZone, zones);
  const event = element.name === 'CalendarItem' ? readEvent(element) : undefined;
  if (!event) return { kind: 'leftOut', reason: 'item-unreadable', title };
  if (!isMaster(element)) return { kind: 'event', event };
  const series = seriesFromEws(element, event, { timeZone, zones, exceptions, readEvent });
  return typeof series === 'string' ? { kind: 'leftOut', reason: series, title } : { kind: 'event', event: series };
}

/** The event of a calendar item by itself; undefined when a value in it is none that EWS knows. */
export function eventFromEws(
  element: XmlElement,
  timeZone: TimeZoneId,
  zones?: WindowsZones,
): CalendarEvent | undefined {
  const when = whenFromEws(element, timeZone, zones);
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
