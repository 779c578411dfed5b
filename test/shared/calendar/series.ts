// Random rules of every shape, and series that start on their rule.
import fc from 'fast-check';
import { dateOf, dayOf, WEEKDAYS } from '../../../shared/calendar/days.ts';
import type {
  AllDayWhen,
  NDay,
  OccurrenceOverride,
  RecurrenceEnd,
  RecurrenceRule,
  When,
} from '../../../shared/calendar/event.ts';
import { recurrenceIds } from '../../../shared/calendar/recurrence/occurrences.ts';
import { ruleDays } from '../../../shared/calendar/recurrence/ruleDays.ts';
import { ZONES } from './zones.ts';

export const NEVER: RecurrenceEnd = { kind: 'never' };

export const seriesOf = (start: string, rule: Omit<RecurrenceRule, 'end'> & { end?: RecurrenceEnd }): AllDayWhen => ({
  showWithoutTime: true,
  start,
  duration: 'P1D',
  recurrence: { rule: { end: NEVER, ...rule }, overrides: {} },
});

/** The same series with times, in a zone. */
export const withTimes = (when: When, time: string, timeZone: string): When => ({
  ...(when.recurrence ? { recurrence: when.recurrence } : {}),
  showWithoutTime: false,
  start: `${when.start.slice(0, 10)}T${time}`,
  timeZone,
  duration: 'PT1H',
});

export const startDate = fc.integer({ min: dayOf('2020-01-01'), max: dayOf('2032-12-31') }).map((day) => dateOf(day));

const weekday = fc.constantFrom(...WEEKDAYS);
const someDays = fc.oneof(
  fc.subarray([...WEEKDAYS], { minLength: 1 }),
  fc.constantFrom(WEEKDAYS.slice(0, 5), WEEKDAYS.slice(5), [...WEEKDAYS]),
);
const plain = someDays.map((days): NDay[] => days.map((day) => ({ day })));
const nth = fc
  .tuple(weekday, fc.constantFrom(1, 2, 3, 4, 5, -1, -2))
  .map(([day, nthOfPeriod]): NDay[] => [{ day, nthOfPeriod }]);
const interval = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constantFrom(6, 7, 12, 14, 24));
const monthDays = fc.oneof(
  fc.constantFrom(1, 13, 28, 29, 30, 31, -1, -2).map((day) => [day]),
  fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 2, maxLength: 3 }),
);
const months = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((month) => [month]),
  fc.constantFrom([1, 4, 7, 10], [2, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [1, 2]),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const daily = fc.record({ byDay: maybe(plain) }).map((parts) => ({ frequency: 'daily', ...parts }) as const);
const byWeek = fc
  .record({ byDay: maybe(plain), firstDayOfWeek: maybe(weekday) })
  .map((parts) => ({ frequency: 'weekly', ...parts }) as const);
const byDate = fc.record({ byMonthDay: maybe(monthDays), byMonth: maybe(months) });
const byNth = fc.record({ byDay: nth, byMonth: maybe(months) });
const byPosition = fc.record({
  byDay: plain,
  byMonth: maybe(months),
  bySetPosition: maybe(fc.constantFrom([1], [2], [4], [-1], [5], [1, -1])),
});
const ofMonths = fc
  .tuple(fc.constantFrom('monthly' as const, 'yearly' as const), fc.oneof(byDate, byNth, byPosition))
  .map(([frequency, parts]) => ({ frequency, ...parts }));
const skipping = fc
  .tuple(fc.constantFrom('monthly' as const, 'yearly' as const), byDate)
  .map(([frequency, parts]) => ({ frequency, ...parts, skip: 'backward' as const }));

const present = (parts: object): object =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

const ruleOf = (arbitrary: fc.Arbitrary<{ readonly frequency: RecurrenceRule['frequency'] }>) =>
  fc.tuple(arbitrary, interval).map(
    ([parts, every]): RecurrenceRule => ({
      frequency: parts.frequency,
      ...present(parts),
      interval: every,
      end: NEVER,
    }),
  );

/** Rules without `skip`, which every implementation of RFC 5545 supports. */
export const plainRule = ruleOf(fc.oneof(daily, byWeek, ofMonths));
export const anyRule = ruleOf(fc.oneof(daily, byWeek, ofMonths, ofMonths, skipping));

/** Any rule that the API could take, also rules that are rare, empty or expensive. */
export const hostileRule = fc
  .record({
    frequency: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const, 'yearly' as const),
    every: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(52, 365, 366, 999, 1000)),
    firstDayOfWeek: maybe(weekday),
    byDay: maybe(fc.oneof(plain, nth)),
    byMonthDay: maybe(fc.oneof(monthDays, fc.constantFrom([29], [31], [-31]))),
    byMonth: maybe(fc.oneof(months, fc.constantFrom([2]))),
    bySetPosition: maybe(fc.constantFrom([1], [-1], [2], [31], [366], [-366], [1, -1])),
    skip: maybe(fc.constant('backward' as const)),
  })
  .map(
    ({ frequency, every, ...parts }): RecurrenceRule => ({ frequency, ...present(parts), interval: every, end: NEVER }),
  );

/** The first date on or after `from` that the rule gives; a series that starts there starts on its rule. */
export function firstOn(rule: RecurrenceRule, from: string): string {
  // From the day before, since a series always has its start.
  const first = ruleDays(rule, dayOf(from) - 1).nth(2);
  return first === undefined ? from : dateOf(first);
}

export const zone = fc.constantFrom(...ZONES, 'America/Los_Angeles', 'America/St_Johns');
export const time = fc.constantFrom('00:00:00', '00:30:00', '02:15:00', '03:30:00', '12:00:00', '23:59:59');

/** The first `count` starts of the rule, or all where it gives fewer. */
export const take = (when: When, count: number) => {
  const ids: string[] = [];
  for (const id of recurrenceIds(when)) if (ids.push(id) >= count) break;
  return ids;
};

export const withOverrides = (when: When, overrides: Record<string, OccurrenceOverride>): When =>
  when.recurrence ? { ...when, recurrence: { ...when.recurrence, overrides } } : when;

/** Mondays at 9 in Helsinki. */
export const weekly = (end: RecurrenceEnd = { kind: 'never' }) =>
  withTimes(seriesOf('2026-11-16', { frequency: 'weekly', interval: 1, end }), '09:00:00', 'Europe/Helsinki');
