// Recurrence as EWS writes it (MS-OXWSMTGS section 2.2.4.25, MS-OXWSCDATA's patterns and ranges), read with Exchange's
// limits and written for each version.
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import { atLeast, type EwsVersion } from '../soap/versions.ts';
import { textElement } from '../xml/write.ts';
import { childText, type XmlElement } from '../xml/xml.ts';
import { instantOf, UTC, type WindowsZone, zonedTime } from '../zones/zones.ts';
import { DAY_SETS, DAYS, INDEXES, MONTHS, type Pattern } from './pattern.ts';
import { LAST_DATE, type Recurrence, type RecurrenceEnd } from './recurrence.ts';

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  RelativeYearlyRecurrence: ['DaysOfWeek', 'DayOfWeekIndex', 'Month'],
  AbsoluteYearlyRecurrence: ['DayOfMonth', 'Month'],
  RelativeMonthlyRecurrence: ['Interval', 'DaysOfWeek', 'DayOfWeekIndex'],
  AbsoluteMonthlyRecurrence: ['Interval', 'DayOfMonth'],
  WeeklyRecurrence: ['Interval', 'DaysOfWeek', 'FirstDayOfWeek'],
  DailyRecurrence: ['Interval'],
};
const RANGES: Readonly<Record<string, readonly string[]>> = {
  NoEndRecurrence: ['StartDate'],
  EndDateRecurrence: ['StartDate', 'EndDate'],
  NumberedRecurrence: ['StartDate', 'NumberOfOccurrences'],
};

/** The limits of Outlook's dialog, which exchangelib knows as Exchange's limits. */
const DAYS_BETWEEN_MAX = 999;
const WEEKS_BETWEEN_MAX = 99;
const MONTHS_BETWEEN_MAX = 99;
const OCCURRENCES_MAX = 999;

/** Throws ResponseError for a recurrence that Exchange cannot hold, SoapFault for one outside the schema. */
export function readRecurrence(element: XmlElement, version: EwsVersion): Recurrence {
  const [pattern, range] = element.children;
  const knownPattern = pattern && PATTERNS[pattern.name];
  const knownRange = range && RANGES[range.name];
  if (!knownPattern || !knownRange || element.children.length !== 2) {
    throw schemaViolation("The element 'Recurrence' has incomplete or invalid content.");
  }
  expectSequence(pattern, knownPattern);
  expectSequence(range, knownRange);
  return {
    pattern: readPattern(pattern, version),
    startDate: readDate(range, 'StartDate'),
    end: readEnd(range),
  };
}

function readPattern(element: XmlElement, version: EwsVersion): Pattern {
  const interval = (max: number) => readNumber(element, 'Interval', max);
  const relative = () => ({
    day: readChoice('DaysOfWeek', childText(element, 'DaysOfWeek'), [...DAYS, ...DAY_SETS]),
    index: readChoice('DayOfWeekIndex', childText(element, 'DayOfWeekIndex'), INDEXES),
  });
  const month = () => readChoice('Month', childText(element, 'Month'), MONTHS);
  const dayOfMonth = () => readNumber(element, 'DayOfMonth', 31);
  switch (element.name) {
    case 'DailyRecurrence':
      return { kind: 'Daily', interval: interval(DAYS_BETWEEN_MAX) };
    case 'WeeklyRecurrence':
      return readWeekly(element, interval(WEEKS_BETWEEN_MAX), version);
    case 'AbsoluteMonthlyRecurrence':
      return { kind: 'AbsoluteMonthly', interval: interval(MONTHS_BETWEEN_MAX), dayOfMonth: dayOfMonth() };
    case 'RelativeMonthlyRecurrence':
      return { kind: 'RelativeMonthly', interval: interval(MONTHS_BETWEEN_MAX), ...relative() };
    case 'AbsoluteYearlyRecurrence':
      return { kind: 'AbsoluteYearly', dayOfMonth: dayOfMonth(), month: month() };
    default:
      return { kind: 'RelativeYearly', ...relative(), month: month() };
  }
}

