// RFC 7529 by its own words: each day is the one that the same rule gives with days that every month has, moved back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backwardDays, skipsBackward } from '../../../shared/calendar/backwardDays.ts';
import { dateOf, dayOf, dayOfMonthOf, daysIn, monthOf } from '../../../shared/calendar/days.ts';
import type { RecurrenceRule } from '../../../shared/calendar/event.ts';
import { NEVER, startDate } from './series.ts';
import { fixed } from './zones.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval' | 'skip'> & { readonly interval?: number };
const backward = (rule: Rule): RecurrenceRule => ({ interval: 1, skip: 'backward', end: NEVER, ...rule });
const between = (rule: Rule, start: string, until: string) =>
  backwardDays(backward(rule), dayOf(start))(dayOf(start), dayOf(until)).map(dateOf);

describe('skipsBackward', () => {
  it('is so for days of a month only', () => {
    const rules: Rule[] = [
      { frequency: 'monthly' },
      { frequency: 'yearly', byMonth: [2], byMonthDay: [29] },
      { frequency: 'monthly', byDay: [{ day: 'mo', nthOfPeriod: 1 }] },
      { frequency: 'weekly' },
      { frequency: 'daily' },
    ];
    expect(rules.map((rule) => skipsBackward(backward(rule)))).toEqual([true, true, false, false, false]);
    expect(skipsBackward({ frequency: 'monthly', interval: 1, end: NEVER })).toBe(false);
  });
});

describe('backwardDays', () => {
  it('gives one day in each visited month: the wanted one, or the last', () => {
    const property = fc.property(
      startDate,
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 14 }),
      (start, day, interval) => {
        const rule = backward({ frequency: 'monthly', interval, byMonthDay: [day] });
        const from = dayOf(`${start.slice(0, 8)}01`);
        const found = backwardDays(rule, from)(from, from + 10 * 366);
        found.forEach((each, at) => {
          const month = monthOf(from) + at * interval;
          expect([monthOf(each), dayOfMonthOf(each)]).toEqual([month, Math.min(day, daysIn(month))]);
        });
        expect(found.length).toBeGreaterThan(8);
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
      'positions of a year',
      { frequency: 'yearly', byMonthDay: [31], bySetPosition: [2, -1] },
      '2027-01-31',
      '2028-12-31',
      ['2027-02-28', '2027-12-31', '2028-02-29', '2028-12-31'],
    ],
    [
      'no day before the first of a month',
      { frequency: 'monthly', byMonthDay: [-30] },
      '2027-01-02',
      '2027-03-31',
      ['2027-01-02', '2027-03-02'],
    ],
  ])('gives %s', (_, rule, start, until, expected) => {
    expect(between(rule, start, until)).toEqual(expected);
  });
});
