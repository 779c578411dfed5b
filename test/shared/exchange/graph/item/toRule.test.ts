import { describe, expect, it } from 'vitest';
import type { RecurrenceRule } from '../../../../../shared/calendar/event.ts';
import { recurrenceFromWhen } from '../../../../../shared/exchange/graph/item/fromRule.ts';
import { ruleFromGraph } from '../../../../../shared/exchange/graph/item/toRule.ts';

const NO_END = { type: 'noEnd' };
const read = (pattern: { type: string; interval?: number }, range: { type: string } = NO_END) =>
  ruleFromGraph({ pattern: { interval: 1, ...pattern }, range }, '2026-12-01');

describe('ruleFromGraph', () => {
  it('takes every second year, which Exchange has no word for', () => {
    const pattern = { type: 'absoluteYearly', interval: 2, dayOfMonth: 1, month: 12 };
    expect(read(pattern)).toMatchObject({ frequency: 'yearly', interval: 2, byMonthDay: [1] });
  });

  it.each([
    [['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], 'bySetPosition'],
    [['saturday', 'sunday'], 'bySetPosition'],
    [['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], 'byMonthDay'],
    [['tuesday'], 'byDay'],
  ])('the first of %j is a set that Exchange has a name for', (daysOfWeek, part) => {
    expect(read({ type: 'relativeMonthly', ...{ daysOfWeek, index: 'first' } })).toHaveProperty(part);
  });

  it.each([
    { type: 'relativeMonthly', daysOfWeek: ['monday', 'friday'], index: 'first' },
    { type: 'relativeMonthly', daysOfWeek: ['monday'], index: 'fifth' },
    { type: 'weekly', daysOfWeek: [] },
    { type: 'weekly', daysOfWeek: ['constructor'] },
    { type: 'daily', interval: 0 },
    { type: 'daily', interval: 1.5 },
    { type: 'absoluteMonthly', dayOfMonth: 32 },
    { type: 'hourly' },
  ])('%j is no pattern that Outlook holds', (pattern) => {
    expect(read(pattern)).toBeUndefined();
  });

  it.each([{ type: 'numbered', numberOfOccurrences: 0 }, { type: 'endDate', endDate: 'never' }, { type: 'x' }])(
    '%j is no end',
    (range) => {
      expect(read({ type: 'daily' }, range)).toBeUndefined();
    },
  );
});

describe('recurrenceFromWhen', () => {
  const of = (rule: Omit<RecurrenceRule, 'end'>, start = '2027-02-28') =>
    recurrenceFromWhen(
      {
        ...{ showWithoutTime: true, start, duration: 'P1D' },
        recurrence: { rule: { ...rule, end: { kind: 'never' } }, overrides: {} },
      },
      'UTC',
    );

  it('writes a year as a year, and several as months', () => {
    const yearly = (interval: number) => of({ frequency: 'yearly', interval }, '2027-03-01');
    expect(yearly(1)).toMatchObject({ pattern: { type: 'absoluteYearly', month: 3, dayOfMonth: 1 } });
    expect(yearly(3)).toMatchObject({ pattern: { type: 'absoluteMonthly', interval: 36 } });
  });

  it('takes no day that the month of a year never has', () => {
    const rule = { frequency: 'yearly', interval: 1, byMonth: [2], byMonthDay: [31], skip: 'backward' } as const;
    expect(of(rule)).toMatchObject({ pattern: { type: 'absoluteYearly', month: 2, dayOfMonth: 29 } });
  });

  it('throws for a series that no pattern holds', () => {
    expect(() => of({ frequency: 'monthly', interval: 1, byMonthDay: [1, 15] }, '2027-02-01')).toThrow('no pattern');
  });
});
