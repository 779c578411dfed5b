// RRULE (RFC 5545 section 3.3.10) to what Exchange holds. That is one simple pattern; rules beyond it are refused with
// what stands in their way.
import type ICAL from 'ical.js';
import type { PersonRecurrence } from './person/event.ts';
import {
  DAYS as DAY_NAMES,
  type DayOfWeek,
  type DayOfWeekIndex,
  MONTHS,
  type Month,
  type Pattern,
  type RelativeDay,
} from './series/pattern.ts';
import type { RecurrenceEnd } from './series/recurrence.ts';
import { type WindowsZone, zonedTime } from './zones.ts';

export class RuleNotHeld extends Error {}

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

/** What a person would choose for `rule`, whose first occurrence is `start`, local in `zone`. Throws RuleNotHeld. */
export function recurrenceOf(rule: ICAL.Recur, start: ICAL.Time, zone: WindowsZone): PersonRecurrence {
  for (const [part, frequencies] of Object.entries(HELD_WITH)) {
    if (partOf(rule, part).length > 0 && !frequencies.includes(rule.freq))
      throw new RuleNotHeld(`${part} in a ${rule.freq} rule`);
  }
  if (rule.interval > (rule.freq === 'DAILY' ? DAYS_BETWEEN_MAX : WEEKS_OR_MONTHS_BETWEEN_MAX))
    throw new RuleNotHeld('so long an interval');
  return { pattern: patternOf(rule, start), end: endOf(rule, zone) };
}

const partOf = (rule: ICAL.Recur, name: string): string[] => rule.getComponent(name).map(String);

function patternOf(rule: ICAL.Recur, start: ICAL.Time): Pattern {
  const { interval } = rule;
  const days = partOf(rule, 'BYDAY');
  switch (rule.freq) {
    case 'DAILY':
      if (days.length === 0) return { kind: 'Daily', interval };
      if (interval === 1) return weekly(rule, days);
      throw new RuleNotHeld('days of the week in a rule of every few days');
    case 'WEEKLY':
      return weekly(rule, days.length > 0 ? days : [codeOf(start)]);
    case 'MONTHLY':
      if (days.length > 0) return { kind: 'RelativeMonthly', interval, ...relativeDay(rule, days) };
      return { kind: 'AbsoluteMonthly', interval, dayOfMonth: dayOfMonth(rule, start) };
    case 'YEARLY':
      return yearly(rule, start, days);
    default:
      throw new RuleNotHeld(`the frequency ${rule.freq}`);
  }
}

/** EWS' yearly patterns have no interval: every few years is every so many months. */
function yearly(rule: ICAL.Recur, start: ICAL.Time, days: readonly string[]): Pattern {
  const choosesDays = days.length > 0 || partOf(rule, 'BYMONTHDAY').length > 0;
  if (choosesDays && partOf(rule, 'BYMONTH').length === 0) throw new RuleNotHeld('days of a year without a month');
  const month = monthOf(rule, start);
  const relative = days.length > 0 ? relativeDay(rule, days) : undefined;
  if (rule.interval === 1) {
    return relative
      ? { kind: 'RelativeYearly', ...relative, month }
      : { kind: 'AbsoluteYearly', dayOfMonth: dayOfMonth(rule, start), month };
  }
  const interval = 12 * rule.interval;
  if (interval > WEEKS_OR_MONTHS_BETWEEN_MAX || MONTHS.indexOf(month) + 1 !== start.month)
    throw new RuleNotHeld('an interval of that many years');
  return relative
    ? { kind: 'RelativeMonthly', interval, ...relative }
    : { kind: 'AbsoluteMonthly', interval, dayOfMonth: dayOfMonth(rule, start) };
}

/** ical.js counts days from Sunday = 1. */
const codeOf = (time: ICAL.Time): string => DAY_CODES[time.dayOfWeek() - 1] ?? '';

const dayOfCode = (code: string | undefined): DayOfWeek | undefined => DAY_NAMES[DAY_CODES.indexOf(code ?? '')];

function weekly(rule: ICAL.Recur, codes: readonly string[]): Pattern {
  const days = codes.map((code) => {
    const day = dayOfCode(code);
    if (!day) throw new RuleNotHeld('numbered days in a weekly rule');
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
  if (!day || !index || tooMany) throw new RuleNotHeld('several days or positions in a month');
  return { day, index };
}

/** Exchange clamps a day that a month does not have to its last one: RFC 5545 has no occurrence there. */
function dayOfMonth(rule: ICAL.Recur, start: ICAL.Time): number {
  const days = partOf(rule, 'BYMONTHDAY').map(Number);
  const day = days[0] ?? start.day;
  if (days.length === 1 && day === -1) return 31;
  if (days.length > 1 || day < 1) throw new RuleNotHeld('several days of a month, or days counted from its end');
  const everyMonthHasIt = rule.freq === 'YEARLY' ? !(day === 29 && start.month === 2) : day <= 28;
  if (!everyMonthHasIt) throw new RuleNotHeld('a day that not every month has');
  return day;
}

function monthOf(rule: ICAL.Recur, start: ICAL.Time): Month {
  const months = partOf(rule, 'BYMONTH').map(Number);
  const month = MONTHS[(months[0] ?? start.month) - 1];
  if (months.length > 1 || !month) throw new RuleNotHeld('several months of a year');
  return month;
}

function endOf(rule: ICAL.Recur, zone: WindowsZone): RecurrenceEnd {
  if (rule.count) {
    if (rule.count > OCCURRENCES_MAX) throw new RuleNotHeld('more than 999 occurrences');
    return { kind: 'Numbered', count: rule.count };
  }
  return rule.until ? { kind: 'EndDate', endDate: untilDate(rule.until, zone) } : { kind: 'NoEnd' };
}

/** UNTIL is a date, or an instant in UTC, whose date in the zone of the series counts. */
const untilDate = (until: ICAL.Time, zone: WindowsZone): string =>
  until.isDate || !until.toString().endsWith('Z')
    ? until.toString().slice(0, 10)
    : zonedTime(until.toUnixTime() * 1000, zone)
        .toPlainDate()
        .toString();
