// The days in one month or year, against the wording of RFC 5545 day by day; then cases where libraries differ.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf, WEEKDAYS } from '../../../../shared/calendar/days.ts';
import type { NDay, RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { atPositions, daysOfMonth, daysOfYear } from '../../../../shared/calendar/recurrence/daysOfPeriod.ts';
import { hostileRule, NEVER } from '../series.ts';
import { fixed } from '../zones.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval' | 'frequency'>;
const START = dayOf('2026-11-16');
const utc = (year: number, month: number, date: number) => new Date(Date.UTC(year, month, date));
const dates = (days: readonly number[]) => days.map(dateOf);
const monthOf2026 = (rule: Rule, month: number) =>
  dates(daysOfMonth({ frequency: 'monthly', interval: 1, end: NEVER, ...rule }, START)(2026 * 12 + month - 1));
const year = (rule: Rule, of: number) =>
  dates(daysOfYear({ frequency: 'yearly', interval: 1, end: NEVER, ...rule }, START)(of));

/** True where BYDAY names a date in its month, counted from each end by dates of the same weekday. */
function isNamedInMonth(date: Date, byDay: readonly NDay[]): boolean {
  const [y, m] = [date.getUTCFullYear(), date.getUTCMonth()];
  const length = utc(y, m + 1, 0).getUTCDate();
  const same = Array.from({ length }, (_, at) => utc(y, m, at + 1)).filter((d) => d.getUTCDay() === date.getUTCDay());
  const place = same.findIndex((d) => d.getTime() === date.getTime());
  const weekday = WEEKDAYS[(date.getUTCDay() + 6) % 7];
  return byDay.some(
    ({ day, nthOfPeriod: n }) => day === weekday && (n === undefined || n === place + 1 || n === place - same.length),
  );
}

describe('daysOfMonth', () => {
  it('gives the days that BYMONTHDAY and BYDAY name, in every shape of a month', () => {
    const property = fc.property(hostileRule, fc.integer({ min: 1601, max: 4500 }), fc.nat(11), (rule, y, m) => {
      const { skip: _, bySetPosition: __, ...parts } = rule;
      const length = utc(y, m + 1, 0).getUTCDate();
      const wanted = parts.byMonthDay ?? (parts.byDay ? undefined : [16]);
      const expected = Array.from({ length }, (_day, at) => utc(y, m, at + 1))
        .filter((d) => wanted?.some((n) => (n > 0 ? n : length + 1 + n) === d.getUTCDate()) ?? true)
        .filter((d) => !parts.byDay || isNamedInMonth(d, parts.byDay));
      const days = daysOfMonth(parts, START);
      // Asked twice: computed first, taken from the table of shapes then.
      for (const found of [days(y * 12 + m), days(y * 12 + m)]) {
        expect(dates(found)).toEqual(expected.map((d) => d.toISOString().slice(0, 10)));
      }
    });
    fc.assert(property, fixed);
  });

  it('takes the last day of a short month with skip, and each day once', () => {
    expect(monthOf2026({ byMonthDay: [31, 30, 29], skip: 'backward' }, 2)).toEqual(['2026-02-28']);
    expect(monthOf2026({ byMonthDay: [31] }, 2)).toEqual([]);
    expect(monthOf2026({ byMonthDay: [-30], skip: 'backward' }, 2)).toEqual([]);
  });
});

describe('daysOfYear', () => {
  it.each<[string, Rule, number, string[]]>([
    ['the date of the start', {}, 2027, ['2027-11-16']],
    ['the day of the start in listed months', { byMonth: [2, 5] }, 2027, ['2027-02-16', '2027-05-16']],
    ['no 53rd Monday where the year has 52', { byDay: [{ day: 'mo', nthOfPeriod: 53 }] }, 2027, []],
    ['the 53rd Friday of 2027', { byDay: [{ day: 'fr', nthOfPeriod: 53 }] }, 2027, ['2027-12-31']],
    ['the last Monday of a year', { byDay: [{ day: 'mo', nthOfPeriod: -1 }] }, 2027, ['2027-12-27']],
    [
      'the first Monday of listed months',
      { byMonth: [1, 2], byDay: [{ day: 'mo', nthOfPeriod: 1 }] },
      2027,
      ['2027-01-04', '2027-02-01'],
    ],
    [
      'an nth weekday only on a listed day',
      { byMonthDay: [4], byDay: [{ day: 'mo', nthOfPeriod: 1 }] },
      2027,
      ['2027-01-04'],
    ],
    [
      'nth and plain weekdays together',
      { byMonth: [1], byDay: [{ day: 'mo', nthOfPeriod: 1 }, { day: 'su' }] },
      2027,
      ['2027-01-03', '2027-01-04', '2027-01-10', '2027-01-17', '2027-01-24', '2027-01-31'],
    ],
    ['29 February in leap years', { byMonth: [2], byMonthDay: [29] }, 2028, ['2028-02-29']],
    ['no 29 February in 2100', { byMonth: [2], byMonthDay: [29] }, 2100, []],
    ['the 366th day', { byDay: WEEKDAYS.map((day) => ({ day })), bySetPosition: [366] }, 2028, ['2028-12-31']],
  ])('gives %s', (_, rule, of, expected) => expect(year(rule, of)).toEqual(expected));
});

describe('atPositions', () => {
  it('counts from both ends, and gives each day once and in order', () => {
    expect(atPositions([10, 20, 30], [-1, 1, 3, 4])).toEqual([10, 30]);
    expect(atPositions([10, 20, 30], undefined)).toEqual([10, 20, 30]);
    expect(atPositions([], [1])).toEqual([]);
  });
});
