// The days of rules against two other implementations of RFC 5545, ical.js and rrule-temporal; then the start, the end and
// the bound on the work, which are ours.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../../shared/calendar/days.ts';
import type { RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { daysOfVisits, QUIET_VISITS, RULE_VISITS, ruleDays } from '../../../../shared/calendar/recurrence/ruleDays.ts';
import { type RuleVisits, ruleVisits } from '../../../../shared/calendar/recurrence/ruleVisits.ts';
import { anyRule, firstOn, hostileRule, NEVER, plainRule, startDate } from '../series.ts';
import { fixed } from '../zones.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval'> & { readonly interval?: number };
const days = (rule: Rule, start: string) => ruleDays({ interval: 1, end: NEVER, ...rule }, dayOf(start));
const LAST_DAY_ASKED = dayOf('2100-01-01');
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

/** ical.js 2.2.1 ignores an interval beside BYMONTH, ignores the year in BYSETPOS, and overflows months. */
function isKnownToIcal(rule: RecurrenceRule, start: string): boolean {
  const days = rule.byMonthDay ?? (rule.byDay ? [] : [Number(start.slice(8))]);
  if (rule.frequency === 'monthly') return !rule.byMonth || (rule.interval === 1 && !rule.bySetPosition);
  if (rule.frequency !== 'yearly') return true;
  if (rule.bySetPosition || (rule.byMonthDay && !rule.byMonth)) return false;
  return days.every((day) => day > 0 && day <= 28);
}

/** The days of the library, four years from the start. */
function rruleDates(rule: RecurrenceRule, start: string): string[] {
  const byDay = rule.byDay?.map(({ day, nthOfPeriod }) => `${nthOfPeriod ?? ''}${day.toUpperCase()}`);
  const expansion = new RRuleTemporal({
    temporal: Temporal,
    dtstart: Temporal.ZonedDateTime.from(`${start}T00:00:00[UTC]`),
    freq: rule.frequency.toUpperCase() as 'DAILY',
    interval: rule.interval,
    cache: false,
    ...(rule.firstDayOfWeek ? { wkst: rule.firstDayOfWeek.toUpperCase() } : {}),
    ...(byDay ? { byDay } : {}),
    ...(rule.byMonthDay ? { byMonthDay: [...new Set(rule.byMonthDay)] } : {}),
    ...(rule.byMonth ? { byMonth: [...new Set(rule.byMonth)] } : {}),
    ...(rule.bySetPosition ? { bySetPos: [...new Set(rule.bySetPosition)] } : {}),
  });
  const from = new Date(`${start}T00:00:00Z`);
  const until = new Date(from.getTime() + 4 * 366 * 86_400_000);
  return expansion.between(from, until, true).map((each) => each.toPlainDate().toString());
}

/** rrule-temporal 2.2.7 forgets SKIP, and the nth weekday of a year beside BYMONTHDAY or where the year lacks it. */
const isKnownToRrule = ({ skip, frequency, byMonth, byDay }: RecurrenceRule) =>
  skip === undefined &&
  !(frequency === 'yearly' && byMonth === undefined && byDay?.some((each) => each.nthOfPeriod !== undefined));

/** A rule that RFC 5545 section 3.3.10 allows. */
const isAllowed = ({ frequency, byDay, byMonthDay, byMonth, bySetPosition }: RecurrenceRule) =>
  !(frequency === 'weekly' && byMonthDay) &&
  !(bySetPosition && !byDay && !byMonthDay && !byMonth) &&
  (frequency === 'monthly' || frequency === 'yearly' || !byDay?.some((each) => each.nthOfPeriod !== undefined));

/** The days of a rule, with a count of the visits that were looked at. */
function counted(rule: RecurrenceRule, start: string) {
  const visits = ruleVisits(rule, dayOf(start));
  let steps = 0;
  const counting: RuleVisits | undefined = visits && {
    ...visits,
    days(visit) {
      steps += 1;
      return visits.days(visit);
    },
  };
  return { days: daysOfVisits(counting, dayOf(start)), steps: () => steps };
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

  it('gives the dates that rrule-temporal gives', () => {
    let tried = 0;
    const property = fc.property(fc.oneof(plainRule, hostileRule), startDate, (rule, start) => {
      if (!isKnownToRrule(rule) || !isAllowed(rule)) return;
      tried += 1;
      const dates = ruleDays(rule, dayOf(start)).between(dayOf(start), dayOf(start) + 4 * 366);
      const expected = rruleDates(rule, start);
      expect(dates.map(dateOf)).toEqual([...new Set([start, ...expected])]);
    });
    fc.assert(property, fixed);
    expect(tried).toBeGreaterThan(200);
  });

  it('looks at no more visits than its bound, for any rule and any question', () => {
    let most = 0;
    const property = fc.property(hostileRule, startDate, fc.integer({ min: 2, max: 2000 }), (rule, start, n) => {
      const byNumber = counted(rule, start);
      const day = byNumber.days.nth(n);
      const given = byNumber.days.countBy(LAST_DAY_ASKED);
      most = Math.max(most, byNumber.steps());
      expect(byNumber.steps()).toBeLessThanOrEqual(QUIET_VISITS * (Math.max(given, n) + 1));
      expect(byNumber.steps()).toBeLessThanOrEqual(RULE_VISITS);
      const byDay = counted(rule, start);
      byDay.days.between(day ?? 0, day ?? 0);
      expect(byDay.steps()).toBeLessThanOrEqual(1);
      const fromTheEnd = counted(rule, start);
      const last = fromTheEnd.days.lastBy(dayOf('4500-12-31')) ?? 0;
      const steps = fromTheEnd.steps();
      // Found from the end, or listed from the start where the rule ended long before.
      const bound = steps <= QUIET_VISITS ? QUIET_VISITS : QUIET_VISITS * (fromTheEnd.days.countBy(last) + 2);
      expect(steps).toBeLessThanOrEqual(Math.min(bound, RULE_VISITS + QUIET_VISITS));
    });
    fc.assert(property, { ...fixed, numRuns: 2000 });
    expect(most).toBeGreaterThan(QUIET_VISITS);
  });

  it.each<[string, Rule, number, string, number]>([
    ['a daily rule of 29 February', { frequency: 'daily', byMonth: [2], byMonthDay: [29] }, 500, '4080-02-29', 2100],
    [
      'a daily rule of each 31st on a Monday',
      { frequency: 'daily', byMonthDay: [31], byDay: [{ day: 'mo' }] },
      100,
      '2124-01-31',
      2200,
    ],
    [
      'a daily rule of every 1000 days in February',
      { frequency: 'daily', interval: 1000, byMonth: [2] },
      5,
      '2139-02-17',
      70,
    ],
    ['a weekly rule of one month', { frequency: 'weekly', byMonth: [2] }, 1000, '2274-02-09', 13_100],
    [
      'a yearly rule of 29 February on a Monday',
      { frequency: 'yearly', byMonth: [2], byMonthDay: [29], byDay: [{ day: 'mo' }] },
      20,
      '2540-02-29',
      600,
    ],
  ])('finds the nth day of %s within a bound', (_, rule, n, date, bound) => {
    const { days, steps } = counted({ interval: 1, end: NEVER, ...rule }, '2026-11-16');
    const day = days.nth(n);
    expect(day === undefined ? day : dateOf(day)).toBe(date);
    expect(steps()).toBeLessThanOrEqual(bound);
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
      // A new one, so that nothing is listed yet.
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
