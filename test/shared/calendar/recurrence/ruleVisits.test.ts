// The visits of rules: their order, their bound, and `skip` of RFC 7529. That the days are right is ruleDays.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf, dayOfMonthOf, daysIn, monthOf } from '../../../../shared/calendar/days.ts';
import type { RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { ruleDays } from '../../../../shared/calendar/recurrence/ruleDays.ts';
import { ruleVisits } from '../../../../shared/calendar/recurrence/ruleVisits.ts';
import { hostileRule, NEVER, startDate } from '../series.ts';
import { fixed } from '../zones.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval' | 'skip'> & { readonly interval?: number };
const backward = (rule: Rule): RecurrenceRule => ({ interval: 1, skip: 'backward', end: NEVER, ...rule });
const between = (rule: Rule, start: string, until: string) =>
  ruleDays(backward(rule), dayOf(start)).between(dayOf(start), dayOf(until)).map(dateOf);

/** The days of the first visits. */
const visitedDays = (rule: RecurrenceRule, start: number, count: number) => {
  const visits = ruleVisits(rule, start);
  return Array.from({ length: count }, (_, at) => visits?.days(at) ?? []).flat();
};

describe('ruleVisits', () => {
  it('numbers its visits in order, finds each by a day, and gives days of its period only', () => {
    const property = fc.property(hostileRule, startDate, fc.nat(200), (rule, start, visit) => {
      const visits = ruleVisits(rule, dayOf(start));
      if (!visits) return;
      const [begin, next] = [visits.begin(visit), visits.begin(visit + 1)];
      expect(begin).toBeLessThan(next);
      expect([visits.at(begin), visits.at(next - 1), visits.at(next)]).toEqual([visit, visit, visit + 1]);
      const days = visits.days(visit);
      expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
      for (const day of days) expect(day >= begin && day < next).toBe(true);
    });
    fc.assert(property, fixed);
  });

  it.each<[string, Rule]>([
    ['an interval of 0', { frequency: 'daily', interval: 0 }],
    ['a negative interval', { frequency: 'weekly', interval: -1 }],
    ['a fraction', { frequency: 'monthly', interval: 1.5 }],
    ['a month that the interval never meets', { frequency: 'monthly', interval: 2, byMonth: [3] }],
    ['a second position in one day', { frequency: 'daily', byMonthDay: [1], bySetPosition: [2] }],
  ])('has no visits for %s', (_, rule) => {
    expect(ruleVisits({ interval: 1, end: NEVER, ...rule }, dayOf('2026-02-28'))).toBeUndefined();
    expect(ruleDays({ interval: 1, end: NEVER, ...rule }, dayOf('2026-02-28')).nth(2)).toBeUndefined();
  });

  it('gives one day in each visited month with skip: the wanted day, or the last one', () => {
    const property = fc.property(
      startDate,
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 14 }),
      (start, day, interval) => {
        const rule = backward({ frequency: 'monthly', interval, byMonthDay: [day] });
        const from = dayOf(`${start.slice(0, 8)}01`);
        const found = visitedDays(rule, from, 8);
        found.forEach((each, at) => {
          const month = monthOf(from) + at * interval;
          expect([monthOf(each), dayOfMonthOf(each)]).toEqual([month, Math.min(day, daysIn(month))]);
        });
        expect(found).toHaveLength(8);
      },
    );
    fc.assert(property, { ...fixed, numRuns: 100 });
  });

  it.each<[string, Rule, string, string, string[]]>([
    [
      'the day of the start, monthly',
      { frequency: 'monthly' },
      '2027-01-30',
      '2027-04-30',
      ['2027-01-30', '2027-02-28', '2027-03-30', '2027-04-30'],
    ],
    [
      'the date of the start, yearly',
      { frequency: 'yearly' },
      '2028-02-29',
      '2030-12-31',
      ['2028-02-29', '2029-02-28', '2030-02-28'],
    ],
    [
      'every second year',
      { frequency: 'yearly', interval: 2 },
      '2028-02-29',
      '2032-12-31',
      ['2028-02-29', '2030-02-28', '2032-02-29'],
    ],
    [
      'a day that two wanted ones become, once',
      { frequency: 'monthly', byMonthDay: [30, 31] },
      '2027-01-30',
      '2027-03-30',
      ['2027-01-30', '2027-01-31', '2027-02-28', '2027-03-30'],
    ],
    [
      'a day of every month of the year',
      { frequency: 'yearly', byMonthDay: [31] },
      '2027-01-31',
      '2027-03-31',
      ['2027-01-31', '2027-02-28', '2027-03-31'],
    ],
    [
      'positions of a year, and the start',
      { frequency: 'yearly', byMonthDay: [31], bySetPosition: [2, -1] },
      '2027-01-31',
      '2028-12-31',
      ['2027-01-31', '2027-02-28', '2027-12-31', '2028-02-29', '2028-12-31'],
    ],
    [
      'no day before the first of a month',
      { frequency: 'monthly', byMonthDay: [-30] },
      '2027-01-02',
      '2027-03-31',
      ['2027-01-02', '2027-03-02'],
    ],
  ])('gives with skip: %s', (_, rule, start, until, expected) => {
    expect(between(rule, start, until)).toEqual(expected);
  });
});
