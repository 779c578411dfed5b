// The arithmetic against the library's expansion of the same pattern, occurrence by occurrence; then by name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../../shared/calendar/days.ts';
import type { RecurrencePattern } from '../../../../shared/calendar/recurrence/pattern.ts';
import { patternDay } from '../../../../shared/calendar/recurrence/patternDay.ts';
import { patternOf, ruleOf } from '../../../../shared/calendar/recurrence/recurrencePattern.ts';
import { ruleDays } from '../../../../shared/calendar/recurrence/ruleDays.ts';
import { anyRule, firstOn, NEVER, seriesOf, startDate } from '../series.ts';
import { fixed } from '../zones.ts';

const first = (pattern: RecurrencePattern, start: string, count: number) =>
  Array.from({ length: count }, (_, at) => dateOf(patternDay(pattern, dayOf(start), at + 1)));

describe('patternDay', () => {
  it('gives the days that the library gives for the rule of the pattern', () => {
    let tried = 0;
    const property = fc.property(anyRule, startDate, (rule, from) => {
      const start = firstOn(rule, from);
      const pattern = patternOf(seriesOf(start, rule));
      if (pattern === undefined) return;
      tried += 1;
      const expanded = ruleDays(ruleOf(pattern, start, NEVER), dayOf(start));
      const listed = Array.from({ length: 30 }, (_, at) => dateOf(expanded.nth(at + 1) ?? Number.NaN));
      expect(first(pattern, start, 30)).toEqual(listed);
    });
    fc.assert(property, fixed);
    expect(tried).toBeGreaterThan(200);
  });

  it.each<[string, RecurrencePattern, string, string[]]>([
    ['every third day', { kind: 'daily', interval: 3 }, '2026-12-30', ['2026-12-30', '2027-01-02', '2027-01-05']],
    [
      'Sunday and Monday of every second week, from a Monday, in weeks from Monday',
      { kind: 'weekly', interval: 2, days: ['mo', 'su'], firstDayOfWeek: 'mo' },
      '2026-11-16',
      ['2026-11-16', '2026-11-22', '2026-11-30', '2026-12-06'],
    ],
    [
      'the same in weeks from Sunday',
      { kind: 'weekly', interval: 2, days: ['mo', 'su'], firstDayOfWeek: 'su' },
      '2026-11-16',
      ['2026-11-16', '2026-11-29', '2026-11-30', '2026-12-13'],
    ],
    [
      'day 31, in a shorter month its last',
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
      '2027-01-31',
      ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
    ],
    [
      '29 February',
      { kind: 'absoluteMonthly', interval: 12, dayOfMonth: 29 },
      '2027-02-28',
      ['2027-02-28', '2028-02-29', '2029-02-28'],
    ],
    [
      'the last workday',
      { kind: 'relativeMonthly', interval: 1, index: -1, day: 'weekday' },
      '2026-10-30',
      ['2026-10-30', '2026-11-30', '2026-12-31', '2027-01-29'],
    ],
    [
      'the second weekend day',
      { kind: 'relativeMonthly', interval: 1, index: 2, day: 'weekendDay' },
      '2026-11-07',
      ['2026-11-07', '2026-12-06', '2027-01-03'],
    ],
    [
      'the last day of February',
      { kind: 'relativeMonthly', interval: 12, index: -1, day: 'day' },
      '2027-02-28',
      ['2027-02-28', '2028-02-29'],
    ],
  ])('counts %s', (_, pattern, start, expected) => {
    expect(first(pattern, start, expected.length)).toEqual(expected);
  });
});
