import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../../local/exchange/recurrence/dates.ts';
import { DAYS, daysOfPattern, INDEXES, MONTHS, type Pattern } from '../../../../local/exchange/recurrence/pattern.ts';

const first = (pattern: Pattern, from: string, count: number): string[] => {
  const dates: string[] = [];
  for (const day of daysOfPattern(pattern, dayOf(from))) {
    dates.push(dateOf(day));
    if (dates.length === count) break;
  }
  return dates;
};

describe('daysOfPattern', () => {
  it.each<{ what: string; pattern: Pattern; from: string; dates: string[] }>([
    {
      what: 'a day that a month does not have is its last one',
      pattern: { kind: 'AbsoluteMonthly', interval: 1, dayOfMonth: 31 },
      from: '2026-12-31',
      dates: ['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
    },
    {
      what: '29 February is 28 February in other years',
      pattern: { kind: 'AbsoluteYearly', dayOfMonth: 29, month: 'February' },
      from: '2028-02-29',
      dates: ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    },
    {
      what: 'every second week counts from the week of the start, which begins on Sunday',
      pattern: { kind: 'Weekly', interval: 2, days: ['Sunday', 'Monday'], firstDayOfWeek: 'Sunday' },
      from: '2026-11-30',
      dates: ['2026-11-30', '2026-12-13', '2026-12-14'],
    },
    {
      what: 'the same on Monday',
      pattern: { kind: 'Weekly', interval: 2, days: ['Sunday', 'Monday'], firstDayOfWeek: 'Monday' },
      from: '2026-11-30',
      dates: ['2026-11-30', '2026-12-06', '2026-12-14'],
    },
    {
      what: 'the last weekday of a month',
      pattern: { kind: 'RelativeMonthly', interval: 1, day: 'Weekday', index: 'Last' },
      from: '2027-01-01',
      dates: ['2027-01-29', '2027-02-26', '2027-03-31'],
    },
    {
      what: 'the first weekend day',
      pattern: { kind: 'RelativeMonthly', interval: 2, day: 'WeekendDay', index: 'First' },
      from: '2026-12-01',
      dates: ['2026-12-05', '2027-02-06', '2027-04-03'],
    },
    {
      what: 'the last day, whichever it is',
      pattern: { kind: 'RelativeYearly', day: 'Day', index: 'Last', month: 'February' },
      from: '2027-01-01',
      dates: ['2027-02-28', '2028-02-29', '2029-02-28'],
    },
    {
      what: 'what lies before the start does not count',
      pattern: { kind: 'AbsoluteYearly', dayOfMonth: 15, month: 'March' },
      from: '2026-03-16',
      dates: ['2027-03-15', '2028-03-15'],
    },
  ])('$what', ({ pattern, from, dates }) => {
    expect(first(pattern, from, dates.length)).toEqual(dates);
  });

  const interval = fc.integer({ min: 1, max: 5 });
  const relative = { day: fc.constantFrom(...DAYS), index: fc.constantFrom(...INDEXES) };
  const patterns: fc.Arbitrary<Pattern> = fc.oneof(
    fc.record({ kind: fc.constant('Daily' as const), interval }),
    fc.record({
      kind: fc.constant('Weekly' as const),
      interval,
      days: fc.subarray([...DAYS], { minLength: 1 }),
      firstDayOfWeek: fc.constantFrom(...DAYS),
    }),
    fc.record({
      kind: fc.constant('AbsoluteMonthly' as const),
      interval,
      dayOfMonth: fc.integer({ min: 1, max: 28 }),
    }),
    fc.record({ kind: fc.constant('RelativeMonthly' as const), interval, ...relative }),
    fc.record({
      kind: fc.constant('AbsoluteYearly' as const),
      dayOfMonth: fc.integer({ min: 1, max: 28 }),
      month: fc.constantFrom(...MONTHS),
    }),
    fc.record({ kind: fc.constant('RelativeYearly' as const), ...relative, month: fc.constantFrom(...MONTHS) }),
  );

  it('gives what RFC 5545 gives for the same words', () => {
    const starts = fc.integer({ min: dayOf('2000-01-01'), max: dayOf('2040-01-01') });
    fc.assert(
      fc.property(patterns, starts, (pattern, from) => {
        // ical.js counts the start as an occurrence, whatever the rule. So it gets a start that follows the rule.
        const [start = ''] = first(pattern, dateOf(from), 1);
        expect(first(pattern, start, 12)).toEqual(expanded(ruleOf(pattern), start, 12));
      }),
      { seed: 3, numRuns: 400 },
    );
  });
});

const code = (day: string) => day.slice(0, 2).toUpperCase();
const position = (index: (typeof INDEXES)[number]) => (index === 'Last' ? -1 : INDEXES.indexOf(index) + 1);

function ruleOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'Daily':
      return `FREQ=DAILY;INTERVAL=${pattern.interval}`;
    case 'Weekly':
      return `FREQ=WEEKLY;INTERVAL=${pattern.interval};BYDAY=${pattern.days.map(code).join()};WKST=${code(pattern.firstDayOfWeek)}`;
    case 'AbsoluteMonthly':
      return `FREQ=MONTHLY;INTERVAL=${pattern.interval};BYMONTHDAY=${pattern.dayOfMonth}`;
    case 'RelativeMonthly':
      return `FREQ=MONTHLY;INTERVAL=${pattern.interval};BYDAY=${position(pattern.index)}${code(pattern.day)}`;
    case 'AbsoluteYearly':
      return `FREQ=YEARLY;BYMONTH=${MONTHS.indexOf(pattern.month) + 1};BYMONTHDAY=${pattern.dayOfMonth}`;
    case 'RelativeYearly':
      return `FREQ=YEARLY;BYMONTH=${MONTHS.indexOf(pattern.month) + 1};BYDAY=${position(pattern.index)}${code(pattern.day)}`;
    default:
      return pattern satisfies never;
  }
}

function expanded(rule: string, start: string, count: number): string[] {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start));
  return Array.from({ length: count }, () => iterator.next()?.toString() ?? '');
}
