// The days that a monthly or yearly rule gives in one month or one year (RFC 5545 section 3.3.10: BYMONTHDAY, BYDAY and
// BYSETPOS). Months and years come in few shapes, by length and first weekday, so each shape is computed once.
import { dayOfMonthOf, daysIn, firstOf, monthOf, WEEKDAYS, weekdayOf } from '../days.ts';
import type { NDay, RecurrenceRule } from '../event.ts';

const MONTHS_A_YEAR = 12;

/**
 * Returns a function from a month (as of `monthOf`) to the days of the rule in it, in order. `byMonth` does not count
 * here: the rule visits only its months.
 */
export function daysOfMonth(rule: RecurrenceRule, start: number): (month: number) => readonly number[] {
  const shapes = new Map<number, readonly number[]>();
  return (month) => {
    const first = firstOf(month);
    const shape = daysIn(month) * 7 + weekdayOf(first);
    const offsets = shapes.get(shape) ?? atPositions(offsetsInMonth(rule, start, month), rule.bySetPosition);
    shapes.set(shape, offsets);
    return offsets.map((offset) => first + offset);
  };
}

/** Returns a function from a year to the days of the rule in it, in order. */
export function daysOfYear(rule: RecurrenceRule, start: number): (year: number) => readonly number[] {
  const shapes = new Map<number, readonly number[]>();
  const implied = rule.byDay || rule.byMonthDay ? undefined : [(monthOf(start) % MONTHS_A_YEAR) + 1];
  const months = rule.byMonth ?? implied;
  // BYDAY counts within the year, unless BYMONTH makes it count within the month.
  const countsInYear = rule.byMonth === undefined;
  const offsetsOf = (january: number): readonly number[] => {
    const first = firstOf(january);
    const days = Array.from({ length: MONTHS_A_YEAR }, (_, at) => january + at)
      .filter((month) => months?.includes((month % MONTHS_A_YEAR) + 1) ?? true)
      .flatMap((month) => {
        const { byDay, ...others } = rule;
        const ofMonth = countsInYear && byDay ? { ...others, byDay: WEEKDAYS.map((day) => ({ day })) } : rule;
        return offsetsInMonth(ofMonth, start, month).map((offset) => firstOf(month) + offset - first);
      });
    const yearLength = firstOf(january + MONTHS_A_YEAR) - first;
    const named = countsInYear && rule.byDay ? days.filter(isNamed(rule.byDay, weekdayOf(first), yearLength)) : days;
    return atPositions(named, rule.bySetPosition);
  };
  return (year) => {
    const january = year * MONTHS_A_YEAR;
    const first = firstOf(january);
    const shape = daysIn(january + 1) * 7 + weekdayOf(first);
    const offsets = shapes.get(shape) ?? offsetsOf(january);
    shapes.set(shape, offsets);
    return offsets.map((offset) => first + offset);
  };
}

/** Returns the days at these positions (1 the first, -1 the last), in order; all days where there are no positions. */
export function atPositions(days: readonly number[], positions: readonly number[] | undefined): readonly number[] {
  if (positions === undefined) return days;
  const chosen = new Set(positions.map((position) => days.at(position > 0 ? position - 1 : position)));
  return days.filter((day) => chosen.has(day));
}

/** The days of the rule in a month, counted from 0, before `bySetPosition`. */
function offsetsInMonth(rule: RecurrenceRule, start: number, month: number): number[] {
  const length = daysIn(month);
  const { byDay, byMonthDay } = rule;
  const everyDay = Array.from({ length }, (_, at) => at);
  if (byDay && !byMonthDay) return everyDay.filter(isNamed(byDay, weekdayOf(firstOf(month)), length));
  // A weekday exists in every month, so `skip` has no meaning beside BYDAY.
  const clips = rule.skip !== undefined && byDay === undefined;
  const dates = (byMonthDay ?? [dayOfMonthOf(start)]).map((date) => {
    if (date < 0) return length + date;
    return clips ? Math.min(date, length) - 1 : date - 1;
  });
  const offsets = everyDay.filter((offset) => dates.includes(offset));
  return byDay ? offsets.filter(isNamed(byDay, weekdayOf(firstOf(month)), length)) : offsets;
}

/** Returns a test of the days of a period, counted from 0, which begins on a weekday and has so many days. */
function isNamed(byDay: readonly NDay[], firstWeekday: number, length: number): (offset: number) => boolean {
  return (offset) => {
    const day = WEEKDAYS[(firstWeekday + offset) % 7];
    const nth = Math.floor(offset / 7) + 1;
    const fromEnd = -(Math.floor((length - 1 - offset) / 7) + 1);
    return byDay.some(
      (each) =>
        each.day === day &&
        (each.nthOfPeriod === undefined || each.nthOfPeriod === nth || each.nthOfPeriod === fromEnd),
    );
  };
}
