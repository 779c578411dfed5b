// RRULE (RFC 5545 section 3.3.10) to EWS' Recurrence (MS-OXWSMTGS RecurrenceType). Exchange holds one simple pattern;
// rules beyond that are refused with what stands in their way.
import type ICAL from 'ical.js';
import { TYPES, type XmlElement } from './soap/xml.ts';
import { type WindowsZone, zonedTime } from './zones.ts';

export class RuleNotHeld extends Error {}

const DAYS: Readonly<Record<string, string>> = {
  SU: 'Sunday',
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
};
const DAY_CODES = Object.keys(DAYS);
const INDEXES: Readonly<Record<string, string>> = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', [-1]: 'Last' };
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const SETS: Readonly<Record<string, string>> = {
  'FR MO SA SU TH TU WE': 'Day',
  'FR MO TH TU WE': 'Weekday',
  'SA SU': 'WeekendDay',
};
const NOT_HELD = ['BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYYEARDAY', 'BYWEEKNO'];

const node = (name: string, ...children: XmlElement[]): XmlElement => ({
  uri: TYPES,
  name,
  attributes: {},
  children,
  text: '',
});
const leaf = (name: string, text: string | number): XmlElement => ({
  uri: TYPES,
  name,
  attributes: {},
  children: [],
  text: String(text),
});

/** The Recurrence element for `rule`, whose first occurrence is `start`, local in `zone`. Throws RuleNotHeld. */
export function recurrenceOf(rule: ICAL.Recur, start: ICAL.Time, zone: WindowsZone): XmlElement {
  for (const part of NOT_HELD) if (partOf(rule, part).length > 0) throw new RuleNotHeld(`${part} in a recurrence rule`);
  return node('Recurrence', pattern(rule, start), range(rule, start, zone));
}

const partOf = (rule: ICAL.Recur, name: string): string[] => rule.getComponent(name).map(String);

function pattern(rule: ICAL.Recur, start: ICAL.Time): XmlElement {
  const interval = leaf('Interval', rule.interval);
  const days = partOf(rule, 'BYDAY');
  switch (rule.freq) {
    case 'DAILY':
      if (days.length === 0) return node('DailyRecurrence', interval);
      if (rule.interval === 1) return weekly(interval, days, rule);
      throw new RuleNotHeld('days of the week in a rule of every few days');
    case 'WEEKLY':
      return weekly(interval, days.length > 0 ? days : [codeOf(start)], rule);
    case 'MONTHLY':
      if (days.length > 0) return node('RelativeMonthlyRecurrence', interval, ...relativeDay(rule, days));
      return node('AbsoluteMonthlyRecurrence', interval, leaf('DayOfMonth', dayOfMonth(rule, start)));
    case 'YEARLY': {
      if (rule.interval !== 1) throw new RuleNotHeld('an interval of several years');
      const month = leaf('Month', MONTHS[monthOf(rule, start) - 1] ?? '');
      if (days.length > 0) return node('RelativeYearlyRecurrence', ...relativeDay(rule, days), month);
      return node('AbsoluteYearlyRecurrence', leaf('DayOfMonth', dayOfMonth(rule, start)), month);
    }
    default:
      throw new RuleNotHeld(`the frequency ${rule.freq}`);
  }
}

/** ical.js counts days from Sunday = 1. */
const codeOf = (time: ICAL.Time): string => DAY_CODES[time.dayOfWeek() - 1] ?? '';

function weekly(interval: XmlElement, days: readonly string[], rule: ICAL.Recur): XmlElement {
  const names = days.map((code) => DAYS[code]);
  if (names.includes(undefined)) throw new RuleNotHeld('numbered days in a weekly rule');
  const weekStart = DAYS[DAY_CODES[rule.wkst - 1] ?? 'MO'] ?? 'Monday';
  return node('WeeklyRecurrence', interval, leaf('DaysOfWeek', names.join(' ')), leaf('FirstDayOfWeek', weekStart));
}

/** `2TU`, or `TU` with BYSETPOS=2, or a set of days that Exchange has a name for. */
function relativeDay(rule: ICAL.Recur, days: readonly string[]): XmlElement[] {
  const positions = partOf(rule, 'BYSETPOS');
  const [first = ''] = days;
  const numbered = days.length === 1 ? /^([+-]?\d)([A-Z]{2})$/.exec(first) : null;
  const day = numbered
    ? DAYS[numbered[2] ?? '']
    : DAYS[first] && days.length === 1
      ? DAYS[first]
      : SETS[[...days].sort().join(' ')];
  const index = INDEXES[Number(numbered ? numbered[1] : positions[0])];
  if (!day || !index || positions.length > 1 || (numbered && positions.length > 0))
    throw new RuleNotHeld('several days or positions in a month');
  return [leaf('DaysOfWeek', day), leaf('DayOfWeekIndex', index)];
}

function dayOfMonth(rule: ICAL.Recur, start: ICAL.Time): number {
  const days = partOf(rule, 'BYMONTHDAY').map(Number);
  const day = days[0] ?? start.day;
  if (days.length > 1 || day < 1) throw new RuleNotHeld('several days of a month, or days counted from its end');
  return day;
}

function monthOf(rule: ICAL.Recur, start: ICAL.Time): number {
  const months = partOf(rule, 'BYMONTH').map(Number);
  if (months.length > 1) throw new RuleNotHeld('several months of a year');
  return months[0] ?? start.month;
}

function range(rule: ICAL.Recur, start: ICAL.Time, zone: WindowsZone): XmlElement {
  const startDate = leaf('StartDate', dateOf(start));
  if (rule.count) return node('NumberedRecurrence', startDate, leaf('NumberOfOccurrences', rule.count));
  if (rule.until) return node('EndDateRecurrence', startDate, leaf('EndDate', untilDate(rule.until, zone)));
  return node('NoEndRecurrence', startDate);
}

/** UNTIL is a date, or an instant in UTC, whose date in the zone of the series counts. */
const untilDate = (until: ICAL.Time, zone: WindowsZone): string =>
  until.isDate || !until.toString().endsWith('Z')
    ? dateOf(until)
    : zonedTime(until.toUnixTime() * 1000, zone)
        .toPlainDate()
        .toString();

const dateOf = (time: ICAL.Time): string => time.toString().slice(0, 10);
