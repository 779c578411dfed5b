// Converts the time of an event between its instants and its written form: local start, zone and duration, or dates.
import { Temporal } from 'temporal-polyfill';
import { dayOf } from './days.ts';
import type { AllDayWhen, Duration, Instant, LocalDate, TimedWhen, TimeZoneId, When } from './event.ts';
import { meansInstant, toInstant, toLocal } from './timeZone.ts';

const TIME_DURATION = /^PT(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?$/;
const DAY_DURATION = /^P(\d{1,9})D$/;
const SECOND_MS = 1000;

/**
 * Returns the start of an event, or of the first occurrence of a series. An all-day event starts at midnight in `zone`.
 * For a timed event `zone` does not matter.
 */
export function startInstant(when: When, zone: TimeZoneId): Instant {
  return when.showWithoutTime ? midnight(when.start, zone) : toInstant(when.start, when.timeZone);
}

/**
 * Returns the end (exclusive) of an event, or of the first occurrence of a series. The duration of a timed event is
 * elapsed time, also across a change of the clocks (RFC 5545 section 3.3.6). An all-day event ends at the midnight in
 * `zone` after its last day.
 */
export function endInstant(when: When, zone: TimeZoneId): Instant {
  if (!when.showWithoutTime) return startInstant(when, zone) + durationSeconds(when.duration) * SECOND_MS;
  const end = Temporal.PlainDate.from(when.start).add({ days: durationDays(when.duration) });
  return midnight(end.toString(), zone);
}

/** The instants at which an event starts and ends. */
export interface Times {
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * Returns the `when` of a timed event, written in `zone`, from its instants; fractions of a second are dropped. In the
 * second pass of a repeated hour, no local time means the instant (RFC 8984 has no fold). Such a start is written in UTC,
 * so that the instant stays. Throws RangeError where the event ends before it starts.
 */
export function timed({ start, end }: Times, zone: TimeZoneId, windowsZone?: string): TimedWhen {
  const startSecond = Math.floor(start / SECOND_MS);
  const local = toLocal(start, zone);
  const hasLocalTime = meansInstant(local, startSecond * SECOND_MS, zone);
  return {
    showWithoutTime: false,
    start: hasLocalTime ? local : toLocal(start, 'UTC'),
    timeZone: hasLocalTime ? zone : 'UTC',
    ...(windowsZone === undefined ? {} : { windowsTimeZone: windowsZone }),
    duration: durationOf(Math.floor(end / SECOND_MS) - startSecond),
  };
}

/** Returns the `when` of an all-day event from its first day and the day after its last one. Throws RangeError for no days. */
export function allDay(startDate: LocalDate, endDateExclusive: LocalDate): AllDayWhen {
  const days = dayOf(endDateExclusive) - dayOf(startDate);
  if (days < 1) throw new RangeError('an all-day event lasts at least one day');
  return { showWithoutTime: true, start: startDate, duration: `P${days}D` };
}

/** Returns the seconds of a duration with time parts (`PT1H30M`). Throws RangeError for any other duration. */
export function durationSeconds(duration: Duration): number {
  const parts = TIME_DURATION.exec(duration);
  if (parts === null) throw new RangeError('not a duration of hours, minutes and seconds');
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * Returns the shortest duration with time parts, such as `PT1H30M`, `PT48H` or `PT0S`. Throws RangeError for negative
 * seconds and for fractions.
 */
export function durationOf(seconds: number): Duration {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError('a duration is a whole number of seconds');
  if (seconds === 0) return 'PT0S';
  const part = (amount: number, unit: string) => (amount === 0 ? '' : `${amount}${unit}`);
  const minutes = Math.floor(seconds / 60);
  return `PT${part(Math.floor(minutes / 60), 'H')}${part(minutes % 60, 'M')}${part(seconds % 60, 'S')}`;
}

/** Returns the days of a duration of days (`P2D`). Throws RangeError for any other duration. */
export function durationDays(duration: Duration): number {
  const parts = DAY_DURATION.exec(duration);
  if (parts === null) throw new RangeError('not a duration of days');
  return Number(parts[1]);
}

function midnight(date: LocalDate, zone: TimeZoneId): Instant {
  return toInstant(`${date}T00:00:00`, zone);
}
