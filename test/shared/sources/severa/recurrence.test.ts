// The recurrence of Severa and rules, both ways.
import { describe, expect, it } from 'vitest';
import type { RecurrenceRule, When } from '../../../../shared/calendar/event.ts';
import { patternOf } from '../../../../shared/calendar/recurrence/recurrencePattern.ts';
import { recurrenceFor, ruleFrom } from '../../../../shared/sources/severa/recurrence.ts';

const never = { kind: 'never' } as const;
const series = (rule: RecurrenceRule, start = '2026-11-20'): When => ({
  showWithoutTime: true,
  start,
  duration: 'P1D',
  recurrence: { rule, overrides: {} },
});

describe('recurrenceFor and ruleFrom', () => {
  it.each<[string, RecurrenceRule]>([
    ['every third day', { frequency: 'daily', interval: 3, end: never }],
    ['working days', { frequency: 'weekly', interval: 1, byDay: [{ day: 'mo' }, { day: 'fr' }], end: never }],
    [
      'every second Friday, ten times',
      { frequency: 'weekly', interval: 2, byDay: [{ day: 'fr' }], end: { kind: 'count', count: 10 } },
    ],
    [
      'the 20th until a date',
      { frequency: 'monthly', interval: 1, byMonthDay: [20], end: { kind: 'until', until: '2027-11-20' } },
    ],
    ['the third Friday', { frequency: 'monthly', interval: 2, byDay: [{ day: 'fr', nthOfPeriod: 3 }], end: never }],
    ['each year', { frequency: 'yearly', interval: 1, byMonth: [11], byMonthDay: [20], end: never }],
    [
      'each year, the third Friday of November',
      { frequency: 'yearly', interval: 1, byMonth: [11], byDay: [{ day: 'fr', nthOfPeriod: 3 }], end: never },
    ],
  ])('%s comes back with the same days and the same end', (_, rule) => {
    const written = recurrenceFor(series(rule));
    expect(written).toBeDefined();
    const read = ruleFrom({ ...written, frequency: written?.frequency ?? '' }, '2026-11-20');
    expect(read?.end).toEqual(rule.end);
    expect(read && patternOf(series(read))).toEqual(patternOf(series(rule)));
  });

  it.each<[string, RecurrenceRule]>([
    ['every second year', { frequency: 'yearly', interval: 2, byMonth: [11], byMonthDay: [20], end: never }],
    ['two days of a month', { frequency: 'monthly', interval: 1, byMonthDay: [1, 20], end: never }],
    [
      'the 30th, which February lacks',
      { frequency: 'monthly', interval: 1, byMonthDay: [30], skip: 'backward', end: never },
    ],
    [
      'every second week that begins on Sunday',
      { frequency: 'weekly', interval: 2, firstDayOfWeek: 'su', byDay: [{ day: 'fr' }, { day: 'su' }], end: never },
    ],
  ])('%s has no recurrence in Severa', (_, rule) => {
    expect(recurrenceFor(series(rule, rule.byMonthDay?.includes(30) ? '2026-11-30' : '2026-11-20'))).toBeUndefined();
  });

  it('reads working days, and nothing that it does not know', () => {
    expect(ruleFrom({ frequency: 'Daily', pattern: { daily: { everyWeekday: true } } }, '2026-11-20')).toMatchObject({
      frequency: 'weekly',
      byDay: [{ day: 'mo' }, { day: 'tu' }, { day: 'we' }, { day: 'th' }, { day: 'fr' }],
    });
    expect(ruleFrom({ frequency: 'Hourly' }, '2026-11-20')).toBeUndefined();
    expect(
      ruleFrom({ frequency: 'Monthly', pattern: { monthly: { dayOrdinal: 'Fifth' } } }, '2026-11-20'),
    ).toBeUndefined();
    expect(ruleFrom({ frequency: 'Weekly', pattern: { weekly: {} } }, '2026-11-20')).toBeUndefined();
  });
});
