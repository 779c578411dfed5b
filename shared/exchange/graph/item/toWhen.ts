// When an event takes place: the times and zones that Graph sends, asked for in UTC -> start, duration and zone, or
// dates. Mirrors fromWhen.ts.

import { dateIn, dateOf, dayOf } from '../../../calendar/days.ts';
import type { Instant, LocalDate, OccurrenceWhen, TimeZoneId, When } from '../../../calendar/event.ts';
import { allDay, durationOf } from '../../../calendar/when.ts';
import { localAt, type ZoneClock } from '../../../calendar/zones/zoneClock.ts';
import { serverZone, singleEvent } from '../../serverZone.ts';
import type { ContentJson, DateTimeTimeZone, EventJson } from './eventJson.ts';

/** True when a single event takes place at times of a zone that nobody knows: they are kept as instants. */
export const hasUnknownZone = (event: EventJson): boolean =>
  Boolean(event.originalStartTimeZone) &&
  serverZone(event.originalStartTimeZone) === undefined &&
  !event.isAllDay &&
  event.type !== 'seriesMaster';

/** `own`: the mailbox's zone. Undefined where its times are none, or the end is before the start. */
export function whenFromGraph(event: ContentJson, own: TimeZoneId): When | undefined {
  if (event.isAllDay) return datesOf(event);
  const times = timesOf(event);
  return times && singleEvent(times, serverZone(event.originalStartTimeZone), own);
}

/** The same of one occurrence, local by the clock of its series. */
export function occurrenceWhenFromGraph(event: ContentJson, clock: ZoneClock): OccurrenceWhen | undefined {
  if (event.isAllDay) return datesOf(event);
  const times = timesOf(event);
  if (!times) return undefined;
  const seconds = Math.floor(times.end / 1000) - Math.floor(times.start / 1000);
  return { showWithoutTime: false, start: localAt(clock, times.start), duration: durationOf(seconds) };
}

export function timesOf(event: ContentJson): { readonly start: Instant; readonly end: Instant } | undefined {
  const [start, end] = [instantOf(event.start), instantOf(event.end)];
  return start === undefined || end === undefined || end < start ? undefined : { start, end };
}

/** All-day events come with their own midnights, whatever zone was asked for (microsoft-graph-docs issue 1802). */
function datesOf(event: ContentJson): Extract<When, { showWithoutTime: true }> | undefined {
  const [start, end] = [event.start, event.end].map(({ dateTime }) => dateIn(dateTime));
  if (!isDate(start) || !isDate(end)) return undefined;
  return allDay(start, end > start ? end : dateOf(dayOf(start) + 1));
}

function isDate(text: string | undefined): text is LocalDate {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** In another zone than the one asked for, nobody knows what was meant. */
function instantOf({ dateTime, timeZone }: DateTimeTimeZone): Instant | undefined {
  return timeZone.toUpperCase() === 'UTC' ? instantIn(dateTime) : undefined;
}

/** A time in UTC, with seven digits of a second or none, with Z or without. */
export function instantIn(text: string): Instant | undefined {
  const [, local] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?$/.exec(text) ?? [];
  const instant = Date.parse(`${local}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}
