// The days of a rule that has no pattern, by number and counted, within a budget of visited periods. A rule that would
// exceed it has ended. Without a budget, one rule of a few bytes could take seconds.
import { LAST_DAY } from '../days.ts';
import type { RecurrenceRule } from '../event.ts';
import { type RuleVisits, ruleVisits } from './ruleVisits.ts';

/**
 * The rarest rule that people write, a 29 February on a given weekday, waits for 40 years. Within 500 years every shape of
 * a year has occurred, since the Gregorian calendar repeats after 400.
 */
export const QUIET_VISITS = 500;
/** The budget of a rule: twice the largest count that the entries API takes. It lasts 1,600 years by months, 380 by weeks. */
export const RULE_VISITS = 20_000;

/** Days in order, by number and counted. */
export interface Days {
  /** The `n`th day, 1 the first; undefined where there are fewer. */
  nth(n: number): number | undefined;
  /** The number of days up to and on this day. */
  countBy(day: number): number;
  /** The last day on or before this day; undefined where there is none. */
  lastBy(day: number): number | undefined;
  /** The days of a span, both its ends included. */
  between(from: number, until: number): readonly number[];
}

/**
 * Returns the days of a series that begins on the day `start`. The start is the first day even where the rule does not
 * give it (RFC 8984 section 4.3.3). The rule's end does not count here. The `n`th day costs at most `n` times
 * `QUIET_VISITS` visits and never more than `RULE_VISITS`. A span costs the visits in it.
 */
export const ruleDays = (rule: RecurrenceRule, start: number): Days => daysOfVisits(ruleVisits(rule, start), start);

/** As `ruleDays`, of a rule with these visits; undefined: the rule gives no day. */
export function daysOfVisits(visits: RuleVisits | undefined, start: number): Days {
  const listed = [start];
  let visit = 0;
  let quiet = 0;
  /** Lists the days of one more visit. Returns false after the last one. */
  const grow = (): boolean => {
    if (!visits || quiet >= QUIET_VISITS || visit >= RULE_VISITS || !(visits.begin(visit) <= LAST_DAY)) return false;
    const days = visits.days(visit).filter((day) => day > start && day <= LAST_DAY);
    listed.push(...days);
    quiet = days.length > 0 ? 0 : quiet + 1;
    visit += 1;
    return true;
  };
  const nth = (n: number): number | undefined => {
    while (listed.length < n && grow());
    return listed[n - 1];
  };
  const countBy = (day: number): number => {
    while (visits && visits.begin(visit) <= day && grow());
    return countUpTo(listed, day);
  };
  const lastBy = (day: number): number | undefined => {
    const last = Math.min(day, LAST_DAY);
    // From the far end, since a rule may end in the year 9999.
    const from = visits && last > start ? visits.at(last) : -1;
    for (let at = from; at >= visit && from - at < QUIET_VISITS; at -= 1) {
      const found = visits?.days(at).findLast((each) => each > start && each <= last);
      if (found !== undefined) return found;
    }
    return nth(countBy(last));
  };
  const between = (from: number, until: number): readonly number[] => {
    const last = Math.min(until, LAST_DAY);
    const days = from <= start && start <= until ? [start] : [];
    if (!visits || last <= start) return days;
    const first = Math.max(from, start + 1);
    for (let at = Math.max(visits.at(first), 0); visits.begin(at) <= last; at += 1) {
      days.push(...visits.days(at).filter((day) => day >= first && day <= last));
    }
    return days;
  };
  return { nth, countBy, lastBy, between };
}

/** The number of sorted days that are not after `day`. */
function countUpTo(days: readonly number[], day: number): number {
  let [atMost, more] = [0, days.length + 1];
  while (more - atMost > 1) {
    const middle = Math.floor((atMost + more) / 2);
    if ((days[middle - 1] ?? 0) <= day) atMost = middle;
    else more = middle;
  }
  return atMost;
}
