// Finds the pattern of a monthly or yearly rule. A rule has a pattern where the months that it visits are evenly spaced,
// and where it means one day in each of them. Rules can say both in many ways (RFC 5545 section 3.3.10).
import { dayOfMonthOf, daysIn, monthOf, WEEKDAYS } from '../days.ts';
import type { NDay, RecurrenceRule, Weekday } from '../event.ts';
import type { PatternDay, PatternIndex, RecurrencePattern } from './pattern.ts';
import { weeklyPattern } from './weeklyPattern.ts';

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The day that a rule means in every month that it visits. `every`: all these weekdays of the month. */
type DayChoice =
  | { readonly kind: 'absolute'; readonly dayOfMonth: number }
  | { readonly kind: 'relative'; readonly index: PatternIndex; readonly day: PatternDay }
  | { readonly kind: 'every'; readonly days: readonly Weekday[] };

/** Returns the pattern of a monthly or yearly rule that begins on the day `start`; undefined where it has none. */
export function monthlyPattern(rule: RecurrenceRule, start: number): RecurrencePattern | undefined {
  const choice = dayChoice(rule, start);
  const interval = choice && monthsApart(rule, choice, monthOf(start));
  if (choice === undefined || interval === undefined) return undefined;
  if (choice.kind === 'every') return interval === 1 ? weeklyPattern(1, choice.days) : undefined;
  const dates: VisitedDates = { interval, start, skip: rule.skip };
  if (choice.kind === 'absolute') return absolute(choice.dayOfMonth, dates);
  const { index, day } = choice;
  return day === 'day' ? absolute(index, dates) : { kind: 'relativeMonthly', interval, index, day };
}

function dayChoice(rule: RecurrenceRule, start: number): DayChoice | undefined {
  const { byDay, byMonthDay, bySetPosition } = rule;
  if (byDay === undefined) {
    const [dayOfMonth = dayOfMonthOf(start), ...more] = new Set(byMonthDay);
    const single = more.length === 0 && bySetPosition === undefined && dayOfMonth >= -1;
    return single ? { kind: 'absolute', dayOfMonth } : undefined;
  }
  const first = byDay[0];
  if (first === undefined || byMonthDay !== undefined) return undefined;
  if (byDay.every((each) => each.nthOfPeriod === undefined)) return weekdayChoice(byDay, bySetPosition);
  const index = patternIndex(first.nthOfPeriod);
  const others = byDay.some((each) => each.day !== first.day || each.nthOfPeriod !== first.nthOfPeriod);
  if (index === undefined || others || bySetPosition !== undefined) return undefined;
  return { kind: 'relative', index, day: first.day };
}

function weekdayChoice(byDay: readonly NDay[], positions: readonly number[] | undefined): DayChoice | undefined {
  const days = WEEKDAYS.filter((day) => byDay.some((each) => each.day === day));
  if (positions === undefined) return { kind: 'every', days };
  const [position, ...more] = new Set(positions);
  const index = more.length === 0 ? patternIndex(position) : undefined;
  const day = DAYS_AS_ONE.get(days.join());
  return index && day ? { kind: 'relative', index, day } : undefined;
}

/** The weekdays that a pattern names as one day. */
const DAYS_AS_ONE: ReadonlyMap<string, PatternDay> = new Map<string, PatternDay>([
  ...WEEKDAYS.map((day) => [day, day] as const),
  [WEEKDAYS.slice(0, 5).join(), 'weekday'],
  [WEEKDAYS.slice(5).join(), 'weekendDay'],
  [WEEKDAYS.join(), 'day'],
]);

/** A fifth weekday does not exist in every month, so it has no pattern. */
const patternIndex = (n: number | undefined): PatternIndex | undefined =>
  n === 1 || n === 2 || n === 3 || n === 4 || n === -1 ? n : undefined;

/** The interval in months; undefined where the visited months are not evenly spaced or leave out the month of the start. */
function monthsApart(rule: RecurrenceRule, choice: DayChoice, startMonth: number): number | undefined {
  const visited =
    rule.frequency === 'yearly' ? yearlyMonths(rule, choice, startMonth) : monthlyMonths(rule, startMonth);
  const interval = visited.cycle / visited.months.length;
  const isEven = visited.months.every((month, at) => month === (visited.months[0] ?? 0) + at * interval);
  return Number.isInteger(interval) && isEven && visited.months.includes(startMonth % 12) ? interval : undefined;
}

/** The visited months of one cycle, counted from the January of the start, and the length of the cycle in months. */
interface Visited {
  readonly months: readonly number[];
  readonly cycle: number;
}

function yearlyMonths(rule: RecurrenceRule, choice: DayChoice, startMonth: number): Visited {
  const listed = EVERY_MONTH.filter((month) => rule.byMonth?.includes(month) ?? true);
  const one = (month: number | undefined) => ({ months: [(month ?? 1) - 1], cycle: rule.interval * 12 });
  if (!rule.byMonth && !rule.byDay && !rule.byMonthDay) return one((startMonth % 12) + 1);
  // The position counts within the year, not within each month (RFC 5545 section 3.3.10). Since every month has four of
  // each weekday, positions 1 to 4 lie in the first month, and -1 lies in the last one.
  const countsInYear = choice.kind === 'relative' && (rule.bySetPosition !== undefined || rule.byMonth === undefined);
  if (countsInYear) return one(choice.index > 0 ? listed[0] : listed.at(-1));
  return { months: listed.map((month) => month - 1), cycle: rule.interval * 12 };
}

function monthlyMonths(rule: RecurrenceRule, startMonth: number): Visited {
  const first = startMonth % 12;
  const all = EVERY_MONTH.map((_, at) => first + at * rule.interval);
  const months = all.filter((month) => rule.byMonth?.includes((month % 12) + 1) ?? true);
  return { months, cycle: 12 * rule.interval };
}

/** The interval in months between the days that a rule visits, its first day, and its `skip`. */
interface VisitedDates {
  readonly interval: number;
  readonly start: number;
  readonly skip: RecurrenceRule['skip'];
}

/** In a month that lacks the day, Outlook takes the last day. A rule without `skip` leaves such a month out. */
function absolute(day: number, { interval, start, skip }: VisitedDates): RecurrencePattern | undefined {
  const dayOfMonth = day === -1 ? 31 : day;
  const lengths = EVERY_MONTH.map((_, at) => monthLength(monthOf(start) + at * interval));
  const someMonthLacksDay = lengths.some(({ shortest }) => shortest < dayOfMonth);
  if (someMonthLacksDay && day !== -1 && skip === undefined) return undefined;
  const longest = Math.max(...lengths.map((length) => length.longest));
  return { kind: 'absoluteMonthly', interval, dayOfMonth: Math.min(dayOfMonth, longest) };
}

function monthLength(month: number): { readonly shortest: number; readonly longest: number } {
  const isFebruary = month % 12 === 1;
  return isFebruary ? { shortest: 28, longest: 29 } : { shortest: daysIn(month), longest: daysIn(month) };
}
