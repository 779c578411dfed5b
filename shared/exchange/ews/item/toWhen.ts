// When a calendar item takes place: the instants and the zone that EWS sends -> start, duration and zone, or dates.
// Mirrors fromWhen.ts.
import type { Instant, OccurrenceWhen, TimeZoneId, When } from '../../../calendar/event.ts';
import { allDay, durationOf } from '../../../calendar/when.ts';
import type { WindowsZones } from '../../../calendar/zones/zoneChoice.ts';
import { ianaClock, localAt, type ZoneClock } from '../../../calendar/zones/zoneClock.ts';
import { dateAt, dateOfMidnight, HALF_DAY_MS, type ServerZone, serverZone, singleEvent } from '../../serverZone.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';

/** Exchange 2007 names the zone of an item as it was given, which need not be an id of Windows. */
const idOfZone = (element: XmlElement): string | undefined =>
  child(element, 'StartTimeZone')?.attributes.Id ?? child(element, 'MeetingTimeZone')?.attributes.TimeZoneName;

/** The zone that an item names; undefined without one, and for rules that have no name. */
export const zoneOfItem = (element: XmlElement, zones?: WindowsZones): ServerZone | undefined =>
  serverZone(idOfZone(element), zones);

/** True when it names a zone that may be one of the server's, and is in no table. */
export const namesUnknownZone = (element: XmlElement): boolean =>
  / Standard Time$/.test(idOfZone(element) ?? '') && zoneOfItem(element) === undefined;

/** True when a single event takes place at times of a zone that nobody knows: they are kept as instants. */
export const hasUnknownZone = (element: XmlElement, zones?: WindowsZones): boolean =>
  Boolean(idOfZone(element)) && zoneOfItem(element, zones) === undefined && !isAllDay(element) && !isMaster(element);

export const isMaster = (element: XmlElement): boolean => childText(element, 'CalendarItemType') === 'RecurringMaster';

/** `own`: the mailbox's zone. Undefined where its times are none, or the end is before the start. */
export function whenFromEws(element: XmlElement, own: TimeZoneId, zones?: WindowsZones): When | undefined {
  const times = timesOf(element);
  if (!times) return undefined;
  const zone = zoneOfItem(element, zones);
  if (isAllDay(element)) return { showWithoutTime: true, ...datesIn(times, zone?.clock ?? ianaClock(own)) };
  return singleEvent(times, zone, own);
}

/** The same of one occurrence, local by the clock of its series. */
export function occurrenceWhenFromEws(element: XmlElement, clock: ZoneClock): OccurrenceWhen | undefined {
  const times = timesOf(element);
  if (!times) return undefined;
  if (isAllDay(element)) return { showWithoutTime: true, ...datesIn(times, clock) };
  const seconds = Math.floor(times.end / 1000) - Math.floor(times.start / 1000);
  return { showWithoutTime: false, start: localAt(clock, times.start), duration: durationOf(seconds) };
}

export const isAllDay = (element: XmlElement): boolean => childText(element, 'IsAllDayEvent') === 'true';

interface Times {
  readonly start: Instant;
  readonly end: Instant;
}

export function timesOf(element: XmlElement): Times | undefined {
  const start = instantFromEws(childText(element, 'Start'));
  const end = instantFromEws(childText(element, 'End'));
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

function datesIn({ start, end }: Times, clock: ZoneClock) {
  const first = dateOfMidnight(start, clock);
  const afterLast = dateOfMidnight(end, clock);
  const dates = allDay(first, afterLast > first ? afterLast : dateAt(clock, start + 3 * HALF_DAY_MS));
  return { start: dates.start, duration: dates.duration };
}

/** xs:dateTime with Z or an offset; Exchange always sends one of them, and without it the instant is unknown. */
export function instantFromEws(text: string | undefined): Instant | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
