// The many ways to say a monthly or yearly rule, each beside the one pattern that says the same. That the occurrences
// are the same is the property in recurrencePattern.test.ts.
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../../shared/calendar/days.ts';
import type { RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { monthlyPattern } from '../../../../shared/calendar/recurrence/monthlyPattern.ts';
import { NEVER } from '../series.ts';

type Rule = Omit<RecurrenceRule, 'interval' | 'end'> & { readonly interval?: number };
const patternOf = (rule: Rule, start: string) => monthlyPattern({ interval: 1, end: NEVER, ...rule }, dayOf(start));
const absolute = (interval: number, dayOfMonth: number) => ({ kind: 'absoluteMonthly', interval, dayOfMonth });
const relative = (interval: number, index: number, day: string) => ({ kind: 'relativeMonthly', interval, index, day });
const workdays = [{ day: 'mo' }, { day: 'tu' }, { day: 'we' }, { day: 'th' }, { day: 'fr' }] as const;
const all = [...workdays, { day: 'sa' }, { day: 'su' }] as const;
const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

describe('monthlyPattern', () => {
  it.each<[string, Rule, string, object]>([
    ['monthly on the day of the start', { frequency: 'monthly' }, '2026-11-20', absolute(1, 20)],
    ['monthly on a day', { frequency: 'monthly', byMonthDay: [20] }, '2026-11-20', absolute(1, 20)],
    ['yearly on the date of the start', { frequency: 'yearly' }, '2026-11-20', absolute(12, 20)],
    ['yearly on a date', { frequency: 'yearly', byMonth: [11], byMonthDay: [20] }, '2026-11-20', absolute(12, 20)],
    ['yearly on a day of every month', { frequency: 'yearly', byMonthDay: [20] }, '2026-11-20', absolute(1, 20)],
    ['monthly in one month', { frequency: 'monthly', byMonth: [11] }, '2026-11-20', absolute(12, 20)],
    ['monthly in all months', { frequency: 'monthly', byMonth: everyMonth }, '2026-11-20', absolute(1, 20)],
    ['yearly in every third month', { frequency: 'yearly', byMonth: [2, 5, 8, 11] }, '2026-11-20', absolute(3, 20)],
    ['every second year', { frequency: 'yearly', interval: 2 }, '2026-11-20', absolute(24, 20)],
    [
      'every fifth month, in January only',
      { frequency: 'monthly', interval: 5, byMonth: [1] },
      '2026-01-20',
      absolute(60, 20),
    ],
    ['the last day', { frequency: 'monthly', byMonthDay: [-1] }, '2026-11-30', absolute(1, 31)],
    ['day 31 or the last', { frequency: 'monthly', byMonthDay: [31], skip: 'backward' }, '2026-11-30', absolute(1, 31)],
    ['the last of all days', { frequency: 'monthly', byDay: all, bySetPosition: [-1] }, '2026-11-30', absolute(1, 31)],
    ['the second of all days', { frequency: 'monthly', byDay: all, bySetPosition: [2] }, '2026-11-02', absolute(1, 2)],
    ['the last of February', { frequency: 'yearly', byMonth: [2], byMonthDay: [-1] }, '2027-02-28', absolute(12, 29)],
    ['31 January', { frequency: 'yearly' }, '2026-01-31', absolute(12, 31)],
    ['day 30 where no month lacks it', { frequency: 'monthly', interval: 2 }, '2026-01-30', absolute(2, 30)],
    [
      'the second Tuesday',
      { frequency: 'monthly', byDay: [{ day: 'tu', nthOfPeriod: 2 }] },
      '2026-11-10',
      relative(1, 2, 'tu'),
    ],
    [
      'the second of the Tuesdays',
      { frequency: 'monthly', byDay: [{ day: 'tu' }], bySetPosition: [2] },
      '2026-11-10',
      relative(1, 2, 'tu'),
    ],
    [
      'the last workday of each year',
      { frequency: 'yearly', byDay: workdays, bySetPosition: [-1] },
      '2026-12-31',
      relative(12, -1, 'weekday'),
    ],
    [
      'the first Monday of the year',
      { frequency: 'yearly', byDay: [{ day: 'mo', nthOfPeriod: 1 }] },
      '2026-01-05',
      relative(12, 1, 'mo'),
    ],
    [
      'the last Sunday of March',
      { frequency: 'yearly', byMonth: [3], byDay: [{ day: 'su', nthOfPeriod: -1 }] },
      '2026-03-29',
      relative(12, -1, 'su'),
    ],
    [
      'every Monday of every month',
      { frequency: 'monthly', byDay: [{ day: 'mo' }] },
      '2026-11-16',
      { kind: 'weekly', interval: 1, days: ['mo'], firstDayOfWeek: 'mo' },
    ],
  ])('finds %s', (_, rule, start, pattern) => {
    expect(patternOf(rule, start)).toEqual(pattern);
  });

  it.each<[string, Rule, string]>([
    ['day 31 where short months are left out', { frequency: 'monthly', byMonthDay: [31] }, '2026-01-31'],
    ['day 29 where February is left out', { frequency: 'monthly' }, '2026-01-29'],
    ['29 February of leap years', { frequency: 'yearly' }, '2028-02-29'],
    ['two days of a month', { frequency: 'monthly', byMonthDay: [1, 15] }, '2026-11-01'],
    ['the last day but one', { frequency: 'monthly', byMonthDay: [-2] }, '2026-11-29'],
    ['months that lie unevenly', { frequency: 'yearly', byMonth: [1, 3] }, '2026-01-20'],
    ['a month that is not the start its own', { frequency: 'yearly', byMonth: [3], byMonthDay: [20] }, '2026-01-20'],
    ['the fifth Monday', { frequency: 'monthly', byDay: [{ day: 'mo', nthOfPeriod: 5 }] }, '2026-11-30'],
    ['two positions', { frequency: 'monthly', byDay: [{ day: 'mo' }], bySetPosition: [1, 3] }, '2026-11-02'],
    [
      'three weekdays as one',
      { frequency: 'monthly', byDay: [{ day: 'mo' }, { day: 'tu' }, { day: 'we' }], bySetPosition: [1] },
      '2026-11-02',
    ],
    ['Friday the 13th', { frequency: 'monthly', byDay: [{ day: 'fr' }], byMonthDay: [13] }, '2026-11-13'],
    ['every Monday of every second month', { frequency: 'monthly', interval: 2, byDay: [{ day: 'mo' }] }, '2026-11-16'],
    ['Mondays of November', { frequency: 'yearly', byMonth: [11], byDay: [{ day: 'mo' }] }, '2026-11-16'],
    ['the 20th Monday of a year', { frequency: 'yearly', byDay: [{ day: 'mo', nthOfPeriod: 20 }] }, '2026-05-18'],
  ])('finds none for %s', (_, rule, start) => {
    expect(patternOf(rule, start)).toBeUndefined();
  });
});
