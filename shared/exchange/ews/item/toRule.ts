// Reads the Recurrence of a calendar item of EWS as the rule of its series. Mirrors fromRule.ts.
import type { LocalDate, RecurrenceEnd, RecurrenceRule, Weekday } from '../../../calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  type RecurrencePattern,
  ruleOf,
} from '../../../calendar/recurrence/recurrencePattern.ts';
import { childText, type XmlElement } from '../xml/reader.ts';

/** Returns the rule of a series that starts on `start`; undefined for what is no pattern of a calendar item. */
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
      const index = INDEXES.get(childText(element, 'DayOfWeekIndex') ?? '');
      const day = DAYS.get(childText(element, 'DaysOfWeek')?.trim() ?? '');
      return index && day && { kind: 'relativeMonthly', interval, index, day };
    }
    default:
      return undefined;
  }
}

/** Before Exchange 2010 SP1 there is no FirstDayOfWeek, and a week begins on Sunday. */
function weeklyFromEws(element: XmlElement, interval: number): RecurrencePattern | undefined {
  const names = childText(element, 'DaysOfWeek')?.trim().split(/\s+/) ?? [];
  const days = names.flatMap((name) => WEEKDAYS_OF.get(name) ?? []);
  const firstDayOfWeek = WEEKDAYS.get(childText(element, 'FirstDayOfWeek') ?? 'Sunday');
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
/** More than Exchange holds. The limits of a rule stand elsewhere. */
const INTERVAL_MAX = 9999;
const COUNT_MAX = 99_999;

const IN_ORDER: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
// Maps: a value of the server may be a name such as `constructor`, which every object inherits.
const WEEKDAYS: ReadonlyMap<string, Weekday> = new Map([
  ['Monday', 'mo'],
  ['Tuesday', 'tu'],
  ['Wednesday', 'we'],
  ['Thursday', 'th'],
  ['Friday', 'fr'],
  ['Saturday', 'sa'],
  ['Sunday', 'su'],
]);
const DAYS: ReadonlyMap<string, PatternDay> = new Map<string, PatternDay>([
  ...WEEKDAYS,
  ['Day', 'day'],
  ['Weekday', 'weekday'],
  ['WeekendDay', 'weekendDay'],
]);
/** Of a weekly pattern, in which Exchange takes a name of several days for each of these days. */
const WEEKDAYS_OF: ReadonlyMap<string, readonly Weekday[]> = new Map<string, readonly Weekday[]>([
  ...[...WEEKDAYS].map(([name, day]): [string, readonly Weekday[]] => [name, [day]]),
  ['Day', IN_ORDER],
  ['Weekday', IN_ORDER.slice(0, 5)],
  ['WeekendDay', IN_ORDER.slice(5)],
]);
const INDEXES: ReadonlyMap<string, PatternIndex> = new Map([
  ['First', 1],
  ['Second', 2],
  ['Third', 3],
  ['Fourth', 4],
  ['Last', -1],
]);
