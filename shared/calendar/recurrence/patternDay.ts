// Computes the day of the nth occurrence of a pattern by arithmetic. Exchange names an occurrence by its number, and a
// series of twenty years must not be walked for one number.
import { daysIn, firstOf, monthOf, WEEKDAYS, weekdayOf } from '../days.ts';
import type { PatternDay, RecurrencePattern } from './pattern.ts';

/**
 * Returns the day of the `n`th occurrence (1 the first) of a series that begins on the day `start`. Where `start` is no
 * day of the pattern, the first occurrence is not on `start`.
 */
export function patternDay(pattern: RecurrencePattern, start: number, n: number): number {
  switch (pattern.kind) {
    case 'daily':
      return start + (n - 1) * pattern.interval;
    case 'weekly':
      return weeklyDay(pattern, start, n);
    case 'absoluteMonthly': {
      const month = monthOf(start) + (n - 1) * pattern.interval;
      return firstOf(month) + Math.min(pattern.dayOfMonth, daysIn(month)) - 1;
    }
    case 'relativeMonthly':
      return dayInMonth(monthOf(start) + (n - 1) * pattern.interval, pattern.index, pattern.day);
  }
}

function weeklyDay(pattern: RecurrencePattern & { readonly kind: 'weekly' }, start: number, n: number): number {
  const first = WEEKDAYS.indexOf(pattern.firstDayOfWeek);
  const intoWeek = (weekday: number) => (weekday - first + 7) % 7;
  const days = pattern.days.map((day) => intoWeek(WEEKDAYS.indexOf(day))).sort((a, b) => a - b);
  const startsAt = intoWeek(weekdayOf(start));
  const count = days.filter((day) => day < startsAt).length + n - 1;
  const weeks = Math.floor(count / days.length) * pattern.interval;
  return start - startsAt + weeks * 7 + (days[count % days.length] ?? 0);
}

/** The index-th day of this kind in a month, counted from the end of the month where the index is negative. */
function dayInMonth(month: number, index: number, day: PatternDay): number {
  const from = index < 0 ? firstOf(month + 1) - 1 : firstOf(month);
  const step = index < 0 ? -1 : 1;
  let wanted = Math.abs(index);
  for (let at = from; ; at += step) {
    if (isDay(at, day)) wanted -= 1;
    if (wanted === 0) return at;
  }
}

function isDay(at: number, day: PatternDay): boolean {
  const weekday = weekdayOf(at);
  if (day === 'day') return true;
  if (day === 'weekday') return weekday < 5;
  if (day === 'weekendDay') return weekday >= 5;
  return WEEKDAYS[weekday] === day;
}
