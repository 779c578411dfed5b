// A weekly pattern in the one way to write it: which day a week begins with counts only where weeks are left out.
import { WEEKDAYS } from './days.ts';
import type { Weekday } from './event.ts';
import type { RecurrencePattern } from './pattern.ts';

/** Exchange's longest weekly interval. */
export const WEEKS_MAX = 99;

/** The pattern of these days of every `interval`th week; all seven of every week are a daily pattern. */
export function weeklyPattern(
  interval: number,
  listed: readonly Weekday[],
  weekStart: Weekday = 'mo',
): RecurrencePattern {
  const days = WEEKDAYS.filter((day) => listed.includes(day));
  if (interval === 1 && days.length === WEEKDAYS.length) return { kind: 'daily', interval: 1 };
  const begins = firstFrom(weekStart, days);
  const asMonday = interval === 1 || begins === firstFrom('mo', days);
  return { kind: 'weekly', interval, days, firstDayOfWeek: asMonday ? 'mo' : begins };
}

/** Which of `days` comes first in a week that begins with `weekStart`. */
function firstFrom(weekStart: Weekday, days: readonly Weekday[]): Weekday {
  const at = WEEKDAYS.indexOf(weekStart);
  const week = [...WEEKDAYS.slice(at), ...WEEKDAYS.slice(0, at)];
  return week.find((day) => days.includes(day)) ?? weekStart;
}
