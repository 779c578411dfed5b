// The three ways to name an item of a series: by its own id, as the nth occurrence of a master, and as the master of an
// occurrence. They are in MS-OXWSCORE sections 2.2.4.11, 2.2.4.35 and 2.2.4.39.

import { dateOf } from '../recurrence/dates.ts';
import { dayAtIndex, isDayOfSeries } from '../recurrence/recurrence.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { readOccurrenceId } from '../store/ids.ts';
import type { Item } from '../store/item.ts';
import type { Mailbox } from '../store/store.ts';
import type { XmlElement } from '../xml/xml.ts';
import { occurrenceOn } from './occurrences.ts';

/** The id in an element of ItemIds. Throws ResponseError for a kind of id that this server does not have. */
export function idIn({ name, attributes }: XmlElement): string {
  if (name === 'ItemId') return attributes.Id ?? '';
  if (name === 'OccurrenceItemId') return attributes.RecurringMasterId ?? '';
  if (name === 'RecurringMasterItemId') return attributes.OccurrenceId ?? '';
  throw new ResponseError('ErrorInvalidRequest', `An id of the kind ${name} is not supported.`);
}

/**
 * The item that `element` names, and the stored item behind it (the master of an occurrence, else the item itself).
 * Undefined where there is none. Throws ResponseError where the id has another kind.
 */
export function itemIn(
  mailbox: Mailbox,
  element: XmlElement,
): { readonly item: Item; readonly stored: Item } | undefined {
  const id = idIn(element);
  if (element.name === 'OccurrenceItemId') return nthOccurrence(mailbox.item(id), element.attributes.InstanceIndex);
  const occurrence = occurrenceById(mailbox, id);
  if (element.name === 'RecurringMasterItemId') {
    if (occurrence) return { item: occurrence.stored, stored: occurrence.stored };
    throw new ResponseError(
      'ErrorCalendarCannotUseIdForOccurrenceId',
      'The id is not that of an occurrence of a recurring calendar item.',
    );
  }
  const stored = mailbox.item(id);
  return occurrence ?? (stored && { item: stored, stored });
}

function occurrenceById(mailbox: Mailbox, id: string): { readonly item: Item; readonly stored: Item } | undefined {
  const named = readOccurrenceId(id);
  const master = named && mailbox.item(named.masterId);
  if (!named || !master?.recurrence || !isDayOfSeries(master.recurrence, named.day)) return undefined;
  if (master.deletions.includes(dateOf(named.day))) return undefined;
  return { item: occurrenceOn(master, named.day), stored: master };
}

function nthOccurrence(
  master: Item | undefined,
  index: string | undefined,
): { readonly item: Item; readonly stored: Item } | undefined {
  if (!master) return undefined;
  if (!master.recurrence) {
    throw new ResponseError(
      'ErrorCalendarCannotUseIdForRecurringMasterId',
      'The id is not that of a recurring master.',
    );
  }
  if (!/^[+-]?\d+$/.test(index ?? '')) throw schemaViolation("The 'InstanceIndex' attribute is invalid.");
  const day = dayAtIndex(master.recurrence, Number(index));
  if (day === undefined) {
    throw new ResponseError(
      'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
      'Occurrence index is out of recurrence range.',
    );
  }
  if (master.deletions.includes(dateOf(day))) {
    throw new ResponseError(
      'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      'Occurrence with this index was previously deleted from the recurrence.',
    );
  }
  return { item: occurrenceOn(master, day), stored: master };
}
