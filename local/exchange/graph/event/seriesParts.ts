// The occurrences that a master shows (learn.microsoft.com: event resource type, cancelledOccurrences and
// exceptionOccurrences).

import { dayOf } from '../../recurrence/dates.ts';
import { clockOf, occurrenceOn } from '../../series/occurrences.ts';
import type { Item } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { graphId, type IdType } from '../request/ids.ts';

/** `OID.{id of the series}.{original date}`; undefined for an event that is not a series. */
export function cancelledOccurrences(mailbox: Mailbox, item: Item, type: IdType): string[] | undefined {
  if (!item.recurrence) return undefined;
  const id = graphId(mailbox, item, type);
  return item.deletions.map((date) => `OID.${id}.${date}`);
}

export function exceptionOccurrences(master: Item): Item[] {
  const clock = clockOf(master);
  return Object.keys(master.exceptions)
    .sort()
    .map((date) => occurrenceOn(master, dayOf(date), clock));
}
