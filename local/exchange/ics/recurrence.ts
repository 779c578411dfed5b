// RRULE (RFC 5545 section 3.3.10) as a recurrence of Exchange, which holds one simple pattern. Other rules are refused,
// with the part that stands in the way.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { PersonRecurrence } from '../person/event.ts';
import {
  DAYS as DAY_NAMES,
  type DayOfWeek,
  type DayOfWeekIndex,
  MONTHS,
  type Month,
  type Pattern,
  type RelativeDay,
} from '../recurrence/pattern.ts';
import type { RecurrenceEnd } from '../recurrence/recurrence.ts';
import { notHeld, unreadable } from './leftOut.ts';
import { dateOf, readTime } from './time.ts';
import type { FileWhen } from './when.ts';

const DAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const INDEXES: Readonly<Record<string, DayOfWeekIndex>> = {
  1: 'First',
  2: 'Second',
  3: 'Third',
  4: 'Fourth',
  [-1]: 'Last',
};
const SETS: Readonly<Record<string, RelativeDay>> = {
  'FR MO SA SU TH TU WE': 'Day',
  'FR MO TH TU WE': 'Weekday',
  'SA SU': 'WeekendDay',
};
const OCCURRENCES_MAX = 999;
const DAYS_BETWEEN_MAX = 999;
const WEEKS_OR_MONTHS_BETWEEN_MAX = 99;

/** The parts of a rule that choose days, and the frequencies with which Exchange holds them. */
const HELD_WITH: Readonly<Record<string, readonly string[]>> = {
  BYSECOND: [],
  BYMINUTE: [],
  BYHOUR: [],
  BYYEARDAY: [],
  BYWEEKNO: [],
  BYMONTH: ['YEARLY'],
  BYMONTHDAY: ['MONTHLY', 'YEARLY'],
  BYDAY: ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'],
  BYSETPOS: ['MONTHLY', 'YEARLY'],
};

/** The recurrence that a person would choose for a rule whose first occurrence is `when`. Throws LeftOut. */
export function recurrenceOf(property: ICAL.Property, when: FileWhen): PersonRecurrence {
  const rule = property.getFirstValue();
  if (!(rule instanceof ICAL.Recur) || !rule.freq) throw unreadable('its rule cannot be read');
  for (const [part, frequencies] of Object.entries(HELD_WITH)) {
    if (partOf(rule, part).length > 0 && !frequencies.includes(rule.freq))
      throw notHeld(`${part} in a ${rule.freq} rule`);
  }
  if (rule.interval > (rule.freq === 'DAILY' ? DAYS_BETWEEN_MAX : WEEKS_OR_MONTHS_BETWEEN_MAX))
    throw notHeld('so long an interval');
  return { pattern: patternOf(rule, Temporal.PlainDateTime.from(when.start)), end: endOf(property, when) };
}

const partOf = (rule: ICAL.Recur, name: string): string[] => rule.getComponent(name).map(String);

function patternOf(rule: ICAL.Recur, start: Temporal.PlainDateTime): Pattern {
  const { interval } = rule;
  const days = partOf(rule, 'BYDAY');
  switch (rule.freq) {
    case 'DAILY':
      if (days.length === 0) return { kind: 'Daily', interval };
      if (interval === 1) return weekly(rule, days);
      throw notHeld('days of the week in a rule of every few days');
    case 'WEEKLY':
      return weekly(rule, days.length > 0 ? days : [codeOf(start)]);
    case 'MONTHLY':
      if (days.length > 0) return { kind: 'RelativeMonthly', interval, ...relativeDay(rule, days) };
      return { kind: 'AbsoluteMonthly', interval, dayOfMonth: dayOfMonth(rule, start) };
    case 'YEARLY':
      return yearly(rule, start, days);
    default:
      throw notHeld(`the frequency ${rule.freq}`);
  }
}

/** EWS' yearly patterns have no interval: every few years is every so many months. */
function yearly(rule: ICAL.Recur, start: Temporal.PlainDateTime, days: readonly string[]): Pattern {
  const choosesDays = days.length > 0 || partOf(rule, 'BYMONTHDAY').length > 0;
  if (choosesDays && partOf(rule, 'BYMONTH').length === 0) throw notHeld('days of a year without a month');
  const month = monthOf(rule, start);
  const relative = days.length > 0 ? relativeDay(rule, days) : undefined;
  if (rule.interval === 1) {
    return relative
      ? { kind: 'RelativeYearly', ...relative, month }
      : { kind: 'AbsoluteYearly', dayOfMonth: dayOfMonth(rule, start), month };
  }
  const interval = 12 * rule.interval;
  if (interval > WEEKS_OR_MONTHS_BETWEEN_MAX || MONTHS.indexOf(month) + 1 !== start.month)
    throw notHeld('an interval of that many years');
  return relative
    ? { kind: 'RelativeMonthly', interval, ...relative }
    : { kind: 'AbsoluteMonthly', interval, dayOfMonth: dayOfMonth(rule, start) };
}

