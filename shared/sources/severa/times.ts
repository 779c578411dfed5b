// Times of Severa and times of events. Severa has no zone on an activity: it is that of the owner. Pure.
import { dateIn, dateOf, dayOf } from '../../calendar/days.ts';
import type { Instant, LocalDateTime, TimeZoneId, When } from '../../calendar/event.ts';
import { offsetAt, toInstant, toLocal } from '../../calendar/timeZone.ts';
import { allDay, durationDays, endInstant, startInstant, timed } from '../../calendar/when.ts';
import { dayAfter } from '../connect/wholeDays.ts';
import type { Activity } from './wire.ts';

const MINUTE_MS = 60_000;

/** A time as Severa writes it: with an offset, in UTC, or without either in the owner's zone. Throws RangeError. */
export function instantOf(text: string, zone: TimeZoneId): Instant {
  if (!/(Z|[+-]\d\d:?\d\d)$/i.test(text)) return toInstant(text.replace(/\.\d+$/, ''), zone);
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new RangeError('no time of Severa');
  return instant;
}

/** With the offset that the zone has then, as parameters of the API have it. */
export function textOf(instant: Instant, zone: TimeZoneId): string {
  const minutes = Math.round(offsetAt(instant, zone) / MINUTE_MS);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${toLocal(instant, zone).slice(0, 19)}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

/** The time of an activity without its recurrence. Throws RangeError for times that are none. */
export function whenFrom(read: Activity, zone: TimeZoneId): When {
  const start = instantOf(read.startDateTime, zone);
  const end = read.endDateTime ? instantOf(read.endDateTime, zone) : start;
  if (read.isAllDay !== true) return timed({ start, end: Math.max(start, end) }, zone);
  return allDay(dateIn(toLocal(start, zone)), dayAfter({ start, end }, zone));
}

export interface WrittenTimes {
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly isAllDay: boolean;
  readonly hasDuration: true;
}

/** The times of a write. A whole day ends in its last second, as Severa shows it. */
export function timesOf(when: When, zone: TimeZoneId): WrittenTimes {
  if (!when.showWithoutTime) {
    const [start, end] = [startInstant(when, zone), endInstant(when, zone)];
    return { startDateTime: textOf(start, zone), endDateTime: textOf(end, zone), isAllDay: false, hasDuration: true };
  }
  const last: LocalDateTime = `${dateOf(dayOf(when.start) + durationDays(when.duration) - 1)}T23:59:59`;
  return {
    startDateTime: textOf(toInstant(`${when.start}T00:00:00`, zone), zone),
    endDateTime: textOf(toInstant(last, zone), zone),
    isAllDay: true,
    hasDuration: true,
  };
}
