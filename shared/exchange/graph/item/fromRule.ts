// The rule of a series -> Graph's patternedRecurrence. Mirrors toRule.ts.
import { dateIn } from '../../../calendar/days.ts';
import type { RecurrenceEnd, Weekday, When } from '../../../calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  patternOf,
  type RecurrencePattern,
} from '../../../calendar/recurrence/recurrencePattern.ts';

/**
 * `windowsTimeZone`: in which the series repeats. Throws for a series that no pattern holds: whoever calls has asked
 * before whether the mailbox can hold it.
 */
export function recurrenceFromWhen(when: When, windowsTimeZone: string): object {
  const pattern = patternOf(when);
  const end = when.recurrence?.rule.end;
  if (!pattern || !end) throw new Error('there is no pattern for this series');
  const startDate = dateIn(when.start);
  return {
    pattern: patternJson(pattern, Number(startDate.slice(5, 7))),
    range: { ...rangeJson(end), startDate, recurrenceTimeZone: windowsTimeZone },
  };
}

/** `month`: of the first occurrence, 1 for January. Exchange holds every second year as every 24 months. */
function patternJson(pattern: RecurrencePattern, month: number): object {
  const { interval } = pattern;
  const isYearly = interval === MONTHS_A_YEAR;
  switch (pattern.kind) {
    case 'daily':
      return { type: 'daily', interval };
    case 'weekly': {
      const firstDayOfWeek = DAYS[pattern.firstDayOfWeek];
      return { type: 'weekly', interval, daysOfWeek: pattern.days.map((day) => DAYS[day]), firstDayOfWeek };
    }
    case 'absoluteMonthly': {
      const { dayOfMonth } = pattern;
      if (!isYearly) return { type: 'absoluteMonthly', interval, dayOfMonth };
      // Exchange takes no day that the month of a yearly pattern never has.
      const day = Math.min(dayOfMonth, DAYS_MAX[month - 1] ?? dayOfMonth);
      return { type: 'absoluteYearly', interval: 1, month, dayOfMonth: day };
    }
    case 'relativeMonthly': {
      const day = { daysOfWeek: daysOf(pattern.day), index: INDEXES[pattern.index] };
      return isYearly
        ? { type: 'relativeYearly', interval: 1, month, ...day }
        : { type: 'relativeMonthly', interval, ...day };
    }
  }
}

function rangeJson(end: RecurrenceEnd): object {
  switch (end.kind) {
    case 'never':
      return { type: 'noEnd' };
    case 'count':
      return { type: 'numbered', numberOfOccurrences: end.count };
    case 'until':
      return { type: 'endDate', endDate: end.until };
  }
}

function daysOf(day: PatternDay): string[] {
  const names = Object.values(DAYS);
  if (day === 'day') return names;
  if (day === 'weekday') return names.slice(0, 5);
  return day === 'weekendDay' ? names.slice(5) : [DAYS[day]];
}

const MONTHS_A_YEAR = 12;
const DAYS_MAX = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS: Readonly<Record<Weekday, string>> = {
  mo: 'monday',
  tu: 'tuesday',
  we: 'wednesday',
  th: 'thursday',
  fr: 'friday',
  sa: 'saturday',
  su: 'sunday',
};
const INDEXES: Readonly<Record<PatternIndex, string>> = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  [-1]: 'last',
};
