// Rules in JSCalendar's words: every mistake is named, and what is given comes back.
import { describe, expect, it } from 'vitest';
import { fieldErrors, PARSING } from '../../../../shared/sources/entries/fieldErrors.ts';
import { recurrenceRule, ruleFrom, ruleJson } from '../../../../shared/sources/entries/recurrenceRule.ts';

const start = '2026-12-01T09:00:00';
const errors = (value: unknown) => {
  const parsed = recurrenceRule.safeParse(value, PARSING);
  return parsed.success ? [] : fieldErrors(parsed.error.issues, ['recurrenceRule']);
};
const ruleOf = (value: unknown, first = start) => ruleFrom(recurrenceRule.parse(value), first);

describe('recurrenceRule', () => {
  it.each([
    ['frequency', {}, 'is missing'],
    ['frequency', { frequency: 'hourly' }, 'daily, weekly'],
    ['interval', { interval: 0 }, 'from 1 to 1000'],
    ['interval', { interval: 1.5 }, 'from 1 to 1000'],
    ['firstDayOfWeek', { firstDayOfWeek: 'MO' }, 'mo, tu'],
    ['byDay', { byDay: 'mo' }, 'a list'],
    ['byDay', { byDay: [] }, 'not be empty'],
    ['byDay[1]', { byDay: [{ day: 'mo' }, 'tu'] }, 'an object'],
    ['byDay[0].day', { byDay: [{ nthOfPeriod: 1 }] }, 'is missing'],
    ['byDay[0].day', { byDay: [{ day: 'monday' }] }, 'mo, tu'],
    ['byDay[0].nthOfPeriod', { byDay: [{ day: 'mo', nthOfPeriod: 0 }] }, 'not be 0'],
    ['byDay[0].nthOfPeriod', { byDay: [{ day: 'mo', nthOfPeriod: 6 }] }, 'from -5 to 5'],
    [
      'byDay[1].nthOfPeriod',
      { frequency: 'weekly', byDay: [{ day: 'mo' }, { day: 'tu', nthOfPeriod: 1 }] },
      'only for',
    ],
    ['byMonthDay[0]', { byMonthDay: [32] }, 'from -31 to 31'],
    ['byMonthDay', { frequency: 'weekly', byMonthDay: [1] }, 'not for weekly'],
    ['byMonth[0]', { byMonth: ['1'] }, 'from 1 to 12'],
    ['bySetPosition[0]', { byMonth: [1], bySetPosition: [0] }, 'not be 0'],
    ['bySetPosition', { bySetPosition: [1] }, 'needs byDay'],
    ['skip', { skip: 'forward' }, 'backward'],
    ['count', { count: 0 }, 'from 1 to 10000'],
    ['until', { until: '2026-13-01' }, 'no day'],
    ['until', { until: '2026-12-01T09:00:00Z' }, 'without offset'],
    ['until', { until: '4501-01-01' }, 'years 1601 to 4500'],
    ['until', { until: '2027-01-01', count: 3 }, 'beside count'],
    ['byWeekNo', { byWeekNo: [1] }, 'not a field'],
  ])('names a wrong %s: %j', (field, change, message) => {
    const rule = Object.keys(change).length > 0 ? { frequency: 'monthly', ...change } : change;
    expect(errors(rule)).toEqual([{ field: `recurrenceRule.${field}`, message: expect.stringContaining(message) }]);
  });
});

describe('ruleFrom', () => {
  it('every day is the default, without an end', () => {
    expect(ruleOf({ frequency: 'daily' })).toEqual({ frequency: 'daily', interval: 1, end: { kind: 'never' } });
    expect(ruleOf({ frequency: 'daily', count: 3 }).end).toEqual({ kind: 'count', count: 3 });
  });

  it.each([
    ['2027-01-31', start, '2027-01-31'],
    ['2027-01-31T09:00:00', start, '2027-01-31'],
    ['2027-01-31T09:00', start, '2027-01-31'],
    ['2027-01-31T08:59:59', start, '2027-01-30'],
    ['2027-01-01T00:00', start, '2026-12-31'],
    ['2027-01-31T08:59:59', '2026-12-01', '2027-01-31'],
  ])('until %s, of a series that begins at %s, the last date is %s', (until, first, last) => {
    expect(ruleOf({ frequency: 'daily', until }, first).end).toEqual({ kind: 'until', until: last });
  });
});

describe('ruleJson', () => {
  it.each([
    { frequency: 'daily', interval: 1 },
    { frequency: 'yearly', interval: 2, byDay: [{ day: 'su', nthOfPeriod: -1 }], byMonth: [3, 10], count: 4 },
    { frequency: 'monthly', interval: 1, byMonthDay: [31], skip: 'backward', until: '2027-12-31' },
    { frequency: 'weekly', interval: 2, firstDayOfWeek: 'su', byDay: [{ day: 'mo' }], bySetPosition: [-1] },
  ])('gives what was given: %j', (json) => {
    expect(ruleJson(ruleOf(json))).toEqual(json);
  });
});
