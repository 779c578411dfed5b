// The periods that a rule visits, and the days that it gives in each of them (RFC 5545 section 3.3.10; `skip`: RFC 7529
// section 4.1). A weekly rule visits weeks, a yearly one years, all others months. Visits are computed by their number
// and never walked, so a rule costs what it is asked for. Decision 0022 says why this is no library.

import { firstOf, monthOf, WEEKDAYS, weekdayOf } from '../days.ts';
import type { RecurrenceRule } from '../event.ts';
import { atPositions, daysOfMonth, daysOfYear } from './daysOfPeriod.ts';

/** The visits of a rule, numbered in order from 0: the period that holds the start. */
export interface RuleVisits {
  /** The number of the last visit whose period begins on or before this day; negative where there is none. */
  at(day: number): number;
  /** The first day of a visit's period. */
  begin(visit: number): number;
  /** The days that the rule gives in a visit's period, in order. In the first one they may lie before the start. */
  days(visit: number): readonly number[];
}

/** From this interval on, a daily rule is looked at day by day: it gives one day a month at most. */
const SPARSE_DAYS = 31;
const MONTHS_A_YEAR = 12;

/**
 * Returns the visits of a rule that begins on the day `start`; undefined where the rule can give no day. Its
 * interval then never meets a month of `byMonth`, or is no positive whole number.
 */
export function ruleVisits(rule: RecurrenceRule, start: number): RuleVisits | undefined {
  if (!Number.isSafeInteger(rule.interval) || rule.interval < 1) return undefined;
  switch (rule.frequency) {
    case 'daily':
      return dailyVisits(rule, start);
    case 'weekly':
      return weeklyVisits(rule, start);
    case 'monthly':
      return monthlyVisits(rule, start, daysOfMonth(rule, start));
    case 'yearly':
      return yearlyVisits(rule, start);
  }
}

/** A daily rule gives the days of a monthly one that lie a multiple of the interval after the start. */
function dailyVisits(rule: RecurrenceRule, start: number): RuleVisits | undefined {
  const { interval, bySetPosition } = rule;
  // Each day is a set of one day.
  if (bySetPosition && !bySetPosition.some((position) => position === 1 || position === -1)) return undefined;
  const { bySetPosition: _, ...parts } = rule;
  const days = daysOfMonth({ ...parts, byDay: rule.byDay ?? WEEKDAYS.map((day) => ({ day })) }, start);
  if (interval <= SPARSE_DAYS) {
    const isVisited = (day: number) => (day - start) % interval === 0;
    return monthlyVisits({ ...rule, interval: 1 }, start, (month) => days(month).filter(isVisited));
  }
  const isInMonth = (day: number) => rule.byMonth?.includes((monthOf(day) % MONTHS_A_YEAR) + 1) ?? true;
  const begin = (visit: number) => start + visit * interval;
  return {
    at: (day) => Math.floor((day - start) / interval),
    begin,
    days(visit) {
      const day = begin(visit);
      return isInMonth(day) && days(monthOf(day)).includes(day) ? [day] : [];
    },
  };
}

function weeklyVisits(rule: RecurrenceRule, start: number): RuleVisits {
  const { interval, firstDayOfWeek = 'mo', byDay, byMonth, bySetPosition } = rule;
  const first = WEEKDAYS.indexOf(firstDayOfWeek);
  const intoWeek = (weekday: number) => (weekday - first + 7) % 7;
  const weekdays = byDay ? byDay.map(({ day }) => WEEKDAYS.indexOf(day)) : [weekdayOf(start)];
  const offsets = [...new Set(weekdays.map(intoWeek))].sort((a, b) => a - b);
  const firstWeek = start - intoWeek(weekdayOf(start));
  const begin = (visit: number) => firstWeek + visit * interval * 7;
  const isInMonth = (day: number) => byMonth?.includes((monthOf(day) % MONTHS_A_YEAR) + 1) ?? true;
  return {
    at: (day) => Math.floor((day - firstWeek) / (interval * 7)),
    begin,
    days(visit) {
      const week = begin(visit);
      // A week lies in the months of its first and last day. Most weeks of a rule of one month end here.
      if (!isInMonth(week) && !isInMonth(week + 6)) return [];
      const days = offsets.map((offset) => week + offset);
      return atPositions(days.filter(isInMonth), bySetPosition);
    },
  };
}

/** The visited months repeat after twelve intervals, of which `byMonth` may leave out some. */
function monthlyVisits(
  { interval, byMonth }: RecurrenceRule,
  start: number,
  days: (month: number) => readonly number[],
): RuleVisits | undefined {
  const first = monthOf(start);
  const all = Array.from({ length: MONTHS_A_YEAR }, (_, at) => at * interval);
  const visited = all.filter((offset) => byMonth?.includes(((first + offset) % MONTHS_A_YEAR) + 1) ?? true);
  if (visited.length === 0) return undefined;
  const cycle = MONTHS_A_YEAR * interval;
  const monthAt = (visit: number) =>
    first + Math.floor(visit / visited.length) * cycle + (visited[visit % visited.length] ?? 0);
  return {
    at(day) {
      const since = monthOf(day) - first;
      const cycles = Math.floor(since / cycle);
      const inCycle = visited.filter((offset) => offset <= since - cycles * cycle).length;
      return cycles * visited.length + inCycle - 1;
    },
    begin: (visit) => firstOf(monthAt(visit)),
    days: (visit) => days(monthAt(visit)),
  };
}

function yearlyVisits(rule: RecurrenceRule, start: number): RuleVisits {
  const firstYear = Math.floor(monthOf(start) / MONTHS_A_YEAR);
  const days = daysOfYear(rule, start);
  const yearAt = (visit: number) => firstYear + visit * rule.interval;
  return {
    at: (day) => Math.floor((Math.floor(monthOf(day) / MONTHS_A_YEAR) - firstYear) / rule.interval),
    begin: (visit) => firstOf(yearAt(visit) * MONTHS_A_YEAR),
    days: (visit) => days(yearAt(visit)),
  };
}
