// Dates as numbers of days since 1970-01-01, and their months and weekdays. Recurrence is counted in these numbers. No
// zone and no clock is involved.
import type { LocalDate, LocalDateTime, Weekday, When } from './event.ts';

const DAY_MS = 86_400_000;
const DATE_LENGTH = '2026-11-20'.length;

/** The date in a start. */
export const dateIn = (start: LocalDateTime | LocalDate): LocalDate => start.slice(0, DATE_LENGTH);
/** The time in a start, with its `T`; empty for a date. */
export const timeIn = (start: LocalDateTime | LocalDate): string => start.slice(DATE_LENGTH);

/** The weekdays in the order of ISO 8601, from Monday on. */
export const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const satisfies readonly Weekday[];

/** 9999-12-31, the last day that a LocalDate can express. */
export const LAST_DAY = Date.UTC(9999, 11, 31) / DAY_MS;

/** Returns the date as days since 1970-01-01. Throws RangeError for a text that is no existing date. */
export function dayOf(date: LocalDate): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  // Date.parse takes 30 February for 2 March, and a longer text for a date.
  if (Number.isNaN(ms) || dateOf(ms / DAY_MS) !== date) throw new RangeError('not a date');
  return ms / DAY_MS;
}

/** The day of an event's start, in the zone of the event. Throws RangeError for a start that is no date. */
export function startDayOf(when: When): number {
  return dayOf(dateIn(when.start));
}

/** Returns the date of a number of days since 1970-01-01. */
export function dateOf(day: number): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, DATE_LENGTH);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/** The month of a day, counted from January of the year 0. */
export function monthOf(day: number): number {
  const sinceEpoch = day + EPOCH_TO_1970;
  const cycle = Math.floor(sinceEpoch / CYCLE_DAYS);
  const inCycle = sinceEpoch - cycle * CYCLE_DAYS;
  const leapDays = Math.floor(inCycle / 1460) - Math.floor(inCycle / 36_524) + Math.floor(inCycle / 146_096);
  const year = Math.floor((inCycle - leapDays) / 365);
  const inYear = inCycle - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return (cycle * 400 + year) * 12 + Math.floor((5 * inYear + 2) / 153) + MARCH;
}

/** The first day of a month. */
export function firstOf(month: number): number {
  const sinceMarch = month - MARCH;
  const years = Math.floor(sinceMarch / 12);
  const inYear = Math.floor((153 * (sinceMarch - years * 12) + 2) / 5);
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + inYear - EPOCH_TO_1970;
}

// Years are counted from March, so that the leap day is the last day of a year. Source: Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms". A Date would cost ten times as much, and rules ask often.
const MARCH = 2;
/** From 0000-03-01 to 1970-01-01. */
const EPOCH_TO_1970 = 719_468;
/** The Gregorian calendar repeats after 400 years. */
const CYCLE_DAYS = 146_097;

/** The number of days in a month. */
export function daysIn(month: number): number {
  return firstOf(month + 1) - firstOf(month);
}

/** The day of the month, 1 to 31. */
export function dayOfMonthOf(day: number): number {
  return day - firstOf(monthOf(day)) + 1;
}
