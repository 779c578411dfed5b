// The days of a rule that takes the last day of a month where the month lacks the day (RFC 7529 section 4.1). Not by
// rrule-temporal: version 2.2.7 forgets SKIP in a monthly rule with BYMONTHDAY.
import { dayOfMonthOf, daysIn, firstOf, monthOf } from './days.ts';
import type { RecurrenceRule } from './event.ts';

/** Whether `skip` makes a difference to the rule: a weekday exists in every week, every month and every year. */
export function skipsBackward(rule: RecurrenceRule): boolean {
  const ofMonths = rule.frequency === 'monthly' || rule.frequency === 'yearly';
  return rule.skip !== undefined && ofMonths && rule.byDay === undefined;
}

/** The days between two, both included, of a monthly or yearly rule without weekdays that begins on the day `start`. */
export function backwardDays(rule: RecurrenceRule, start: number): (from: number, until: number) => number[] {
  const length = rule.frequency === 'yearly' ? 12 : 1;
  const monthDays = rule.byMonthDay ?? [dayOfMonthOf(start)];
  const startMonth = (monthOf(start) % 12) + 1;
  const implied = rule.frequency === 'yearly' && rule.byMonthDay === undefined ? [startMonth] : undefined;
  const months = rule.byMonth ?? implied;
  const periodOf = (day: number) => Math.floor(monthOf(day) / length);
  const daysOf = (period: number): number[] => {
    const visited = Array.from({ length }, (_, at) => period * length + at);
    const named = visited.filter((month) => months?.includes((month % 12) + 1) ?? true);
    const days = new Set(named.flatMap((month) => monthDays.flatMap((day) => dayIn(month, day))));
    return positions(
      [...days].sort((a, b) => a - b),
      rule.bySetPosition,
    );
  };
  return (from, until) => {
    const found: number[] = [];
    for (let period = periodOf(from); period <= periodOf(until); period += 1) {
      if ((period - periodOf(start)) % rule.interval === 0) found.push(...daysOf(period));
    }
    return found.filter((day) => day >= from && day <= until);
  };
}

/** One day of a month, counted from its end where negative; none before its first. */
function dayIn(month: number, dayOfMonth: number): number[] {
  const length = daysIn(month);
  const at = dayOfMonth < 0 ? length + dayOfMonth : Math.min(dayOfMonth, length) - 1;
  return at < 0 ? [] : [firstOf(month) + at];
}

function positions(days: number[], listed: readonly number[] | undefined): number[] {
  if (listed === undefined) return days;
  const chosen = new Set(listed.map((position) => days.at(position > 0 ? position - 1 : position)));
  return days.filter((day) => chosen.has(day));
}
