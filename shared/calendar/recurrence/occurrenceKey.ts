// The key of an occurrence, which stays the same for as long as its series exists. It is the date that the rule gives:
// a rule gives one occurrence a day at most. A series that moves to another time of the day keeps its occurrences. An
// occurrence that an override adds has its whole recurrence id as key.
import { dateIn, timeIn } from '../days.ts';
import type { RecurrenceId, When } from '../event.ts';
import { isOccurrence, overrideOf } from './occurrences.ts';

/** Returns the key of the occurrence with this id. Throws RangeError for an id whose date does not exist. */
export const occurrenceKey = (when: When, id: RecurrenceId): string => (isOccurrence(when, id) ? dateIn(id) : id);

/**
 * Returns the recurrence id that the key means now; undefined where the series has no such occurrence. Excluded
 * occurrences count.
 */
export function recurrenceIdOf(when: When, key: string): RecurrenceId | undefined {
  if (!isKey(key)) return undefined;
  const byRule = key + timeIn(when.start);
  if (timeIn(key) === '' && isOccurrence(when, byRule)) return byRule;
  const isAdded = overrideOf(when, key) !== undefined && !isOccurrence(when, key);
  return isAdded ? key : undefined;
}

/** True for an existing date, with or without a time. */
function isKey(key: string): boolean {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$/.test(key)) return false;
  const day = Date.parse(`${dateIn(key)}T00:00:00Z`);
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(dateIn(key));
}
