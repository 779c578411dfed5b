// Which rules of months and years have a pattern. A rule says two things, in many ways: which months it visits, which
// must lie evenly apart, and which day of them it means, which must be a single one.
import { dayOfMonthOf, daysIn, monthOf, WEEKDAYS } from './days.ts';
import type { NDay, RecurrenceRule, Weekday } from './event.ts';
import type { PatternDay, PatternIndex, RecurrencePattern } from './pattern.ts';
import { weeklyPattern } from './weeklyPattern.ts';

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The day that a rule means, whatever the month. `every`: each such weekday of it. */
type DayChoice =
  | { readonly kind: 'absolute'; readonly dayOfMonth: number }
  | { readonly kind: 'relative'; readonly index: PatternIndex; readonly day: PatternDay }
  | { readonly kind: 'every'; readonly days: readonly Weekday[] };

/** The pattern of a monthly or yearly rule that begins on the day `start`; undefined when it has none. */
export function monthlyPattern(rule: RecurrenceRule, start: number): RecurrencePattern | undefined {
  const choice = dayChoice(rule, start);
  const interval = choice && monthsApart(rule, choice, monthOf(start));
  if (choice === undefined || interval === undefined) return undefined;
  if (choice.kind === 'every') return interval === 1 ? weeklyPattern(1, choice.days) : undefined;
  if (choice.kind === 'absolute') return absolute(rule, choice.dayOfMonth, interval, start);
  const { index, day } = choice;
  return day === 'day' ? absolute(rule, index, interval, start) : { kind: 'relativeMonthly', interval, index, day };
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
  const day = DAYS_AS_ONE[days.join()];
  return index && day ? { kind: 'relative', index, day } : undefined;
}

const DAYS_AS_ONE: Readonly<Record<string, PatternDay>> = {
  ...Object.fromEntries(WEEKDAYS.map((day) => [day, day])),
  [WEEKDAYS.slice(0, 5).join()]: 'weekday',
  [WEEKDAYS.slice(5).join()]: 'weekendDay',
  [WEEKDAYS.join()]: 'day',
};

/** A fifth one does not exist in every month. */
const patternIndex = (n: number | undefined): PatternIndex | undefined =>
  n === 1 || n === 2 || n === 3 || n === 4 || n === -1 ? n : undefined;

/** How many months lie between two that the rule visits; undefined when not always as many, or not the start's. */
function monthsApart(rule: RecurrenceRule, choice: DayChoice, startMonth: number): number | undefined {
  const visited =
    rule.frequency === 'yearly' ? yearlyMonths(rule, choice, startMonth) : monthlyMonths(rule, startMonth);
  const apart = visited.cycle / visited.months.length;
  const even = visited.months.every((month, at) => month === (visited.months[0] ?? 0) + at * apart);
  return Number.isInteger(apart) && even && visited.months.includes(startMonth % 12) ? apart : undefined;
}

/** Months since the January of the start, of one cycle. */
interface Visited {
  readonly months: readonly number[];
  readonly cycle: number;
}

function yearlyMonths(rule: RecurrenceRule, choice: DayChoice, startMonth: number): Visited {
  const listed = EVERY_MONTH.filter((month) => rule.byMonth?.includes(month) ?? true);
  const one = (month: number | undefined) => ({ months: [(month ?? 1) - 1], cycle: rule.interval * 12 });
  if (!rule.byMonth && !rule.byDay && !rule.byMonthDay) return one((startMonth % 12) + 1);
  // Counted within the year, not within each month (RFC 5545 section 3.3.10); every month has four of each day.
  const ofYear = choice.kind === 'relative' && (rule.bySetPosition !== undefined || rule.byMonth === undefined);
  if (ofYear) return one(choice.index > 0 ? listed[0] : listed.at(-1));
  return { months: listed.map((month) => month - 1), cycle: rule.interval * 12 };
}

function monthlyMonths(rule: RecurrenceRule, startMonth: number): Visited {
  const first = startMonth % 12;
  const all = EVERY_MONTH.map((_, at) => first + at * rule.interval);
  const months = all.filter((month) => rule.byMonth?.includes((month % 12) + 1) ?? true);
  return { months, cycle: 12 * rule.interval };
}

/** Outlook takes the last day of a month that lacks the day; a rule without `skip` leaves such a month out. */
function absolute(rule: RecurrenceRule, day: number, interval: number, start: number): RecurrencePattern | undefined {
  const dayOfMonth = day === -1 ? 31 : day;
  const lengths = EVERY_MONTH.map((_, at) => monthLength(monthOf(start) + at * interval));
  const lacking = lengths.some(({ shortest }) => shortest < dayOfMonth);
  if (lacking && day !== -1 && rule.skip === undefined) return undefined;
  const longest = Math.max(...lengths.map((length) => length.longest));
  return { kind: 'absoluteMonthly', interval, dayOfMonth: Math.min(dayOfMonth, longest) };
}

function monthLength(month: number): { readonly shortest: number; readonly longest: number } {
  const february = month % 12 === 1;
  return february ? { shortest: 28, longest: 29 } : { shortest: daysIn(month), longest: daysIn(month) };
}
