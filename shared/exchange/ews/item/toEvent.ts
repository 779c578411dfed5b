// A calendar item as EWS sends it -> the canonical event. Mirrors fromEvent.ts line by line.

import { normalTexts } from '../../../calendar/canonical/normalTexts.ts';
import type { Alert, CalendarEvent, FreeBusyStatus, Privacy, TimeZoneId } from '../../../calendar/event.ts';
import { normalText } from '../../../calendar/text.ts';
import type { WindowsZones } from '../../../calendar/zones/zoneChoice.ts';
import type { MailboxItem } from '../../../sync/ports/mailbox.ts';
import type { Content } from '../../../sync/ports/remote.ts';
import { FIXED_FOR_ATTENDEES } from '../../fixedForAttendees.ts';
import { tagValue } from '../../tag.ts';
import { insteadOfUnread, type ReadEach, reminderOf, UNREAD, unreadFields } from '../../unread.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';
import { marksOf } from './tag.ts';
import { meetingFromEws } from './toMeeting.ts';
import { type ReadEvent, seriesFromEws } from './toSeries.ts';
import { hasUnknownZone, isMaster, whenFromEws } from './toWhen.ts';

export interface MoreOfItem {
  /** Those of a series, by their ids. */
  readonly exceptions?: ReadonlyMap<string, XmlElement>;
  /** The server's; without them the usual ones. */
  readonly zones?: WindowsZones;
}

/**
 * The item in an answer, undefined when it has no id. Times that cannot be read cost this item: it is left
 * out as `item-unreadable`. Another value that cannot be read costs its field. `timeZone` is the mailbox's, for what has no zone of its own.
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
    ...unreadIn(element),
    content: contentFromEws(element, timeZone, more),
  };
}

/** An occurrence that stands in the folder by itself, since only it was received, is a single event. */
function contentFromEws(
  element: XmlElement,
  timeZone: TimeZoneId,
  { exceptions = new Map(), zones }: MoreOfItem,
): Content {
  const title = normalText(childText(element, 'Subject') ?? '');
  const readEvent: ReadEvent = (each, instead) =>
    eventFromEws(each, timeZone, { zones, ...(instead ? { instead } : {}) });
  const event = element.name === 'CalendarItem' ? readEvent(element) : undefined;
  if (!event) return { kind: 'leftOut', reason: 'item-unreadable', title };
  if (!isMaster(element)) return { kind: 'event', event };
  const series = seriesFromEws(element, event, { timeZone, zones, exceptions, readEvent });
  return typeof series === 'string' ? { kind: 'leftOut', reason: series, title } : { kind: 'event', event: series };
}

/**
 * The event of a calendar item by itself; undefined when its times are none that EWS knows. `instead` stands in for
 * another value that is none.
 */
export function eventFromEws(
  element: XmlElement,
  timeZone: TimeZoneId,
  { zones, instead = UNREAD }: { readonly zones?: WindowsZones | undefined; readonly instead?: ReadEach } = {},
): CalendarEvent | undefined {
  const when = whenFromEws(element, timeZone, zones);
  if (!when) return undefined;
  const { privacy, freeBusyStatus, alert } = insteadOfUnread(readEach(element), instead);
  return normalTexts({
    title: childText(element, 'Subject') ?? '',
    description: childText(element, 'Body') ?? '',
    location: childText(element, 'Location') ?? '',
    when,
    privacy,
    freeBusyStatus,
    keywords: child(element, 'Categories')?.children.map(({ text }) => text) ?? [],
    alert,
  });
}

/** Values that may be none that we know, by themselves. */
const readEach = (element: XmlElement) => ({
  privacy: PRIVACY.get(childText(element, 'Sensitivity') ?? 'Normal'),
  freeBusyStatus: FREE_BUSY.get(childText(element, 'LegacyFreeBusyStatus') ?? 'Busy'),
  alert: alertFromEws(element),
});

function unreadIn(element: XmlElement): Pick<MailboxItem, 'unread'> {
  const unread = unreadFields(readEach(element));
  return unread.size > 0 ? { unread } : {};
}

function alertFromEws(element: XmlElement): Alert | undefined {
  if (childText(element, 'ReminderIsSet') !== 'true') return null;
  const minutes = childText(element, 'ReminderMinutesBeforeStart') ?? '';
  return /^\d{1,7}$/.test(minutes) ? reminderOf(Number(minutes)) : undefined;
}

const PRIVACY: ReadonlyMap<string, Privacy> = new Map(
  Object.entries({
    Normal: 'public',
    Personal: 'personal',
    Private: 'private',
    Confidential: 'secret',
  } as const),
);

/** NoData: an item that never said; people see it as busy. */
const FREE_BUSY: ReadonlyMap<string, FreeBusyStatus> = new Map(
  Object.entries({
    Free: 'free',
    Busy: 'busy',
    Tentative: 'tentative',
    OOF: 'oof',
    WorkingElsewhere: 'workingElsewhere',
    NoData: 'busy',
  } as const),
);
