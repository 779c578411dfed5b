// The occurrences that a master shows: the first, the last, the changed and the deleted ones. All are instants. An
// original start is the start by the pattern.

import { type Day, dayOf } from '../recurrence/dates.ts';
import type { Item } from '../store/item.ts';
import { attributes, textElement } from '../xml/write.ts';
import { type WindowsZone, writeDateTime } from '../zones/zones.ts';
import { clockOf, firstKept, lastKept, occurrenceOn, timesOn } from './occurrences.ts';

/** An OccurrenceInfoType; empty where there is no such occurrence. */
function occurrenceElement(
  name: string,
  { master, day }: { readonly master: Item; readonly day: Day | undefined },
  zone: WindowsZone | undefined,
): string {
  if (day === undefined) return '';
  const { id, changeKey, start, end, occurrence } = occurrenceOn(master, day);
  const time = (element: string, instant: number) => textElement(`t:${element}`, writeDateTime(instant, zone));
  const times = time('Start', start) + time('End', end) + time('OriginalStart', occurrence?.originalStart ?? start);
  return `<t:${name}><t:ItemId${attributes({ Id: id, ChangeKey: changeKey })}/>${times}</t:${name}>`;
}

export const firstOccurrence = (master: Item, zone: WindowsZone | undefined): string =>
  occurrenceElement('FirstOccurrence', { master, day: firstKept(master) }, zone);

export const lastOccurrence = (master: Item, zone: WindowsZone | undefined): string =>
  occurrenceElement('LastOccurrence', { master, day: lastKept(master) }, zone);

export function modifiedOccurrences(master: Item, zone: WindowsZone | undefined): string {
  const each = Object.keys(master.exceptions)
    .sort()
    .map((date) => occurrenceElement('Occurrence', { master, day: dayOf(date) }, zone));
  return each.length > 0 ? `<t:ModifiedOccurrences>${each.join('')}</t:ModifiedOccurrences>` : '';
}

export function deletedOccurrences(master: Item, zone: WindowsZone | undefined): string {
  if (master.deletions.length === 0) return '';
  const clock = clockOf(master);
  const each = master.deletions.map((date) => {
    const start = textElement('t:Start', writeDateTime(timesOn(clock, dayOf(date)).start, zone));
    return `<t:DeletedOccurrence>${start}</t:DeletedOccurrence>`;
  });
  return `<t:DeletedOccurrences>${each.join('')}</t:DeletedOccurrences>`;
}
