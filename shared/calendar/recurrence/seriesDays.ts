// The days of a series, by number and counted. A pattern gives them by arithmetic, any other rule as a list.
import { dayOf, LAST_DAY, startDayOf } from '../days.ts';
import type { RecurrenceEnd, When } from '../event.ts';
import { patternDay } from './patternDay.ts';
import { patternOf } from './recurrencePattern.ts';
import { type Days, ruleDays } from './ruleDays.ts';

/** The days that the rule gives, with those of excluded occurrences. A day has one occurrence at most; the first is the start. */
export interface SeriesDays extends Days {
  /** The last day; undefined for a series without end. */
  readonly last: number | undefined;
}

const cache = new WeakMap<When, SeriesDays>();

/** Returns the days of a series, or the one day of a single event. Throws RangeError for a start that is no date. */
export function seriesDays(when: When): SeriesDays {
  const cached = cache.get(when);
  if (cached) return cached;
  const days = withEnd(when);
  cache.set(when, days);
  return days;
}

function withEnd(when: When): SeriesDays {
  const days = withoutEnd(when);
  const end = when.recurrence?.rule.end ?? { kind: 'count', count: 1 };
  if (end.kind === 'never') return { ...days, last: undefined };
  const last = lastDay(days, end) ?? startDayOf(when);
  const nth = (n: number) => {
    const day = days.nth(n);
    return day === undefined || day > last ? undefined : day;
  };
  const countBy = (day: number) => days.countBy(Math.min(day, last));
  const between = (from: number, until: number) => days.between(from, Math.min(until, last));
  return { nth, countBy, lastBy: (day) => days.lastBy(Math.min(day, last)), between, last };
}

/** Where the calendar or the rule ends before the count is reached, the last day is the last one there. */
function lastDay(days: Days, end: Exclude<RecurrenceEnd, { kind: 'never' }>): number | undefined {
  if (end.kind === 'until') return days.lastBy(Math.min(dayOf(end.until), LAST_DAY));
  return days.nth(end.count) ?? days.nth(days.countBy(LAST_DAY));
}

function withoutEnd(when: When): Days {
  const start = startDayOf(when);
  const pattern = patternOf(when);
  if (when.recurrence && !pattern) return ruleDays(when.recurrence.rule, start);
  return numbered((n) => (pattern ? patternDay(pattern, start, n) : start + n - 1));
}

/** Days by arithmetic. `dayOfNumber` rises. For an interval beyond all numbers it may return NaN. */
function numbered(dayOfNumber: (n: number) => number): Days {
  const nth = (n: number) => {
    const day = dayOfNumber(n);
    return n >= 1 && day <= LAST_DAY ? day : undefined;
  };
  const countBy = (wanted: number) => {
    const day = Math.min(wanted, LAST_DAY);
    let [atMost, more] = [0, 1];
    while (dayOfNumber(more) <= day) [atMost, more] = [more, more * 2];
    while (more - atMost > 1) {
      const middle = Math.floor((atMost + more) / 2);
      if (dayOfNumber(middle) <= day) atMost = middle;
      else more = middle;
    }
    return atMost;
  };
  const between = (from: number, until: number) => {
    const before = countBy(from - 1);
    return Array.from({ length: Math.max(countBy(until) - before, 0) }, (_, at) => dayOfNumber(before + at + 1));
  };
  return { nth, countBy, lastBy: (day) => nth(countBy(day)), between };
}
