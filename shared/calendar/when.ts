// When an event takes place: between its instants and the way people wrote it down (start, zone, duration; or dates).
import { Temporal } from 'temporal-polyfill';
import { dayOf } from './days.ts';
import type { AllDayWhen, Duration, Instant, LocalDate, TimedWhen, TimeZoneId, When } from './event.ts';
import { meansInstant, toInstant, toLocal } from './timeZone.ts';

const TIME_DURATION = /^PT(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?$/;
const DAY_DURATION = /^P(\d{1,9})D$/;
const SECOND_MS = 1000;

/**
 * When it starts, of a series its first occurrence. An all-day event starts at midnight in `zone`; for a timed one
 * `zone` is not looked at.
 */
export function startInstant(when: When, zone: TimeZoneId): Instant {
  return when.showWithoutTime ? midnight(when.start, zone) : toInstant(when.start, when.timeZone);
}

/**
 * When it ends, exclusive, of a series its first occurrence. The duration of a timed event is elapsed time (RFC 5545
 * section 3.3.6), also across a change of the clocks; an all-day event ends at midnight in `zone` after its last day.
 */
export function endInstant(when: When, zone: TimeZoneId): Instant {
  if (!when.showWithoutTime) return startInstant(when, zone) + durationSeconds(when.duration) * SECOND_MS;
  const end = Temporal.PlainDate.from(when.start).add({ days: durationDays(when.duration) });
  return midnight(end.toString(), zone);
}

/**
 * A timed event from its instants (fractions of a second are dropped), written down in `zone`. The second pass of an
 * hour that the clocks repeat has no name in local time (RFC 8984 has no fold): such a start is written down in UTC, so
 * that the instant survives. Throws RangeError when it ends before it starts.
 */
export function timed(start: Instant, end: Instant, zone: TimeZoneId, windowsZone?: string): TimedWhen {
  const startSecond = Math.floor(start / SECOND_MS);
  const local = toLocal(start, zone);
  const named = meansInstant(local, startSecond * SECOND_MS, zone);
  return {
    showWithoutTime: false,
    start: named ? local : toLocal(start, 'UTC'),
    timeZone: named ? zone : 'UTC',
    ...(windowsZone === undefined ? {} : { windowsTimeZone: windowsZone }),
    duration: durationOf(Math.floor(end / SECOND_MS) - startSecond),
  };
}

/** An all-day event from its first day and the day after its last. Throws RangeError when that is no day at all. */
export function allDay(startDate: LocalDate, endDateExclusive: LocalDate): AllDayWhen {
  const days = dayOf(endDateExclusive) - dayOf(startDate);
  if (days < 1) throw new RangeError('an all-day event lasts at least one day');
  return { showWithoutTime: true, start: startDate, duration: `P${days}D` };
}

/** Seconds of a duration of time parts (`PT1H30M`). Throws RangeError for any other. */
export function durationSeconds(duration: Duration): number {
  const parts = TIME_DURATION.exec(duration);
  if (parts === null) throw new RangeError('not a duration of hours, minutes and seconds');
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** The shortest duration of time parts: `PT1H30M`, `PT48H`, `PT0S`. Throws RangeError unless whole and not negative. */
export function durationOf(seconds: number): Duration {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError('a duration is a whole number of seconds');
  if (seconds === 0) return 'PT0S';
  const part = (amount: number, unit: string) => (amount === 0 ? '' : `${amount}${unit}`);
  const minutes = Math.floor(seconds / 60);
  return `PT${part(Math.floor(minutes / 60), 'H')}${part(minutes % 60, 'M')}${part(seconds % 60, 'S')}`;
}

/** Days of a duration of days (`P2D`). Throws RangeError for any other. */
export function durationDays(duration: Duration): number {
  const parts = DAY_DURATION.exec(duration);
  if (parts === null) throw new RangeError('not a duration of days');
  return Number(parts[1]);
}

function midnight(date: LocalDate, zone: TimeZoneId): Instant {
  return toInstant(`${date}T00:00:00`, zone);
}
