// The rule of a series -> a Recurrence as EWS takes it, through the library's classes. Mirrors toRule.ts.
import type { DateTime, DayOfTheWeek, DayOfTheWeekIndex, ExchangeVersion, Month, Recurrence } from 'ews-javascript-api';
import type { LocalDate, When } from '../../../calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  patternOf,
  type RecurrencePattern,
} from '../../../calendar/recurrence/recurrencePattern.ts';
import type { Ews } from '../library/captureRequest.ts';
import { construct, DAY_OF_WEEK } from '../library/types.ts';

/** Throws for a series that no pattern holds: whoever calls has asked before whether the mailbox can hold it. */
export function recurrenceFromWhen(ews: Ews, version: ExchangeVersion, when: When): Recurrence {
  const pattern = patternOf(when);
  const end = when.recurrence?.rule.end;
  if (!pattern || !end) throw new Error('there is no pattern for this series');
  const recurrence = patternFromRule(ews, version, { pattern, start: when.start.slice(0, DATE_LENGTH) });
  if (end.kind === 'count') recurrence.NumberOfOccurrences = end.count;
  if (end.kind === 'until') recurrence.EndDate = dateOnly(ews, end.until);
  return recurrence;
}

const DATE_LENGTH = '2026-11-20'.length;

/** True when the schema of this version can say on which day a week begins. */
export const knowsFirstDayOfWeek = (ews: Ews, version: ExchangeVersion): boolean =>
  version >= ews.ExchangeVersion.Exchange2010_SP1;

function patternFromRule(
  ews: Ews,
  version: ExchangeVersion,
  { pattern, start }: { readonly pattern: RecurrencePattern; readonly start: LocalDate },
): Recurrence {
  const from = dateOnly(ews, start);
  const { interval } = pattern;
  switch (pattern.kind) {
    case 'daily':
      return construct(ews.Recurrence.DailyPattern, from, interval);
    case 'weekly': {
      const days = pattern.days.map((day) => dayOfTheWeek(ews, day));
      const weekly = construct(ews.Recurrence.WeeklyPattern, from, interval, days);
      if (knowsFirstDayOfWeek(ews, version)) weekly.FirstDayOfWeek = DAY_OF_WEEK[pattern.firstDayOfWeek];
      return weekly;
    }
    case 'absoluteMonthly': {
      const { dayOfMonth } = pattern;
      if (interval !== MONTHS_A_YEAR) return construct(ews.Recurrence.MonthlyPattern, from, interval, dayOfMonth);
      // Exchange takes no day that the month of a yearly pattern never has.
      const day = Math.min(dayOfMonth, DAYS_MAX[monthOf(start) - 1] ?? dayOfMonth);
      return construct(ews.Recurrence.YearlyPattern, from, month(start), day);
    }
    case 'relativeMonthly': {
      const day = dayOfTheWeek(ews, pattern.day);
      const index = dayOfTheWeekIndex(ews, pattern.index);
      return interval === MONTHS_A_YEAR
        ? construct(ews.Recurrence.RelativeYearlyPattern, from, month(start), day, index)
        : construct(ews.Recurrence.RelativeMonthlyPattern, from, interval, day, index);
    }
  }
}

const MONTHS_A_YEAR = 12;
const DAYS_MAX = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const monthOf = (date: LocalDate): number => Number(date.slice(5, 7));

/** The library counts months from 1 on. */
const month = (date: LocalDate): Month => monthOf(date);

/** At midnight in UTC, which is this date whatever the zone of the process; the request carries the date alone. */
const dateOnly = (ews: Ews, date: LocalDate): DateTime =>
  new ews.DateTime(Date.parse(`${date}T00:00:00Z`), ews.DateTimeKind.Utc);

const dayOfTheWeek = (ews: Ews, day: PatternDay): DayOfTheWeek =>
  ({
    mo: ews.DayOfTheWeek.Monday,
    tu: ews.DayOfTheWeek.Tuesday,
    we: ews.DayOfTheWeek.Wednesday,
    th: ews.DayOfTheWeek.Thursday,
    fr: ews.DayOfTheWeek.Friday,
    sa: ews.DayOfTheWeek.Saturday,
    su: ews.DayOfTheWeek.Sunday,
    day: ews.DayOfTheWeek.Day,
    weekday: ews.DayOfTheWeek.Weekday,
    weekendDay: ews.DayOfTheWeek.WeekendDay,
  })[day];

const dayOfTheWeekIndex = (ews: Ews, index: PatternIndex): DayOfTheWeekIndex =>
  ({
    1: ews.DayOfTheWeekIndex.First,
    2: ews.DayOfTheWeekIndex.Second,
    3: ews.DayOfTheWeekIndex.Third,
    4: ews.DayOfTheWeekIndex.Fourth,
    [-1]: ews.DayOfTheWeekIndex.Last,
  })[index];
