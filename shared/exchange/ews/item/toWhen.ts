// When a calendar item takes place: the instants and the zone that EWS sends -> start, duration and zone, or dates.
// Mirrors fromWhen.ts.
import type { Instant, OccurrenceWhen, TimeZoneId, When } from '../../../calendar/event.ts';
import { isTimeZone, toLocal } from '../../../calendar/timeZone.ts';
import { allDay, durationOf, timed } from '../../../calendar/when.ts';
import { ianaFromWindows, windowsFromIana } from '../../../calendar/windowsZones.ts';
import { dateOf, dateOfMidnight, HALF_DAY_MS } from '../../dateOfMidnight.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';

/** Exchange 2007 names the zone of an item as it was given, which need not be an id of Windows. */
const idOfZone = (element: XmlElement): string | undefined =>
  child(element, 'StartTimeZone')?.attributes.Id ?? child(element, 'MeetingTimeZone')?.attributes.TimeZoneName;

export interface ItemZone {
  readonly timeZone: TimeZoneId;
  /** Absent where it is none that Exchange takes from a client. */
  readonly windowsTimeZone?: string;
}

/**
 * The zone that an item names; undefined without one, and for rules that have no name. Several IANA zones share a
 * Windows id: `own`, where it is one of them, is the one that people know.
 */
export function zoneOfItem(element: XmlElement, own: TimeZoneId): ItemZone | undefined {
  const id = idOfZone(element);
  if (id === undefined) return undefined;
  const timeZone = windowsFromIana(own) === id ? own : ianaFromWindows(id);
  if (timeZone === undefined) return isTimeZone(id) ? { timeZone: id } : undefined;
  // `tzone://Microsoft/…` is how Exchange describes an item's zone; it takes no such id from anybody.
  return id.startsWith('tzone:') ? { timeZone } : { timeZone, windowsTimeZone: id };
}

/** Whether a single event takes place at times of a zone that nobody knows: they are kept as instants. */
export const hasUnknownZone = (element: XmlElement, own: TimeZoneId): boolean =>
  Boolean(idOfZone(element)) &&
  zoneOfItem(element, own) === undefined &&
  !isAllDay(element) &&
  childText(element, 'CalendarItemType') !== 'RecurringMaster';

/** `timeZone`: of an item whose own is unknown. Undefined where its times are none, or the end is before the start. */
export function whenFromEws(element: XmlElement, timeZone: TimeZoneId): When | undefined {
  const times = timesOf(element);
  if (!times) return undefined;
  const own = zoneOfItem(element, timeZone);
  const zone = own?.timeZone ?? timeZone;
  if (isAllDay(element)) return { showWithoutTime: true, ...datesIn(times, zone) };
  return timed(times.start, times.end, zone, own?.windowsTimeZone);
}

/** The same of one occurrence, local in the zone of its series. */
export function occurrenceWhenFromEws(element: XmlElement, zone: TimeZoneId): OccurrenceWhen | undefined {
  const times = timesOf(element);
  if (!times) return undefined;
  if (isAllDay(element)) return { showWithoutTime: true, ...datesIn(times, zone) };
  const seconds = Math.floor(times.end / 1000) - Math.floor(times.start / 1000);
  return { showWithoutTime: false, start: toLocal(times.start, zone), duration: durationOf(seconds) };
}

export const isAllDay = (element: XmlElement): boolean => childText(element, 'IsAllDayEvent') === 'true';

interface Times {
  readonly start: Instant;
  readonly end: Instant;
}

function timesOf(element: XmlElement): Times | undefined {
  const start = instantFromEws(childText(element, 'Start'));
  const end = instantFromEws(childText(element, 'End'));
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function datesIn({ start, end }: Times, zone: TimeZoneId) {
  const first = dateOfMidnight(start, zone);
  const afterLast = dateOfMidnight(end, zone);
  const dates = allDay(first, afterLast > first ? afterLast : dateOf(start + 3 * HALF_DAY_MS, zone));
  return { start: dates.start, duration: dates.duration };
}

/** xs:dateTime with Z or an offset; Exchange always sends one of them, and without it the instant is unknown. */
export function instantFromEws(text: string | undefined): Instant | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
