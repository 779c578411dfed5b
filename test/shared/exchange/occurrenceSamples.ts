// The starts of a weekly series at which two clocks are compared: some of the coming three years, in every season.
import { dateOf, dayOf } from '../../../shared/calendar/days.ts';

const WEEKS = 160;
const EVERY = 5;

/** From the first occurrence on or after `from`, every fifth. */
export function comingStarts(start: string, from: string): string[] {
  const first = dayOf(start.slice(0, 10));
  const weeks = Math.max(Math.ceil((dayOf(from) - first) / 7), 0);
  const numbers = Array.from({ length: WEEKS / EVERY }, (_, n) => first + 7 * (weeks + EVERY * n));
  return numbers.map((day) => dateOf(day) + start.slice(10));
}
