// Dates as whole days since 1970-01-01, so that a pattern is expanded without a date object for each day.

/** Days since 1970-01-01. */
export type Day = number;

const DAY_MS = 86_400_000;

/** The day of a date such as `2026-12-01`. */
export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

export const dateOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The day in UTC that holds an instant. */
export const dayOfInstant = (instant: number): Day => Math.floor(instant / DAY_MS);

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;

/** Months since January of the year 0. */
export function monthOf(day: Day): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export const firstOfMonth = (month: number): Day => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;

export const lengthOfMonth = (month: number): number => firstOfMonth(month + 1) - firstOfMonth(month);
