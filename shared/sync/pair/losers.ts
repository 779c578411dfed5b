// A value that a write of ours overwrites or removes. It goes on record, sealed by the run. A value that is too long
// for the rows is not written over: its item waits for a person, and the other items go on.
import { canonicalField } from '../../calendar/canonical/canonical.ts';
import type { CalendarEvent, EventField } from '../../calendar/event.ts';
import type { FormattedBody } from '../ports/mailbox.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { Loser, PairRow } from '../ports/rows.ts';

/** `value`: the field's value as JSON, in the clear. It is never stored like this. */
export interface LosingValue {
  readonly side: Side;
  readonly field: EventField;
  readonly why: Loser['why'];
  readonly value: string;
  /** The formatted body of a description. */
  readonly body?: FormattedBody;
}

/**
 * The most bytes of a losing value, as UTF-8. A row of Azure Table Storage holds 1 MiB of UTF-16. A pair's row holds the
 * sealed losing values of both sides, and those of the last three updates that had not landed.
 */
export const LOSING_VALUE_BYTES_MAX = 44_900;

/** The fields of an item that a write of ours takes. */
interface Taken {
  readonly side: Side;
  readonly item: Item;
  readonly fields: readonly EventField[];
  readonly why: Loser['why'];
}

/** Its bytes on record, as UTF-8. */
export const bytesOf = ({ value, body = '' }: LosingValue): number => Buffer.byteLength(value) + body.length;

/** The values of these fields of an item, before a write of ours takes them. */
export function losingValues({ side, item, fields, why }: Taken): LosingValue[] {
  const { content } = item;
  if (content.kind !== 'event') return [];
  return fields.map((field) => ({ side, field, why, value: JSON.stringify(content.event[field]) }));
}

/**
 * These fields, without those in which nothing is lost. An absent value that no side has a base for is nobody's edit:
 * two items met for the first time, and one of them never said anything.
 */
export function fieldsThatLose({ mailbox, source }: PairRow, item: Item, fields: readonly EventField[]): EventField[] {
  return fields.filter((field) => {
    const isKnown = mailbox?.base[field] !== undefined || source?.base[field] !== undefined;
    return isKnown || !isAbsent(item, field);
  });
}

/** The fields in which an item says something. */
export const filledFields = (item: Item, fields: readonly EventField[]): EventField[] =>
  fields.filter((field) => !isAbsent(item, field));

/** The canonical forms of no text, no reminder and no keywords. */
const ABSENT: ReadonlySet<string> = new Set(['', '[]']);

const isAbsent = ({ content }: Item, field: EventField): boolean =>
  content.kind === 'event' && ABSENT.has(canonicalValue(content.event, field));

const canonicalValue = <F extends EventField>(event: CalendarEvent, field: F): string =>
  canonicalField(field, event[field]);

/** True for a value that no row can hold. */
export const isTooLarge = (loser: LosingValue | Loser): boolean =>
  'value' in loser && bytesOf(loser) > LOSING_VALUE_BYTES_MAX;
