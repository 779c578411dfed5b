// Numbers and counts against the list, for patterns and for rules without; then ends, cost and what is no date.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf, LAST_DAY } from '../../../../shared/calendar/days.ts';
import type { RecurrenceEnd, RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { ruleDays } from '../../../../shared/calendar/recurrence/ruleDays.ts';
import { seriesDays } from '../../../../shared/calendar/recurrence/seriesDays.ts';
import { allDay } from '../../../../shared/calendar/when.ts';
import { anyRule, firstOn, seriesOf, startDate } from '../series.ts';
import { fixed } from '../zones.ts';

const lastOf = (start: string, end: RecurrenceEnd) => {
  const { last } = seriesDays(seriesOf(start, { frequency: 'weekly', interval: 1, end }));
  return last && dateOf(last);
};

describe('seriesDays', () => {
  it('numbers and counts as the list of the rule does', () => {
    const property = fc.property(anyRule, startDate, fc.integer({ min: 1, max: 60 }), (rule, from, n) => {
      const start = firstOn(rule, from);
      const days = seriesDays(seriesOf(start, rule));
      const listed = ruleDays(rule, dayOf(start));
      const day = listed.nth(n);
      expect(days.nth(n)).toBe(day);
      if (day === undefined) return;
      expect([days.countBy(day), days.countBy(day - 1), days.lastBy(day)]).toEqual([n, n - 1, day]);
      expect(days.between(day - 99, day)).toEqual(listed.between(day - 99, day));
    });
    fc.assert(property, fixed);
  });

  it('ends after a count and on a date alike', () => {
    const property = fc.property(anyRule, startDate, fc.integer({ min: 1, max: 60 }), (rule, from, count) => {
      const start = firstOn(rule, from);
      const counted = seriesDays(seriesOf(start, { ...rule, end: { kind: 'count', count } }));
      const last = counted.last ?? Number.NaN;
      const dated = seriesDays(seriesOf(start, { ...rule, end: { kind: 'until', until: dateOf(last) } }));
      expect(dated.last).toBe(last);
      for (const days of [counted, dated]) {
        const length = days.countBy(LAST_DAY);
        expect(length).toBeLessThanOrEqual(count);
        expect([days.nth(length), days.nth(length + 1), days.lastBy(LAST_DAY)]).toEqual([last, undefined, last]);
        expect([days.between(last, last + 999), days.between(last + 1, last + 999)]).toEqual([[last], []]);
      }
    });
    fc.assert(property, { ...fixed, numRuns: 200 });
  });

  it.each<[string, RecurrenceEnd, string | undefined]>([
    ['without end', { kind: 'never' }, undefined],
    ['after three', { kind: 'count', count: 3 }, '2026-11-30'],
    ['on a date of its own', { kind: 'until', until: '2026-11-30' }, '2026-11-30'],
    ['on a date between two', { kind: 'until', until: '2026-12-06' }, '2026-11-30'],
    ['before it begins', { kind: 'until', until: '2026-11-01' }, '2026-11-16'],
    ['in the last year of the calendar', { kind: 'until', until: '9999-12-31' }, '9999-12-27'],
    ['after more than the calendar has', { kind: 'count', count: 1_000_000 }, '9999-12-27'],
  ])('has its last day %s', (_, end, last) => expect(lastOf('2026-11-16', end)).toBe(last));

  it('of a single event is its own', () => {
    const days = seriesDays(allDay('2026-11-20', '2026-11-22'));
    const day = dayOf('2026-11-20');
    expect([days.nth(1), days.nth(2), days.last, days.countBy(day - 1), days.countBy(LAST_DAY)]).toEqual([
      day,
      undefined,
      day,
      0,
      1,
    ]);
  });

  it('gives no day that cannot be written as a date', () => {
    const days = seriesDays(seriesOf('9999-12-30', { frequency: 'daily', interval: 1 }));
    expect([days.nth(2), days.nth(3), days.countBy(Number.POSITIVE_INFINITY)]).toEqual([LAST_DAY, undefined, 2]);
  });

  it.each<[string, Omit<RecurrenceRule, 'end'>]>([
    ['a yearly pattern of 1000 years', { frequency: 'yearly', interval: 1000 }],
    ['a daily pattern of the longest interval', { frequency: 'daily', interval: Number.MAX_SAFE_INTEGER }],
    ['a monthly pattern beyond every date', { frequency: 'monthly', interval: 1_000_000_000 }],
    ['a weekly rule without pattern', { frequency: 'weekly', interval: Number.MAX_SAFE_INTEGER, byMonth: [2] }],
    ['an interval of 0', { frequency: 'daily', interval: 0 }],
    ['an interval of a fraction', { frequency: 'weekly', interval: 0.5 }],
  ])('ends with the calendar for any count: %s', (_, rule) => {
    const days = seriesDays(seriesOf('2026-11-16', { ...rule, end: { kind: 'count', count: 10_000 } }));
    expect(days.nth(10_000)).toBeUndefined();
    expect(days.last).toBeLessThanOrEqual(LAST_DAY);
    expect(days.countBy(LAST_DAY)).toBeLessThanOrEqual(8);
  });

  it('has none before the first', () => {
    const days = seriesDays(seriesOf('2026-11-16', { frequency: 'weekly', interval: 1 }));
    expect([days.nth(0), days.countBy(dayOf('2026-11-15')), days.lastBy(dayOf('2026-11-15'))]).toEqual([
      undefined,
      0,
      undefined,
    ]);
  });

  it('refuses a start that is no date', () => {
    expect(() => seriesDays(seriesOf('2026-02-30', { frequency: 'daily', interval: 1 }))).toThrow(RangeError);
  });
});
