// patternedRecurrence: the patterns of MS-OXOCAL in Graph's terms (learn.microsoft.com: recurrencePattern and
// recurrenceRange). Graph has an interval of years, which Exchange stores as months.
import { DAYS, type DayOfWeek, INDEXES, MONTHS, type Pattern, type RelativeDay } from '../../recurrence/pattern.ts';
import type { Recurrence } from '../../recurrence/recurrence.ts';
import { GraphError, invalidProperty } from '../request/errors.ts';
import { zoneNamed } from '../request/prefer.ts';

const small = (name: string) => name.slice(0, 1).toLowerCase() + name.slice(1);
const WEEK = DAYS.map(small);
const DAY_SETS: Readonly<Record<string, readonly number[]>> = {
  Day: [0, 1, 2, 3, 4, 5, 6],
  Weekday: [1, 2, 3, 4, 5],
  WeekendDay: [0, 6],
};

/** `zone` is the Windows zone of the series. */
export function showRecurrence({ pattern, startDate, end }: Recurrence, zone: string): object {
  return {
    pattern: showPattern(pattern),
    range: {
      type: end.kind === 'EndDate' ? 'endDate' : end.kind === 'Numbered' ? 'numbered' : 'noEnd',
      startDate,
      endDate: end.kind === 'EndDate' ? end.endDate : '0001-01-01',
      recurrenceTimeZone: zone,
      numberOfOccurrences: end.kind === 'Numbered' ? end.count : 0,
    },
  };
}

function showPattern(pattern: Pattern): object {
  const none = { interval: 1, month: 0, dayOfMonth: 0, firstDayOfWeek: 'sunday', index: 'first' };
  switch (pattern.kind) {
    case 'Daily':
      return { ...none, type: 'daily', interval: pattern.interval };
    case 'Weekly': {
      const firstDayOfWeek = small(pattern.firstDayOfWeek);
      return {
        ...none,
        type: 'weekly',
        interval: pattern.interval,
        daysOfWeek: pattern.days.map(small),
        firstDayOfWeek,
      };
    }
    case 'AbsoluteMonthly':
      return { ...none, type: 'absoluteMonthly', interval: pattern.interval, dayOfMonth: pattern.dayOfMonth };
    case 'RelativeMonthly':
      return { ...none, type: 'relativeMonthly', interval: pattern.interval, ...showDay(pattern) };
    case 'AbsoluteYearly':
      return { ...none, type: 'absoluteYearly', month: monthNumber(pattern.month), dayOfMonth: pattern.dayOfMonth };
    case 'RelativeYearly':
      return { ...none, type: 'relativeYearly', month: monthNumber(pattern.month), ...showDay(pattern) };
    default:
      return pattern satisfies never;
  }
}

const monthNumber = (month: (typeof MONTHS)[number]) => MONTHS.indexOf(month) + 1;

const showDay = ({ day, index }: { readonly day: RelativeDay; readonly index: (typeof INDEXES)[number] }) => ({
  daysOfWeek: DAY_SETS[day]?.map((at) => WEEK[at] ?? '') ?? [small(day)],
  index: small(index),
});

/** Reads a request's patternedRecurrence. Throws GraphError for a rule that Graph or Exchange cannot hold. */
export function readRecurrence(value: unknown): Recurrence {
  const { pattern, range } = fieldsOf(value, 'recurrence');
  return { pattern: readPattern(fieldsOf(pattern, 'pattern')), ...readRange(fieldsOf(range, 'range')) };
}

/** The zone in which the series repeats, where the request names one. The changes of its clock apply. */
export function recurrenceZone(value: unknown): string | undefined {
  const { recurrenceTimeZone } = fieldsOf(fieldsOf(value, 'recurrence').range, 'range');
  return recurrenceTimeZone == null ? undefined : zoneNamed(String(recurrenceTimeZone)).id;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown, name: string): Fields => {
  if (typeof value !== 'object' || value === null)
    throw invalidProperty(`The property '${name}' of the recurrence is missing.`);
  return { ...value };
};

/** Outlook's own limits, as in EWS. */
const DAYS_BETWEEN_MAX = 999;
const OTHERS_BETWEEN_MAX = 99;

function readPattern(fields: Fields): Pattern {
  const interval = (max: number) => readNumber(fields, 'interval', max);
  const dayOfMonth = () => readNumber(fields, 'dayOfMonth', 31);
  switch (fields.type) {
    case 'daily':
      return { kind: 'Daily', interval: interval(DAYS_BETWEEN_MAX) };
    case 'weekly': {
      const firstDayOfWeek = fields.firstDayOfWeek == null ? 'Sunday' : dayNamed(fields.firstDayOfWeek);
      return { kind: 'Weekly', interval: interval(OTHERS_BETWEEN_MAX), days: readDays(fields), firstDayOfWeek };
    }
    case 'absoluteMonthly':
      return { kind: 'AbsoluteMonthly', interval: interval(OTHERS_BETWEEN_MAX), dayOfMonth: dayOfMonth() };
    case 'relativeMonthly':
      return { kind: 'RelativeMonthly', interval: interval(OTHERS_BETWEEN_MAX), ...readDay(fields) };
    case 'absoluteYearly': {
      const years = interval(OTHERS_BETWEEN_MAX);
      if (years > 1) return { kind: 'AbsoluteMonthly', interval: 12 * years, dayOfMonth: dayOfMonth() };
      return { kind: 'AbsoluteYearly', dayOfMonth: dayOfMonth(), month: readMonth(fields) };
    }
    case 'relativeYearly': {
      const years = interval(OTHERS_BETWEEN_MAX);
      if (years > 1) return { kind: 'RelativeMonthly', interval: 12 * years, ...readDay(fields) };
      return { kind: 'RelativeYearly', ...readDay(fields), month: readMonth(fields) };
    }
    default:
      throw invalidProperty('The type of the recurrence pattern is invalid.');
  }
}

function readNumber(fields: Fields, name: string, max: number): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new GraphError(400, {
    code: 'ErrorCalendarOutOfRange',
    message: `The value of '${name}' in the recurrence is out of range.`,
  });
}

const readMonth = (fields: Fields): (typeof MONTHS)[number] => MONTHS[readNumber(fields, 'month', 12) - 1] ?? 'January';

function dayNamed(value: unknown): DayOfWeek {
  const day = DAYS[WEEK.indexOf(String(value).toLowerCase())];
  if (!day) throw invalidProperty(`'${String(value)}' is no day of the week.`);
  return day;
}

function readDays({ daysOfWeek }: Fields): DayOfWeek[] {
  if (!Array.isArray(daysOfWeek) || daysOfWeek.length === 0)
    throw invalidProperty('The recurrence pattern needs daysOfWeek.');
  const days = new Set(daysOfWeek.map(dayNamed));
  return DAYS.filter((day) => days.has(day));
}

/** Exchange stores one day, or a set of days that has a name. */
function readDay(fields: Fields): { readonly day: RelativeDay; readonly index: (typeof INDEXES)[number] } {
  const days = readDays(fields);
  const numbers = days.map((day) => DAYS.indexOf(day)).join();
  const set = (['Day', 'Weekday', 'WeekendDay'] as const).find((name) => DAY_SETS[name]?.join() === numbers);
  const day = days.length === 1 ? days[0] : set;
  if (!day)
    throw new GraphError(400, {
      code: 'ErrorUnsupportedRecurrence',
      message: 'The recurrence pattern is not supported.',
    });
  const index = INDEXES.find((name) => small(name) === (fields.index ?? 'first'));
  if (!index) throw invalidProperty('The index of the recurrence pattern is invalid.');
  return { day, index };
}

function readRange(fields: Fields): Pick<Recurrence, 'startDate' | 'end'> {
  const startDate = readDate(fields, 'startDate');
  switch (fields.type) {
    case 'noEnd':
      return { startDate, end: { kind: 'NoEnd' } };
    case 'endDate':
      return { startDate, end: { kind: 'EndDate', endDate: readDate(fields, 'endDate') } };
    case 'numbered':
      return { startDate, end: { kind: 'Numbered', count: readNumber(fields, 'numberOfOccurrences', 999) } };
    default:
      throw invalidProperty('The type of the recurrence range is invalid.');
  }
}

function readDate(fields: Fields, name: string): string {
  const text = String(fields[name] ?? '');
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw invalidProperty(`The value of '${name}' in the recurrence is no date.`);
}
