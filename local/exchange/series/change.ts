// Changes and deletes one occurrence. Both change the master, which alone is stored.

import { dayOf } from '../recurrence/dates.ts';
import { neighbours } from '../recurrence/recurrence.ts';
import { ResponseError } from '../soap/errors.ts';
import type { ItemContent } from '../store/item.ts';
import { zonedTime } from '../zones/zones.ts';
import { firstKept, occurrenceContent, patchOf, zoneOf } from './occurrences.ts';

/** `master` with the occurrence of `date` as in `after`. Throws ResponseError where it would meet a neighbour. */
export function withException(master: Readonly<ItemContent>, date: string, after: Readonly<ItemContent>): ItemContent {
  if (after.recurrence) {
    throw new ResponseError('ErrorInvalidPropertySet', 'Set action is invalid for property.', 'calendar:Recurrence');
  }
  expectBetweenNeighbours(master, date, after);
  const before = occurrenceContent(master, dayOf(date));
  const patch = patchOf(before, after, master.exceptions[date] ?? {});
  return { ...master, exceptions: { ...master.exceptions, [date]: patch } };
}

/** `master` without the occurrence of `date`. Throws ResponseError for the last one. */
export function withoutOccurrence(master: Readonly<ItemContent>, date: string): ItemContent {
  const { [date]: _, ...exceptions } = master.exceptions;
  const left = { ...master, exceptions, deletions: [...master.deletions, date].sort() };
  if (firstKept(left) === undefined) {
    throw new ResponseError('ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence.');
  }
  return left;
}

/**
 * learn.microsoft.com, event: update: an occurrence cannot move to or before the day of the previous one, nor to or
 * after the day of the next one. A deleted occurrence is no neighbour.
 */
function expectBetweenNeighbours(
  master: Readonly<ItemContent>,
  date: string,
  { start, end }: Readonly<ItemContent>,
): void {
  if (!master.recurrence) return;
  const { before, after } = neighbours(master.recurrence, dayOf(date), (other) => !master.deletions.includes(other));
  const zone = zoneOf(master);
  const dateAt = (instant: number) => zonedTime(instant, zone).toPlainDate().toString();
  const [earlier, later] = [before, after].map((day) =>
    day === undefined ? undefined : occurrenceContent(master, day),
  );
  const crosses =
    (earlier && (dateAt(start) <= dateAt(earlier.start) || start < earlier.end)) ||
    (later && (dateAt(start) >= dateAt(later.start) || end > later.start));
  if (crosses) {
    throw new ResponseError(
      'ErrorOccurrenceCrossingBoundary',
      'Modified occurrence is crossing or overlapping adjacent occurrence.',
    );
  }
}