/** Temporal counts Sunday as 7. */
const codeOf = (time: Temporal.PlainDateTime): string => DAY_CODES[time.dayOfWeek % 7] ?? '';

const dayOfCode = (code: string | undefined): DayOfWeek | undefined => DAY_NAMES[DAY_CODES.indexOf(code ?? '')];

function weekly(rule: ICAL.Recur, codes: readonly string[]): Pattern {
  const days = codes.map((code) => {
    const day = dayOfCode(code);
    if (!day) throw notHeld('numbered days in a weekly rule');
    return day;
  });
  return { kind: 'Weekly', interval: rule.interval, days, firstDayOfWeek: DAY_NAMES[rule.wkst - 1] ?? 'Monday' };
}

/** `2TU`, or `TU` with BYSETPOS=2, or a set of days that Exchange has a name for. */
function relativeDay(
  rule: ICAL.Recur,
  days: readonly string[],
): { readonly day: RelativeDay; readonly index: DayOfWeekIndex } {
  const positions = partOf(rule, 'BYSETPOS');
  const [first] = days;
  const numbered = days.length === 1 ? /^([+-]?\d)([A-Z]{2})$/.exec(first ?? '') : null;
  const day = numbered
    ? dayOfCode(numbered[2])
    : days.length === 1
      ? dayOfCode(first)
      : SETS[[...days].sort().join(' ')];
  const index = INDEXES[Number(numbered ? numbered[1] : positions[0])];
  const tooMany = positions.length > 1 || (numbered && positions.length > 0) || partOf(rule, 'BYMONTHDAY').length > 0;
  if (!day || !index || tooMany) throw notHeld('several days or positions in a month');
  return { day, index };
}

/** Exchange clamps a day that a month does not have to its last one: RFC 5545 has no occurrence there. */
function dayOfMonth(rule: ICAL.Recur, start: Temporal.PlainDateTime): number {
  const days = partOf(rule, 'BYMONTHDAY').map(Number);
  const day = days[0] ?? start.day;
  if (days.length === 1 && day === -1) return 31;
  if (days.length > 1 || day < 1) throw notHeld('several days of a month, or days counted from its end');
  const everyMonthHasIt = rule.freq === 'YEARLY' ? !(day === 29 && start.month === 2) : day <= 28;
  if (!everyMonthHasIt) throw notHeld('a day that not every month has');
  return day;
}

function monthOf(rule: ICAL.Recur, start: Temporal.PlainDateTime): Month {
  const months = partOf(rule, 'BYMONTH').map(Number);
  const month = MONTHS[(months[0] ?? start.month) - 1];
  if (months.length > 1 || !month) throw notHeld('several months of a year');
  return month;
}

/** The end of a rule as it is written: ical.js moves impossible dates and takes a number of 0 for none. */
function endOf(property: ICAL.Property, when: FileWhen): RecurrenceEnd {
  const [, , , written] = property.toJSON() as [string, object, string, Readonly<Record<string, unknown>>];
  const { count, until } = written;
  if (count !== undefined && until !== undefined) throw unreadable('its rule has both a number and a last date');
  if (until !== undefined) return { kind: 'EndDate', endDate: lastDate(String(until), when) };
  if (count === undefined) return { kind: 'NoEnd' };
  if (!(Number(count) > 0)) throw unreadable('its rule has no occurrence');
  if (Number(count) > OCCURRENCES_MAX) throw notHeld('more than 999 occurrences');
  return { kind: 'Numbered', count: Number(count) };
}

/** The last date on which an occurrence begins at or before UNTIL, which can be a date, a local time or one in UTC. */
function lastDate(text: string, { isAllDay, zone, start }: FileWhen): string {
  const until = readTime(text);
  if (until.isDate) return dateOf(until.local);
  const local = until.isUtc ? zone.localOf(Date.parse(`${until.local}Z`)) : until.local;
  // For dates there should be no time here. Midnight and the last second of a day are of the day that is written.
  if (isAllDay) return dateOf(/T(?:00:00:00|23:59:59)$/.test(until.local) ? until.local : local);
  const isAfterStart = local.slice(10) >= start.slice(10);
  return isAfterStart ? dateOf(local) : Temporal.PlainDate.from(dateOf(local)).subtract({ days: 1 }).toString();
}
