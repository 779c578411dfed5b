// The Recurrence of a calendar item as EWS sends it -> the rule of the series. Mirrors fromRule.ts.
import type { LocalDate, RecurrenceEnd, RecurrenceRule, Weekday } from '../../../calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  type RecurrencePattern,
  ruleOf,
} from '../../../calendar/recurrencePattern.ts';
import { childText, type XmlElement } from '../xml/reader.ts';

/** The rule of a series that starts on `start`; undefined for what is no pattern of a calendar item. */
export function ruleFromEws(recurrence: XmlElement | undefined, start: LocalDate): RecurrenceRule | undefined {
  const [patternElement, rangeElement] = recurrence?.children ?? [];
  const pattern = patternElement && patternFromEws(patternElement);
  const end = rangeElement && endFromEws(rangeElement);
  return pattern && end && ruleOf(pattern, start, end);
}

function patternFromEws(element: XmlElement): RecurrencePattern | undefined {
  const interval = YEARLY.has(element.name) ? MONTHS_A_YEAR : wholeNumber(element, 'Interval', INTERVAL_MAX);
  if (interval === undefined) return undefined;
  switch (element.name) {
    case 'DailyRecurrence':
      return { kind: 'daily', interval };
    case 'WeeklyRecurrence':
      return weeklyFromEws(element, interval);
    case 'AbsoluteMonthlyRecurrence':
    case 'AbsoluteYearlyRecurrence': {
      const dayOfMonth = wholeNumber(element, 'DayOfMonth', 31);
      return dayOfMonth === undefined ? undefined : { kind: 'absoluteMonthly', interval, dayOfMonth };
    }
    case 'RelativeMonthlyRecurrence':
    case 'RelativeYearlyRecurrence': {
      const index = INDEXES[childText(element, 'DayOfWeekIndex') ?? ''];
      const day = DAYS[childText(element, 'DaysOfWeek')?.trim() ?? ''];
      return index && day && { kind: 'relativeMonthly', interval, index, day };
    }
    default:
      return undefined;
  }
}

/** Before Exchange 2010 SP1 there is no FirstDayOfWeek, and a week begins on Sunday. */
function weeklyFromEws(element: XmlElement, interval: number): RecurrencePattern | undefined {
  const names = childText(element, 'DaysOfWeek')?.trim().split(/\s+/) ?? [];
  const days = names.flatMap((name) => WEEKDAYS_OF[name] ?? []);
  const firstDayOfWeek = WEEKDAYS[childText(element, 'FirstDayOfWeek') ?? 'Sunday'];
  if (days.length < names.length || days.length === 0 || firstDayOfWeek === undefined) return undefined;
  return { kind: 'weekly', interval, days: IN_ORDER.filter((day) => days.includes(day)), firstDayOfWeek };
}

/** A date may come with the offset of some zone: it is the date in the zone of the series all the same. */
function endFromEws(element: XmlElement): RecurrenceEnd | undefined {
  switch (element.name) {
    case 'NoEndRecurrence':
      return { kind: 'never' };
    case 'NumberedRecurrence': {
      const count = wholeNumber(element, 'NumberOfOccurrences', COUNT_MAX);
      return count === undefined ? undefined : { kind: 'count', count };
    }
    case 'EndDateRecurrence': {
      const [until] = /^\d{4}-\d\d-\d\d/.exec(childText(element, 'EndDate') ?? '') ?? [];
      return until === undefined ? undefined : { kind: 'until', until };
    }
    default:
      return undefined;
  }
}

function wholeNumber(element: XmlElement, name: string, max: number): number | undefined {
  const text = childText(element, name) ?? '';
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= max ? number : undefined;
}

const YEARLY: ReadonlySet<string> = new Set(['AbsoluteYearlyRecurrence', 'RelativeYearlyRecurrence']);
const MONTHS_A_YEAR = 12;
/** Larger than what Exchange holds; what a rule may be is not this file's business. */
const INTERVAL_MAX = 9999;
const COUNT_MAX = 99_999;

const IN_ORDER: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const WEEKDAYS: Readonly<Record<string, Weekday>> = {
  Monday: 'mo',
  Tuesday: 'tu',
  Wednesday: 'we',
  Thursday: 'th',
  Friday: 'fr',
  Saturday: 'sa',
  Sunday: 'su',
};
const DAYS: Readonly<Record<string, PatternDay>> = {
  ...WEEKDAYS,
  Day: 'day',
  Weekday: 'weekday',
  WeekendDay: 'weekendDay',
};
/** Of a weekly pattern, where Exchange takes the names of several days for each of them. */
const WEEKDAYS_OF: Readonly<Record<string, readonly Weekday[]>> = {
  ...Object.fromEntries(Object.entries(WEEKDAYS).map(([name, day]) => [name, [day]])),
  Day: IN_ORDER,
  Weekday: IN_ORDER.slice(0, 5),
  WeekendDay: IN_ORDER.slice(5),
};
const INDEXES: Readonly<Record<string, PatternIndex>> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };
