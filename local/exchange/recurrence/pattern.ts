// The patterns of Exchange (MS-OXWSMTGS RecurrenceType, MS-OXOCAL section 2.2.1.44.1), expanded day by day.
import { type Day, firstOfMonth, lengthOfMonth, monthOf, weekdayOf } from './dates.ts';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const DAY_SETS = ['Day', 'Weekday', 'WeekendDay'] as const;
export const INDEXES = ['First', 'Second', 'Third', 'Fourth', 'Last'] as const;
export const MONTHS = [
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
] as const;

export type DayOfWeek = (typeof DAYS)[number];
export type RelativeDay = DayOfWeek | (typeof DAY_SETS)[number];
export type DayOfWeekIndex = (typeof INDEXES)[number];
export type Month = (typeof MONTHS)[number];

/** Yearly patterns have no interval in EWS. */
export type Pattern =
  | { readonly kind: 'Daily'; readonly interval: number }
  | {
      readonly kind: 'Weekly';
      readonly interval: number;
      readonly days: readonly DayOfWeek[];
      readonly firstDayOfWeek: DayOfWeek;
    }
  | { readonly kind: 'AbsoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'RelativeMonthly';
      readonly interval: number;
      readonly day: RelativeDay;
      readonly index: DayOfWeekIndex;
    }
  | { readonly kind: 'AbsoluteYearly'; readonly dayOfMonth: number; readonly month: Month }
  | {
      readonly kind: 'RelativeYearly';
      readonly day: RelativeDay;
      readonly index: DayOfWeekIndex;
      readonly month: Month;
    };

/** The days of the pattern from `from` on, without end. Periods are counted from the one that holds `from`. */
export function* daysOfPattern(pattern: Pattern, from: Day): Generator<Day, never> {
  for (let period = 0; ; period += 1) {
    for (const day of daysInPeriod(pattern, from, period)) if (day >= from) yield day;
  }
}

/** The days of the `period`th day, week, month or year after the one that holds `from`. */
function daysInPeriod(pattern: Pattern, from: Day, period: number): Day[] {
  switch (pattern.kind) {
    case 'Daily':
      return [from + period * pattern.interval];
    case 'Weekly': {
      const sinceFirst = (weekdayOf(from) - DAYS.indexOf(pattern.firstDayOfWeek) + 7) % 7;
      const week = from - sinceFirst + 7 * period * pattern.interval;
      return [0, 1, 2, 3, 4, 5, 6].map((n) => week + n).filter((day) => isNamed(day, pattern.days));
    }
    case 'AbsoluteMonthly':
      return [dayInMonth(monthOf(from) + period * pattern.interval, pattern.dayOfMonth)];
    case 'RelativeMonthly':
      return [nthInMonth(monthOf(from) + period * pattern.interval, pattern.day, pattern.index)];
    case 'AbsoluteYearly':
      return [dayInMonth(monthOfYear(from, period, pattern.month), pattern.dayOfMonth)];
    case 'RelativeYearly':
      return [nthInMonth(monthOfYear(from, period, pattern.month), pattern.day, pattern.index)];
    default:
      return pattern satisfies never;
  }
}

const monthOfYear = (from: Day, year: number, month: Month) =>
  (Math.floor(monthOf(from) / 12) + year) * 12 + MONTHS.indexOf(month);

/** MS-OXOCAL: for a month without the day, its last day. */
const dayInMonth = (month: number, dayOfMonth: number): Day =>
  firstOfMonth(month) + Math.min(dayOfMonth, lengthOfMonth(month)) - 1;

function nthInMonth(month: number, named: RelativeDay, index: DayOfWeekIndex): Day {
  const days = Array.from({ length: lengthOfMonth(month) }, (_, n) => firstOfMonth(month) + n).filter((day) =>
    isNamed(day, [named]),
  );
  const found = index === 'Last' ? days.at(-1) : days[INDEXES.indexOf(index)];
  if (found === undefined) throw new Error('Every month has four of each day.');
  return found;
}

function isNamed(day: Day, names: readonly RelativeDay[]): boolean {
  const weekday = weekdayOf(day);
  const isWeekend = weekday === 0 || weekday === 6;
  return names.some((name) => {
    if (name === 'Day') return true;
    if (name === 'Weekday') return !isWeekend;
    if (name === 'WeekendDay') return isWeekend;
    return DAYS[weekday] === name;
  });
}
