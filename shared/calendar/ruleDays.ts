// The days of a rule that has no pattern, expanded by the library rrule-temporal, which only this file knows. Dates are
// expanded in UTC, so that no zone has a say in them: an occurrence has its wall-clock time whatever the clocks do.
import { type RRuleOptions, RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { backwardDays, skipsBackward } from './backwardDays.ts';
import { dateOf, LAST_DAY } from './days.ts';
import type { NDay, RecurrenceRule } from './event.ts';

const DAY_MS = 86_400_000;
/** Far more than a rule visits within one window. */
const STEPS_MAX = 1_000_000;
/** The Gregorian calendar repeats itself. */
const CYCLE_DAYS = 146_097;
const WINDOW_DAYS = 366;
const WINDOW_DAYS_MAX = 16 * WINDOW_DAYS;
/** 29 February on a given weekday occurs every 28 years, or 40 where a leap year is left out. */
const RAREST_DAYS = 40 * WINDOW_DAYS;

/** Days in order, without end, by number and counted. */
export interface Days {
  /** The `n`th, 1 the first; undefined where there are not so many. */
  nth(n: number): number | undefined;
  /** How many lie on this day or before. */
  countBy(day: number): number;
  /** The last one on this day or before. */
  lastBy(day: number): number | undefined;
  /** Those of a span, both its ends included. */
  between(from: number, until: number): readonly number[];
}

/**
 * The days of a series that begins on the day `start`, which is the first one even if the rule does not give it (RFC
 * 8984 section 4.3.3). The rule's end is not looked at. Numbers and counts list the
 * days as far as asked for; a span is looked at by itself.
 */
export function ruleDays(rule: RecurrenceRule, start: number): Days {
  const byRule = skipsBackward(rule) ? backwardDays(rule, start) : expansion(rule, start);
  const silenceMax = Math.min(RAREST_DAYS * rule.interval, CYCLE_DAYS);
  const listed = [start];
  let searched = start;
  let window = WINDOW_DAYS;
  const grow = (): boolean => {
    if (searched >= LAST_DAY || searched - (listed.at(-1) ?? start) >= silenceMax) return false;
    const until = Math.min(searched + window, LAST_DAY);
    listed.push(...byRule(searched + 1, until));
    searched = until;
    window = Math.min(window * 2, WINDOW_DAYS_MAX);
    return true;
  };
  const nth = (n: number): number | undefined => {
    while (listed.length < n && grow());
    return listed[n - 1];
  };
  const countBy = (day: number): number => {
    while (searched < day && grow());
    const after = listed.findIndex((each) => each > day);
    return after === -1 ? listed.length : after;
  };
  const lastBy = (day: number): number | undefined => {
    // From the far end, since a rule may end in the year 9999.
    for (let from = day - WINDOW_DAYS; from > searched && day - from < silenceMax; from -= WINDOW_DAYS) {
      const last = byRule(from, from + WINDOW_DAYS).at(-1);
      if (last !== undefined) return last;
    }
    return nth(countBy(day));
  };
  const between = (from: number, until: number): readonly number[] => {
    const last = Math.min(until, LAST_DAY);
    const later = last > start ? byRule(Math.max(from, start + 1), last) : [];
    return from <= start && start <= until ? [start, ...later] : later;
  };
  return { nth, countBy, lastBy, between };
}

function expansion(rule: RecurrenceRule, start: number): (from: number, until: number) => number[] {
  const expanded = new RRuleTemporal(optionsOf(rule, start));
  const at = (day: number) => new Date(day * DAY_MS);
  return (from, until) => expanded.between(at(from), at(until), true).map((each) => each.epochMilliseconds / DAY_MS);
}

function optionsOf(rule: RecurrenceRule, start: number): RRuleOptions<Temporal.ZonedDateTime> {
  const { frequency, interval, firstDayOfWeek, byDay, byMonthDay, byMonth, bySetPosition } = rule;
  return {
    temporal: Temporal,
    dtstart: Temporal.ZonedDateTime.from(`${dateOf(start)}T00:00:00[UTC]`),
    freq: FREQUENCIES[frequency],
    interval,
    maxIterations: STEPS_MAX,
    maxCandidateEvaluations: STEPS_MAX,
    cache: false,
    ...(firstDayOfWeek ? { wkst: firstDayOfWeek.toUpperCase() } : {}),
    ...(byDay ? { byDay: distinct(byDay.map(byDayToken)) } : {}),
    ...(byMonthDay ? { byMonthDay: distinct(byMonthDay) } : {}),
    ...(byMonth ? { byMonth: distinct(byMonth) } : {}),
    ...(bySetPosition ? { bySetPos: distinct(bySetPosition) } : {}),
  };
}

/** What is said twice counts once, also in a position. */
const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)];
const FREQUENCIES = { daily: 'DAILY', weekly: 'WEEKLY', monthly: 'MONTHLY', yearly: 'YEARLY' } as const;
const byDayToken = ({ day, nthOfPeriod }: NDay) => `${nthOfPeriod ?? ''}${day.toUpperCase()}`;
