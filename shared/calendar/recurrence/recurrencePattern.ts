// Converts between the rules of RFC 5545 and the patterns of Outlook and Exchange. Two rules that give the same
// occurrences without end have the same pattern, so patterns can be compared.
import { dayOf, monthOf, startDayOf, WEEKDAYS, weekdayOf } from '../days.ts';
import type { LocalDate, RecurrenceEnd, RecurrenceRule, Weekday, When } from '../event.ts';
import { monthlyPattern } from './monthlyPattern.ts';
import type { PatternDay, PatternIndex, RecurrencePattern } from './pattern.ts';
import { patternDay } from './patternDay.ts';
import { WEEKS_MAX, weeklyPattern } from './weeklyPattern.ts';

export type { PatternDay, PatternIndex, RecurrencePattern };

/**
 * Returns the pattern that gives the same occurrences as the rule of this series. Returns undefined where no pattern
 * does, for example where the start is no day of the rule. Another example is a rule that leaves out months without a
 * day 31, in which Outlook takes the last day. Throws RangeError for a start that is no date.
 */
export function patternOf(when: When): RecurrencePattern | undefined {
  const rule = when.recurrence?.rule;
  if (rule === undefined || !Number.isSafeInteger(rule.interval) || rule.interval < 1) return undefined;
  const start = startDayOf(when);
  const ofDays = rule.frequency === 'daily' || rule.frequency === 'weekly';
  const pattern = ofDays ? patternOfDays(rule, start) : monthlyPattern(rule, start);
  return pattern && patternDay(pattern, start, 1) === start ? pattern : undefined;
}

function patternOfDays(rule: RecurrenceRule, start: number): RecurrencePattern | undefined {
  const { frequency, interval, byDay, byMonth, byMonthDay, bySetPosition } = rule;
  if (byMonth || byMonthDay || bySetPosition) return undefined;
  if (byDay?.some((each) => each.nthOfPeriod !== undefined)) return undefined;
  const startDay = WEEKDAYS.filter((_, at) => at === weekdayOf(start));
  const listed = byDay?.map((each) => each.day);
  if (frequency === 'weekly') return weeklyPattern(interval, listed ?? startDay, rule.firstDayOfWeek);
  if (interval === 1) return weeklyPattern(1, listed ?? WEEKDAYS);
  const days = interval % 7 === 0 ? startDay : WEEKDAYS;
  if (listed && !days.every((day) => listed.includes(day))) return undefined;
  const inWeeks = interval % 7 === 0 && interval / 7 <= WEEKS_MAX;
  return inWeeks ? weeklyPattern(interval / 7, startDay) : { kind: 'daily', interval };
}

/**
 * Returns the rule of a pattern, with `skip` where a month may lack the day. An interval of a multiple of twelve months
 * gives a yearly rule in the month of `start`, the first occurrence.
 */
export function ruleOf(pattern: RecurrencePattern, start: LocalDate, end: RecurrenceEnd): RecurrenceRule {
  if (pattern.kind === 'daily') return { frequency: 'daily', interval: pattern.interval, end };
  if (pattern.kind === 'weekly') {
    const { interval, firstDayOfWeek, days } = pattern;
    return { frequency: 'weekly', interval, firstDayOfWeek, byDay: days.map((day) => ({ day })), end };
  }
  const months: Pick<RecurrenceRule, 'frequency' | 'interval' | 'byMonth'> =
    pattern.interval % 12 === 0
      ? { frequency: 'yearly', interval: pattern.interval / 12, byMonth: [(monthOf(dayOf(start)) % 12) + 1] }
      : { frequency: 'monthly', interval: pattern.interval };
  if (pattern.kind === 'relativeMonthly') return { ...months, ...relativeDays(pattern.index, pattern.day), end };
  const skip = pattern.dayOfMonth > 28 ? ({ skip: 'backward' } as const) : {};
  return { ...months, byMonthDay: [pattern.dayOfMonth], ...skip, end };
}

function relativeDays(index: PatternIndex, day: PatternDay): Pick<RecurrenceRule, 'byDay' | 'byMonthDay'> {
  switch (day) {
    case 'day':
      return { byMonthDay: [index] };
    case 'weekday':
      return bySetPosition(index, WEEKDAYS.slice(0, 5));
    case 'weekendDay':
      return bySetPosition(index, WEEKDAYS.slice(5));
    default:
      return { byDay: [{ day, nthOfPeriod: index }] };
  }
}

const bySetPosition = (index: PatternIndex, days: readonly Weekday[]) => ({
  byDay: days.map((day) => ({ day })),
  bySetPosition: [index],
});
