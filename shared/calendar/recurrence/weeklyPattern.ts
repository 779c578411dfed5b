// Writes a weekly pattern in one canonical way. The first day of the week matters only where weeks are left out (RFC 5545
// section 3.3.10, WKST).
import { WEEKDAYS } from '../days.ts';
import type { Weekday } from '../event.ts';
import type { RecurrencePattern } from './pattern.ts';

/** The longest interval of a weekly pattern in Exchange, in weeks. */
export const WEEKS_MAX = 99;

/** Returns the pattern of these weekdays in every `interval`th week. All seven days of every week are a daily pattern. */
export function weeklyPattern(
  interval: number,
  listed: readonly Weekday[],
  weekStart: Weekday = 'mo',
): RecurrencePattern {
  const days = WEEKDAYS.filter((day) => listed.includes(day));
  if (interval === 1 && days.length === WEEKDAYS.length) return { kind: 'daily', interval: 1 };
  const firstDay = firstFrom(weekStart, days);
  const sameFromMonday = interval === 1 || firstDay === firstFrom('mo', days);
  return { kind: 'weekly', interval, days, firstDayOfWeek: sameFromMonday ? 'mo' : firstDay };
}

/** The first of `days` in a week that begins with `weekStart`. */
function firstFrom(weekStart: Weekday, days: readonly Weekday[]): Weekday {
  const at = WEEKDAYS.indexOf(weekStart);
  const week = [...WEEKDAYS.slice(at), ...WEEKDAYS.slice(0, at)];
  return week.find((day) => days.includes(day)) ?? weekStart;
}
