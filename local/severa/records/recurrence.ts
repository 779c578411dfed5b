// Severa's recurrence as an RFC 5545 rule.
import { dateOf, dayOf, firstOf, monthOf } from '../../../shared/calendar/days.ts';
import type { Instant, LocalDate, RecurrenceEnd, RecurrenceRule, Weekday } from '../../../shared/calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  type RecurrencePattern,
  ruleOf,
} from '../../../shared/calendar/recurrence/recurrencePattern.ts';
import { badField, objectIn } from '../http/answer.ts';

export interface StoredRecurrence {
  readonly frequency: 'Daily' | 'Weekly' | 'Monthly' | 'Yearly';
  /** As it was sent. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly maxOccurrences: number | null;
  readonly recursUntilDate: LocalDate | null;
  /** The original starts of occurrences that were changed or removed. */
  readonly exceptions: readonly Instant[];
}

const FREQUENCIES = ['Daily', 'Weekly', 'Monthly', 'Yearly'] as const;
const DAYS: Readonly<Record<string, Weekday>> = {
  monday: 'mo',
  tuesday: 'tu',
  wednesday: 'we',
  thursday: 'th',
  friday: 'fr',
  saturday: 'sa',
  sunday: 'su',
};
const ORDINALS: Readonly<Record<string, PatternIndex>> = { First: 1, Second: 2, Third: 3, Fourth: 4, Last: -1 };
const OPTIONS: Readonly<Record<string, PatternDay>> = { WeekDay: 'weekday', WeekendDay: 'weekendDay', Day: 'day' };
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const WORKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr'];
const DATE = /^\d{4}-\d\d-\d\d/;

/** The recurrence of a body, without exceptions, which are read-only. Throws a refusal that names what is wrong. */
export function readRecurrence(value: unknown, start: LocalDate): StoredRecurrence {
  const { frequency, pattern, range } = objectIn(value, 'recurrence');
  const known = FREQUENCIES.find((each) => each === frequency);
  if (known === undefined) throw badField('recurrence.frequency');
  const { maxOccurrences = null, recursUntilDate = null } = objectIn(range ?? {}, 'recurrence.range');
  const read: StoredRecurrence = {
    frequency: known,
    pattern: objectIn(pattern, 'recurrence.pattern'),
    maxOccurrences: maxOccurrences === null ? null : whole(maxOccurrences, 'recurrence.range.maxOccurrences'),
    recursUntilDate: recursUntilDate === null ? null : dateIn(recursUntilDate),
    exceptions: [],
  };
  recurrenceRule(read, start);
  return read;
}

function dateIn(value: unknown): LocalDate {
  if (typeof value !== 'string' || !DATE.test(value)) throw badField('recurrence.range.recursUntilDate');
  return value.slice(0, '2026-11-20'.length);
}

function whole(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw badField(name);
  return value;
}

/** The rule of a series that starts on `start`. Throws a refusal where the pattern is none of Severa's. */
export function recurrenceRule(recurrence: StoredRecurrence, start: LocalDate): RecurrenceRule {
  const { frequency, pattern, maxOccurrences, recursUntilDate } = recurrence;
  const end: RecurrenceEnd =
    recursUntilDate !== null
      ? { kind: 'until', until: recursUntilDate }
      : maxOccurrences !== null
        ? { kind: 'count', count: maxOccurrences }
        : { kind: 'never' };
  const name = frequency.toLowerCase();
  const part = objectIn(pattern[name], `recurrence.pattern.${name}`);
  if (frequency !== 'Yearly') return ruleOf(patternIn(frequency, part), start, end);
  const month = MONTHS.indexOf(`${part.month}`);
  if (month < 0) throw badField('recurrence.pattern.yearly.month');
  const january = monthOf(dayOf(start)) - (monthOf(dayOf(start)) % 12);
  return ruleOf(monthDay(part, 12), dateOf(firstOf(january + month)), end);
}

function patternIn(
  frequency: 'Daily' | 'Weekly' | 'Monthly',
  part: Readonly<Record<string, unknown>>,
): RecurrencePattern {
  if (frequency === 'Daily' && part.everyWeekday === true) return weekly(1, WORKDAYS);
  const interval = whole(part.interval ?? 1, `recurrence.pattern.${frequency.toLowerCase()}.interval`);
  if (frequency === 'Daily') return { kind: 'daily', interval };
  if (frequency === 'Monthly') return monthDay(part, interval);
  const days = Object.entries(DAYS).flatMap(([name, day]) => (part[name] === true ? [day] : []));
  if (days.length === 0) throw badField('recurrence.pattern.weekly');
  return weekly(interval, days);
}

const weekly = (interval: number, days: readonly Weekday[]): RecurrencePattern => ({
  kind: 'weekly',
  interval,
  days,
  firstDayOfWeek: 'mo',
});

function monthDay(part: Readonly<Record<string, unknown>>, interval: number): RecurrencePattern {
  const { dayOfMonth, dayOrdinal, dayOrdinalOption } = part;
  if (dayOfMonth !== undefined && dayOfMonth !== null) {
    const day = whole(dayOfMonth, 'recurrence.pattern.dayOfMonth');
    if (day > 31) throw badField('recurrence.pattern.dayOfMonth');
    return { kind: 'absoluteMonthly', interval, dayOfMonth: day };
  }
  const index = ORDINALS[`${dayOrdinal}`];
  const day = OPTIONS[`${dayOrdinalOption}`] ?? DAYS[`${dayOrdinalOption}`.toLowerCase()];
  if (index === undefined || day === undefined) throw badField('recurrence.pattern.dayOrdinal');
  return { kind: 'relativeMonthly', interval, index, day };
}