/** A week begins on Sunday where the request does not say. A request for Exchange 2007 cannot say. */
function readWeekly(element: XmlElement, interval: number, version: EwsVersion): Pattern {
  const names = (childText(element, 'DaysOfWeek') ?? '').trim().split(/\s+/);
  const named = names.map((name) => readChoice('DaysOfWeek', name, [...DAYS, ...DAY_SETS]));
  const days = DAYS.filter((day) => named.includes(day));
  if (days.length < new Set(named).size) {
    // MS-OXWSMTGS R12052 and its note 68.
    const code = atLeast(version, 'Exchange2013_SP1')
      ? 'ErrorCalendarInvalidDayForWeeklyRecurrence'
      : 'ErrorCalendarInvalidRecurrence';
    throw refused(code, 'Day, Weekday and WeekendDay are invalid for weekly recurrences.');
  }
  const first = childText(element, 'FirstDayOfWeek') ?? 'Sunday';
  return { kind: 'Weekly', interval, days, firstDayOfWeek: readChoice('FirstDayOfWeek', first, DAYS) };
}

function readEnd(range: XmlElement): RecurrenceEnd {
  if (range.name === 'NoEndRecurrence') return { kind: 'NoEnd' };
  if (range.name === 'NumberedRecurrence') {
    return { kind: 'Numbered', count: readNumber(range, 'NumberOfOccurrences', OCCURRENCES_MAX) };
  }
  const endDate = readDate(range, 'EndDate');
  if (endDate > LAST_DATE) {
    throw refused('ErrorRecurrenceEndDateTooBig', 'The end date of the recurrence is too late.');
  }
  return { kind: 'EndDate', endDate };
}

function readNumber(element: XmlElement, name: string, max: number): number {
  const text = childText(element, name)?.trim() ?? '';
  if (!/^[+-]?\d+$/.test(text))
    throw schemaViolation(`The '${name}' element is invalid - The value '${text}' is invalid.`);
  const value = Number(text);
  if (value >= 1 && value <= max) return value;
  throw refused('ErrorCalendarOutOfRange', `The value of ${name} is out of range.`);
}

/** An xs:date. Its date counts, whatever zone it names. */
function readDate(element: XmlElement, name: string): string {
  const text = childText(element, name)?.trim() ?? '';
  const date = /^(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?$/.exec(text)?.[1];
  if (!date || Number.isNaN(Date.parse(date)) || new Date(date).toISOString().slice(0, 10) !== date) {
    throw schemaViolation(`The '${name}' element is invalid - The value '${text}' is invalid.`);
  }
  return date;
}

const refused = (code: string, message: string) => new ResponseError(code, message, 'calendar:Recurrence');

/** The element for `recurrence`. Exchange writes its dates with the offset of `zone` on that date. */
export function writeRecurrence(recurrence: Recurrence, zone: WindowsZone, version: EwsVersion): string {
  const date = (name: string, value: string) => textElement(`t:${name}`, value + offsetOn(value, zone));
  const { pattern, startDate, end } = recurrence;
  const start = date('StartDate', startDate);
  const ends =
    end.kind === 'EndDate'
      ? date('EndDate', end.endDate)
      : end.kind === 'Numbered'
        ? textElement('t:NumberOfOccurrences', String(end.count))
        : '';
  return `<t:Recurrence>${writePattern(pattern, version)}<t:${end.kind}Recurrence>${start}${ends}</t:${end.kind}Recurrence></t:Recurrence>`;
}

function offsetOn(date: string, zone: WindowsZone): string {
  return zone.id === UTC.id ? 'Z' : zonedTime(instantOf(`${date}T00:00`, zone), zone).offset;
}

function writePattern(pattern: Pattern, version: EwsVersion): string {
  const name = `t:${pattern.kind}Recurrence`;
  const parts: string[] = [];
  if ('interval' in pattern) parts.push(textElement('t:Interval', String(pattern.interval)));
  if ('days' in pattern) parts.push(textElement('t:DaysOfWeek', pattern.days.join(' ')));
  if ('firstDayOfWeek' in pattern && atLeast(version, 'Exchange2010')) {
    parts.push(textElement('t:FirstDayOfWeek', pattern.firstDayOfWeek));
  }
  if ('day' in pattern) {
    parts.push(textElement('t:DaysOfWeek', pattern.day), textElement('t:DayOfWeekIndex', pattern.index));
  }
  if ('dayOfMonth' in pattern) parts.push(textElement('t:DayOfMonth', String(pattern.dayOfMonth)));
  if ('month' in pattern) parts.push(textElement('t:Month', pattern.month));
  return `<${name}>${parts.join('')}</${name}>`;
}
