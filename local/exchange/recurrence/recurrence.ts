// A series' recurrence: its pattern from a date to an end.
import { type Day, dateOf, dayOf } from './dates.ts';
import { daysOfPattern, type Pattern } from './pattern.ts';

export interface Recurrence {
  readonly pattern: Pattern;
  /** `2026-12-01`, in the zone of the series. A stored one is the date of the first occurrence. */
  readonly startDate: string;
  readonly end: RecurrenceEnd;
}

export type RecurrenceEnd =
  | { readonly kind: 'NoEnd' }
  /** The last date on which an occurrence may begin. */
  | { readonly kind: 'EndDate'; readonly endDate: string }
  | { readonly kind: 'Numbered'; readonly count: number };

/** MS-OXOCAL section 2.2.1.44.1: the last date that a recurrence can hold. */
export const LAST_DATE = '4500-08-31';

/** The days on which an occurrence begins by the pattern, including deleted and moved ones. */
export function* daysOfSeries({ pattern, startDate, end }: Recurrence): Generator<Day, void> {
  const last = dayOf(end.kind === 'EndDate' && end.endDate < LAST_DATE ? end.endDate : LAST_DATE);
  let left = end.kind === 'Numbered' ? end.count : Number.POSITIVE_INFINITY;
  for (const day of daysOfPattern(pattern, dayOf(startDate))) {
    if (day > last || left === 0) return;
    yield day;
    left -= 1;
  }
}

/** True where an occurrence begins on `day` by the pattern. */
export function isDayOfSeries(recurrence: Recurrence, day: Day): boolean {
  for (const other of daysOfSeries(recurrence)) if (other >= day) return other === day;
  return false;
}

/** The day of the occurrence with this 1-based number, counting deleted ones; undefined after the last. */
export function dayAtIndex(recurrence: Recurrence, index: number): Day | undefined {
  let number = 0;
  for (const day of daysOfSeries(recurrence)) {
    number += 1;
    if (number === index) return day;
  }
  return undefined;
}

/** The nearest days of the series before and after `day` for which `counts` is true. */
export function neighbours(
  recurrence: Recurrence,
  day: Day,
  counts: (date: string) => boolean,
): { readonly before: Day | undefined; readonly after: Day | undefined } {
  let before: Day | undefined;
  for (const other of daysOfSeries(recurrence)) {
    if (other === day || !counts(dateOf(other))) continue;
    if (other > day) return { before, after: other };
    before = other;
  }
  return { before, after: undefined };
}
