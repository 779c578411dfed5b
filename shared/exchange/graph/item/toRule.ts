// Graph's patternedRecurrence -> the rule of the series (learn.microsoft.com: recurrencePattern and recurrenceRange).
// Mirrors fromRule.ts.
import type { LocalDate, RecurrenceEnd, RecurrenceRule, Weekday } from '../../../calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  type RecurrencePattern,
  ruleOf,
} from '../../../calendar/recurrence/recurrencePattern.ts';
import type { EventJson, PatternJson, RangeJson } from './eventJson.ts';

/** The rule of a series that starts on `start`; undefined for what is no pattern that Outlook holds. */
export function ruleFromGraph(recurrence: EventJson['recurrence'], start: LocalDate): RecurrenceRule | undefined {
  if (!recurrence) return undefined;
  const pattern = patternFromGraph(recurrence.pattern);
  const end = endFromGraph(recurrence.range);
  return pattern && end && ruleOf(pattern, start, end);
}

function patternFromGraph(json: PatternJson): RecurrencePattern | undefined {
  const interval = wholeNumber(json.interval, INTERVAL_MAX);
  if (interval === undefined) return undefined;
  const months = json.type.endsWith('Yearly') ? MONTHS_A_YEAR * interval : interval;
  switch (json.type) {
    case 'daily':
      return { kind: 'daily', interval };
    case 'weekly':
      return weeklyFromGraph(json, interval);
    case 'absoluteMonthly':
    case 'absoluteYearly': {
      const dayOfMonth = wholeNumber(json.dayOfMonth, 31);
      return dayOfMonth === undefined ? undefined : { kind: 'absoluteMonthly', interval: months, dayOfMonth };
    }
    case 'relativeMonthly':
    case 'relativeYearly': {
      const index = INDEXES.get(json.index ?? 'first');
      const day = dayIn(json);
      return index && day && { kind: 'relativeMonthly', interval: months, index, day };
    }
    default:
      return undefined;
  }
}

function weeklyFromGraph(json: PatternJson, interval: number): RecurrencePattern | undefined {
  const days = daysIn(json);
  const firstDayOfWeek = WEEKDAYS.get(json.firstDayOfWeek ?? 'sunday');
  return days && firstDayOfWeek && { kind: 'weekly', interval, days, firstDayOfWeek };
}

/** In the order of the week; undefined without any, and for what is no weekday. */
function daysIn({ daysOfWeek }: PatternJson): Weekday[] | undefined {
  const days = (daysOfWeek ?? []).map((name) => WEEKDAYS.get(name));
  return days.length === 0 || days.includes(undefined) ? undefined : IN_ORDER.filter((day) => days.includes(day));
}

/** Exchange holds one day, or a set of days that it has a name for. */
function dayIn(json: PatternJson): PatternDay | undefined {
  const days = daysIn(json)?.join();
  return IN_ORDER.find((day) => day === days) ?? SETS.get(days ?? '');
}

function endFromGraph({ type, endDate, numberOfOccurrences }: RangeJson): RecurrenceEnd | undefined {
  switch (type) {
    case 'noEnd':
      return { kind: 'never' };
    case 'numbered': {
      const count = wholeNumber(numberOfOccurrences, COUNT_MAX);
      return count === undefined ? undefined : { kind: 'count', count };
    }
    case 'endDate':
      return /^\d{4}-\d\d-\d\d$/.test(endDate ?? '') ? { kind: 'until', until: endDate ?? '' } : undefined;
    default:
      return undefined;
  }
}

const wholeNumber = (value: number | null | undefined, max: number): number | undefined =>
  value != null && Number.isInteger(value) && value >= 1 && value <= max ? value : undefined;

const MONTHS_A_YEAR = 12;
/** Larger than what Exchange holds; what a rule may be is not this file's business. */
const INTERVAL_MAX = 9999;
const COUNT_MAX = 99_999;

const IN_ORDER: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const WEEKDAYS: ReadonlyMap<string, Weekday> = new Map(
  Object.entries({
    monday: 'mo',
    tuesday: 'tu',
    wednesday: 'we',
    thursday: 'th',
    friday: 'fr',
    saturday: 'sa',
    sunday: 'su',
  }),
);
const SETS: ReadonlyMap<string, PatternDay> = new Map(
  Object.entries({
    [IN_ORDER.join()]: 'day',
    [IN_ORDER.slice(0, 5).join()]: 'weekday',
    [IN_ORDER.slice(5).join()]: 'weekendDay',
  }),
);
const INDEXES: ReadonlyMap<string, PatternIndex> = new Map(
  Object.entries({ first: 1, second: 2, third: 3, fourth: 4, last: -1 }),
);
