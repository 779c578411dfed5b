// The recurrence of Severa and the rule of a series. Severa says less than RFC 5545: no interval of years, one day of a
// month, ordinals up to the fourth and the last. Pure.
import { monthOf, startDayOf } from '../../calendar/days.ts';
import type { LocalDate, RecurrenceEnd, RecurrenceRule, Weekday, When } from '../../calendar/event.ts';
import {
  type PatternDay,
  type PatternIndex,
  patternOf,
  type RecurrencePattern,
  ruleOf,
} from '../../calendar/recurrence/recurrencePattern.ts';
import type { SeveraRecurrence } from './wire.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const WEEKDAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const satisfies readonly Weekday[];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const ORDINALS: readonly (readonly [string, PatternIndex])[] = [
  ['First', 1],
  ['Second', 2],
  ['Third', 3],
  ['Fourth', 4],
  ['Last', -1],
];
const OPTIONS: readonly (readonly [string, PatternDay])[] = [
  ...WEEKDAYS.map((day, at): readonly [string, PatternDay] => [capital(DAYS[at] ?? ''), day]),
  ['WeekDay', 'weekday'],
  ['WeekendDay', 'weekendDay'],
  ['Day', 'day'],
];

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const find = <A, B>(table: readonly (readonly [A, B])[], name: A): B | undefined =>
  table.find(([each]) => each === name)?.[1];
const named = <A, B>(table: readonly (readonly [A, B])[], value: B): A | undefined =>
  table.find(([, each]) => each === value)?.[0];

/** The part of a recurrence that a write sends. */
export type WrittenRecurrence = Pick<SeveraRecurrence, 'frequency' | 'pattern' | 'range'>;

/** Undefined where Severa has no recurrence for the rule of this series. */
export function recurrenceFor(when: When): WrittenRecurrence | undefined {
  const rule = when.recurrence?.rule;
  const pattern = patternOf(when);
  if (!rule || !pattern) return undefined;
  const written = patternFor(pattern, when);
  return written && { ...written, range: rangeFor(rule.end) };
}

function patternFor(pattern: RecurrencePattern, when: When): Omit<WrittenRecurrence, 'range'> | undefined {
  switch (pattern.kind) {
    case 'daily':
      return { frequency: 'Daily', pattern: { daily: { interval: pattern.interval, everyWeekday: false } } };
    case 'weekly': {
      // An interval that leaves out weeks depends on the first day of the week: no source says which one Severa takes.
      if (pattern.interval > 1 && pattern.firstDayOfWeek !== 'mo') return undefined;
      const days = Object.fromEntries(DAYS.map((day, at) => [day, pattern.days.includes(WEEKDAYS[at] ?? 'mo')]));
      return { frequency: 'Weekly', pattern: { weekly: { interval: pattern.interval, ...days } } };
    }
    case 'absoluteMonthly':
    case 'relativeMonthly':
      return monthly(pattern, when);
  }
}

function monthly(
  pattern: Extract<RecurrencePattern, { readonly kind: 'absoluteMonthly' | 'relativeMonthly' }>,
  when: When,
): Omit<WrittenRecurrence, 'range'> | undefined {
  const day = dayFor(pattern);
  if (!day) return undefined;
  if (pattern.interval % 12 !== 0) {
    return { frequency: 'Monthly', pattern: { monthly: { interval: pattern.interval, ...day } } };
  }
  const month = MONTHS[monthOf(startDayOf(when)) % 12];
  return pattern.interval === 12 && month ? { frequency: 'Yearly', pattern: { yearly: { month, ...day } } } : undefined;
}

function dayFor(pattern: Extract<RecurrencePattern, { readonly kind: 'absoluteMonthly' | 'relativeMonthly' }>) {
  // No source says what Severa makes of a month that lacks the day.
  if (pattern.kind === 'absoluteMonthly')
    return pattern.dayOfMonth <= 28 ? { dayOfMonth: pattern.dayOfMonth } : undefined;
  const dayOrdinal = named(ORDINALS, pattern.index);
  const dayOrdinalOption = named(OPTIONS, pattern.day);
  return dayOrdinal && dayOrdinalOption ? { dayOrdinal, dayOrdinalOption } : undefined;
}

const rangeFor = (end: RecurrenceEnd): SeveraRecurrence['range'] => {
  if (end.kind === 'count') return { maxOccurrences: end.count };
  return end.kind === 'until' ? { recursUntilDate: end.until } : {};
};

/** The rule of a recurrence that was read, for a series that starts on this date. Undefined where it cannot be read. */
export function ruleFrom(recurrence: SeveraRecurrence, start: LocalDate): RecurrenceRule | undefined {
  const pattern = patternFrom(recurrence);
  return pattern && ruleOf(pattern, start, endFrom(recurrence.range));
}

function patternFrom({ frequency, pattern }: SeveraRecurrence): RecurrencePattern | undefined {
  const { daily, weekly, monthly, yearly } = pattern ?? {};
  switch (frequency) {
    case 'Daily':
      return daily?.everyWeekday
        ? { kind: 'weekly', interval: 1, days: WEEKDAYS.slice(0, 5), firstDayOfWeek: 'mo' }
        : { kind: 'daily', interval: daily?.interval ?? 1 };
    case 'Weekly': {
      const days = WEEKDAYS.filter((_, at) => weekly?.[DAYS[at] ?? 'monday'] === true);
      return days.length === 0
        ? undefined
        : { kind: 'weekly', interval: weekly?.interval ?? 1, days, firstDayOfWeek: 'mo' };
    }
    case 'Monthly':
      return monthly ? monthDay(monthly, monthly.interval ?? 1) : undefined;
    case 'Yearly':
      return yearly ? monthDay(yearly, 12) : undefined;
    default:
      return undefined;
  }
}

function monthDay(
  {
    dayOfMonth,
    dayOrdinal,
    dayOrdinalOption,
  }: {
    readonly dayOfMonth?: number | null | undefined;
    readonly dayOrdinal?: string | null | undefined;
    readonly dayOrdinalOption?: string | null | undefined;
  },
  interval: number,
): RecurrencePattern | undefined {
  if (typeof dayOfMonth === 'number') return { kind: 'absoluteMonthly', interval, dayOfMonth };
  const index = find(ORDINALS, dayOrdinal ?? '');
  const day = find(OPTIONS, dayOrdinalOption ?? '');
  return index && day ? { kind: 'relativeMonthly', interval, index, day } : undefined;
}

function endFrom(range: SeveraRecurrence['range']): RecurrenceEnd {
  if (typeof range?.maxOccurrences === 'number') return { kind: 'count', count: range.maxOccurrences };
  const until = range?.recursUntilDate?.slice(0, 10);
  return until ? { kind: 'until', until } : { kind: 'never' };
}
