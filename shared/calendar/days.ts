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
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first day of a month. */
export function firstOf(month: number): number {
  const date = new Date(0);
  // Not Date.UTC, which takes the year 26 for 1926.
  date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  return date.getTime() / DAY_MS;
}

/** The number of days in a month. */
export function daysIn(month: number): number {
  return firstOf(month + 1) - firstOf(month);
}

/** The day of the month, 1 to 31. */
export function dayOfMonthOf(day: number): number {
  return day - firstOf(monthOf(day)) + 1;
}
