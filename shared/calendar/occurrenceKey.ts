// How an occurrence is known for as long as its series lives: by the date that the rule gives it. There is one a day at
// most, and a series that is moved to another time of the day keeps its occurrences. One that an override adds beside
// the rule is known by its whole recurrence id. Pure.
import { dateIn, timeIn } from './days.ts';
import type { RecurrenceId, When } from './event.ts';
import { isOccurrence } from './occurrences.ts';

export const occurrenceKey = (when: When, id: RecurrenceId): string => (isOccurrence(when, id) ? dateIn(id) : id);

/** The recurrence id that the key means now, excluded ones included; undefined where the series has no such occurrence. */
export function recurrenceIdOf(when: When, key: string): RecurrenceId | undefined {
  if (!isKey(key)) return undefined;
  const byRule = key + timeIn(when.start);
  if (timeIn(key) === '' && isOccurrence(when, byRule)) return byRule;
  const isAdded = when.recurrence?.overrides[key] !== undefined && !isOccurrence(when, key);
  return isAdded ? key : undefined;
}

/** A date that exists, with a time or without. */
function isKey(key: string): boolean {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/.test(key)) return false;
  const day = Date.parse(`${dateIn(key)}T00:00:00Z`);
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(dateIn(key));
}
