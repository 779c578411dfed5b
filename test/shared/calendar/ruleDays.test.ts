// The expansion against another implementation of RFC 5545, ical.js; then what we decide: the start, silence, cost.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../shared/calendar/days.ts';
import type { RecurrenceRule } from '../../../shared/calendar/event.ts';
import { ruleDays } from '../../../shared/calendar/ruleDays.ts';
import { anyRule, firstOn, NEVER, plainRule, startDate } from './series.ts';
import { fixed } from './zones.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval'> & { readonly interval?: number };
const days = (rule: Rule, start: string) => ruleDays({ interval: 1, end: NEVER, ...rule }, dayOf(start));
const first = (rule: Rule, start: string, count: number) => {
  const { nth } = days(rule, start);
  return Array.from({ length: count }, (_, at) => nth(at + 1)).map((day) => (day === undefined ? day : dateOf(day)));
};

function icalDates(rule: RecurrenceRule, start: string, count: number): string[] {
  const list = (name: string, values: readonly (string | number)[] | undefined) =>
    values ? `;${name}=${values.join()}` : '';
  const byDay = rule.byDay?.map(({ day, nthOfPeriod }) => `${nthOfPeriod ?? ''}${day.toUpperCase()}`);
  const text =
    `FREQ=${rule.frequency.toUpperCase()};INTERVAL=${rule.interval}` +
    list('WKST', rule.firstDayOfWeek && [rule.firstDayOfWeek.toUpperCase()]) +
    list('BYDAY', byDay) +
    list('BYMONTHDAY', rule.byMonthDay) +
    list('BYMONTH', rule.byMonth) +
    list('BYSETPOS', rule.bySetPosition);
  const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(start));
  return Array.from({ length: count }, () => iterator.next()?.toString().slice(0, 10) ?? '');
}

/** ical.js 2.2.1 takes no notice of an interval beside BYMONTH, nor of a year in BYSETPOS, and overflows months. */
function isKnownToIcal(rule: RecurrenceRule, start: string): boolean {
  const days = rule.byMonthDay ?? (rule.byDay ? [] : [Number(start.slice(8))]);
  if (rule.frequency === 'monthly') return !rule.byMonth || (rule.interval === 1 && !rule.bySetPosition);
  if (rule.frequency !== 'yearly') return true;
  if (rule.bySetPosition || (rule.byMonthDay && !rule.byMonth)) return false;
  return days.every((day) => day > 0 && day <= 28);
}

describe('ruleDays', () => {
  it('gives the dates that ical.js gives', () => {
    let tried = 0;
    const property = fc.property(plainRule, startDate, (rule, from) => {
      const start = firstOn(rule, from);
      const found = first(rule, start, 12);
      if (found[1] === undefined || !isKnownToIcal(rule, start)) return;
      tried += 1;
      expect(found).toEqual(icalDates(rule, start, 12));
    });
    fc.assert(property, fixed);
    expect(tried).toBeGreaterThan(300);
  });

  it('agrees with itself by number, by count, by span and from the far end', () => {
    const property = fc.property(anyRule, startDate, fc.nat(3000), (rule, begin, later) => {
      const start = firstOn(rule, begin);
      const { nth, countBy, between } = ruleDays(rule, dayOf(start));
      const until = dayOf(start) + later;
      const from = until - 200;
      const count = countBy(until);
      expect(nth(count)).toBeLessThanOrEqual(until);
      expect(nth(count + 1) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(until);
      const listed = Array.from({ length: count }, (_, n) => nth(n + 1) ?? Number.NaN);
      expect(between(from, until)).toEqual(listed.filter((day) => day >= from));
      // Asked first, before anything is listed.
      expect(ruleDays(rule, dayOf(start)).lastBy(until)).toBe(nth(count));
    });
    fc.assert(property, { ...fixed, numRuns: 200 });
  });

  it.each<[string, Rule, string, string[]]>([
    [
      'day 31 where there is one',
      { frequency: 'monthly', byMonthDay: [31] },
      '2027-01-31',
      ['2027-01-31', '2027-03-31', '2027-05-31'],
    ],
    ['29 February in leap years', { frequency: 'yearly' }, '2096-02-29', ['2096-02-29', '2104-02-29', '2108-02-29']],
    [
      'the start first, even if it is none of its days',
      { frequency: 'weekly', byDay: [{ day: 'tu' }] },
      '2026-11-16',
      ['2026-11-16', '2026-11-17', '2026-11-24'],
    ],
    [
      'day 31, in a shorter month its last, beside the 15th',
      { frequency: 'monthly', byMonthDay: [15, 31], skip: 'backward' },
      '2027-01-31',
      ['2027-01-31', '2027-02-15', '2027-02-28', '2027-03-15'],
    ],
    [
      'a weekday that is named twice, once',
      { frequency: 'monthly', byDay: [{ day: 'mo' }, { day: 'mo' }], bySetPosition: [2, 2] },
      '2026-11-09',
      ['2026-11-09', '2026-12-14'],
    ],
    [
      'a Friday the 13th',
      { frequency: 'monthly', byDay: [{ day: 'fr' }], byMonthDay: [13] },
      '2026-11-13',
      ['2026-11-13', '2027-08-13', '2028-10-13'],
    ],
  ])('gives %s', (_, rule, start, expected) => {
    expect(first(rule, start, expected.length)).toEqual(expected);
  });

  it.each<[string, Rule]>([
    ['30 February', { frequency: 'yearly', byMonth: [2], byMonthDay: [30] }],
    ['30 February, asked for month by month', { frequency: 'monthly', byMonth: [2], byMonthDay: [30] }],
    ['a month that its interval never meets', { frequency: 'monthly', interval: 2, byMonth: [3] }],
  ])('has only its start where the rule gives nothing: %s', (_, rule) => {
    const { nth, countBy, lastBy } = days(rule, '2026-02-28');
    expect([nth(2), countBy(dayOf('9999-12-31')), lastBy(dayOf('9999-12-31'))]).toEqual([
      undefined,
      1,
      dayOf('2026-02-28'),
    ]);
  });

  it('finds the last one before the end of the calendar without listing all', () => {
    const last = days({ frequency: 'monthly', byMonthDay: [1, 15] }, '2026-11-01').lastBy(dayOf('9999-12-31'));
    expect(last && dateOf(last)).toBe('9999-12-15');
  });
});
