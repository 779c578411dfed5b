// A value that a write of ours overwrites or removes. It goes on record, sealed by the run. A value that is too long
// for the rows is not written over: its item waits for a person, and the other items go on.
import type { EventField } from '../../calendar/event.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { Loser } from '../ports/rows.ts';

/** `value`: the field's value as JSON, in the clear. It is never stored like this. */
export interface LosingValue {
  readonly side: Side;
  readonly field: EventField;
  readonly why: Loser['why'];
  readonly value: string;
}

/**
 * The most bytes of a losing value, as UTF-8. A row of Azure Table Storage holds 1 MiB of UTF-16. A pair's row holds the
 * sealed losing values of both sides, and those of the last three updates that had not landed.
 */
export const LOSING_VALUE_BYTES_MAX = 44_900;

/** The values of these fields of an item, before a write of ours takes them. */
export function losingValues(side: Side, item: Item, fields: readonly EventField[], why: Loser['why']): LosingValue[] {
  const { content } = item;
  if (content.kind !== 'event') return [];
  return fields.map((field) => ({ side, field, why, value: JSON.stringify(content.event[field]) }));
}
