// The days of a series, by number and counted: of a pattern by arithmetic, of any other rule from a list.
import { dayOf, LAST_DAY, startDayOf } from './days.ts';
import type { When } from './event.ts';
import { patternDay } from './patternDay.ts';
import { patternOf } from './recurrencePattern.ts';
import { type Days, ruleDays } from './ruleDays.ts';

/** The days of what the rule gives, excluded ones counted. There is one occurrence a day at most, first the start. */
export interface SeriesDays extends Days {
  /** The last one; undefined without end. */
  readonly last: number | undefined;
}

const known = new WeakMap<When, SeriesDays>();

/** The days of a series; of a single event its own. Throws RangeError for a start that is no date. */
export function seriesDays(when: When): SeriesDays {
  const found = known.get(when);
  if (found) return found;
  const days = withEnd(when);
  known.set(when, days);
  return days;
}

function withEnd(when: When): SeriesDays {
  const days = withoutEnd(when);
  const end = when.recurrence?.rule.end ?? { kind: 'count', count: 1 };
  if (end.kind === 'never') return { ...days, last: undefined };
  const start = startDayOf(when);
  const until = Math.min(end.kind === 'until' ? dayOf(end.until) : LAST_DAY, LAST_DAY);
  const counted = end.kind === 'count' ? days.nth(end.count) : undefined;
  const last = counted ?? days.lastBy(until) ?? start;
  const nth = (n: number) => {
    const day = days.nth(n);
    return day === undefined || day > last ? undefined : day;
  };
  const countBy = (day: number) => days.countBy(Math.min(day, last));
  const between = (from: number, until: number) => days.between(from, Math.min(until, last));
  return { nth, countBy, lastBy: (day) => days.lastBy(Math.min(day, last)), between, last };
}

function withoutEnd(when: When): Days {
  const start = startDayOf(when);
  const pattern = patternOf(when);
  if (when.recurrence && !pattern) return ruleDays(when.recurrence.rule, start);
  return numbered((n) => (pattern ? patternDay(pattern, start, n) : start + n - 1));
}

/** Days whose numbers are known at once, in rising order. */
function numbered(dayOfNumber: (n: number) => number): Days {
  const nth = (n: number) => {
    const day = dayOfNumber(n);
    return n < 1 || day > LAST_DAY ? undefined : day;
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
