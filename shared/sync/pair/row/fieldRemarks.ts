// One odd value costs its field, and not its item. A field that a side cannot read or does not take keeps its bases. The
// others go across, and the pair remembers which value waits and why. docs/sync.md section 7, "A field by itself".

import type { Prints } from '../../../calendar/canonical/fingerprint.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type Instant,
} from '../../../calendar/event.ts';
import type { FieldRemark } from '../../ports/fieldRemark.ts';
import type { Failure } from '../../ports/outcome.ts';
import { type Item, otherSide, type Remote, type Side } from '../../ports/remote.ts';
import type { PairRow } from '../../ports/rows.ts';
import { without } from './without.ts';

/** The row with these remarks in place of the former ones. */
export function withFieldRemarks(row: PairRow, remarks: readonly FieldRemark[]): PairRow {
  if (remarks.length > 0) return { ...row, fieldRemarks: remarks };
  return row.fieldRemarks ? without(row, 'fieldRemarks') : row;
}

/** The side that may be written, and the other side's item as it reads now. */
interface Writing {
  readonly side: Side;
  readonly remote: Pick<Remote, 'unfit'>;
  /** As the written side may know it. */
  readonly event: CalendarEvent;
  /** Prints of the other side's item. */
  readonly now: Prints;
}

/**
 * The fields of the other side's item that `side` does not hold: by its known limits, or because it refused this very
 * value. Never `when`, without which the others mean nothing.
 */
export function unfitFields({ fieldRemarks = [] }: PairRow, { side, remote, event, now }: Writing): Set<EventField> {
  const refused = fieldRemarks.flatMap((each) =>
    each.side === side && each.why === 'notHeld' && each.print === now[each.field] ? [each.field] : [],
  );
  const unfit = new Set([...(remote.unfit?.(event) ?? []), ...refused]);
  unfit.delete('when');
  return unfit;
}

/** The remarks about fields that `side` does not hold. */
export const notHeld = (side: Side, fields: Iterable<EventField>, now: Prints): FieldRemark[] =>
  [...fields].flatMap((field) => fieldRemark({ side, field, why: 'unfit' }, now));

/** The remark about a field that merging left as it is. `now`: prints of the other side's item. */
export function fieldRemark({ side, field, why }: Left, now: Prints): FieldRemark[] {
  if (why === 'unreadable') return [{ side, field, why }];
  const print = now[field];
  return print === undefined ? [] : [{ side, field, why: why === 'unfit' ? 'notHeld' : why, print }];
}

interface Left {
  readonly side: Side;
  readonly field: EventField;
  readonly why: 'unreadable' | 'unfit' | 'unrecordable';
}

/** The remarks about the fields of an item that cannot be read. */
export const unreadable = (side: Side, { unread = new Set() }: Item): FieldRemark[] =>
  [...unread].map((field) => ({ side, field, why: 'unreadable' }));

/**
 * True where the value of this field on `side` is known not to go across, so that it is nobody's edit any more. It is
 * one again with another value.
 */
export const valueWaits = (
  { fieldRemarks = [] }: PairRow,
  { side, field, now }: { readonly side: Side; readonly field: EventField; readonly now: Prints },
): boolean =>
  fieldRemarks.some(
    (each) => each.field === field && each.side === otherSide(side) && isWaiting(each) && each.print === now[field],
  );

const isWaiting = (remark: FieldRemark): remark is Extract<FieldRemark, { why: 'notHeld' | 'unrecordable' }> =>
  remark.why === 'notHeld' || remark.why === 'unrecordable';

/** An answered write to `side`: prints as both sides had them, and as `side` stores them now. */
interface Answered {
  readonly side: Side;
  readonly sent: Prints;
  readonly stored: Prints;
  readonly at: Instant;
}

/**
 * The row after a write was answered: a value that the side stores in another way than it was sent is that side's own
 * base, and a remark. It is nobody's edit and never goes back.
 */
export function withAnswered(row: PairRow, { side, sent, stored, at }: Answered): PairRow {
  const fields = EVENT_FIELDS.filter((field) => sent[field] !== undefined);
  const others = (row.fieldRemarks ?? []).filter(
    (each) => each.why !== 'storedOtherwise' || each.side !== side || !fields.includes(each.field),
  );
  const otherwise = fields.flatMap((field): FieldRemark[] => {
    const [print, now] = [sent[field], stored[field]];
    if (print === undefined || now === undefined || now === print) return [];
    return [{ side, field, why: 'storedOtherwise', print, at }];
  });
  return withFieldRemarks(row, [...others, ...otherwise]);
}

/** True where `side` is known to store the value that was sent in the form that it has `now`. */
export const isStoredForm = (
  row: PairRow,
  side: Side,
  { field, sent, now }: { readonly field: EventField; readonly sent: string; readonly now: string | undefined },
): boolean =>
  now !== undefined &&
  now === row[side]?.base[field] &&
  (row.fieldRemarks ?? []).some(
    (each) => each.why === 'storedOtherwise' && each.side === side && each.field === field && each.print === sent,
  );

/** The remarks about stored values that still stand, as both sides read now, and of which nothing is written. */
export const stillStored = ({ fieldRemarks = [] }: PairRow, { now, written }: BySide): FieldRemark[] =>
  fieldRemarks.filter((each) => {
    if (each.why !== 'storedOtherwise' || written.has(each.field)) return false;
    const [ours, theirs] = [now[each.side][each.field], now[otherSide(each.side)][each.field]];
    return theirs === each.print && ours !== theirs;
  });

interface BySide {
  readonly now: { readonly [S in Side]: Prints };
  readonly written: ReadonlySet<EventField>;
}

/** The event with nothing in these fields: an item has to be made without them. */
export const withoutValues = (event: CalendarEvent, fields: Iterable<EventField>): CalendarEvent => {
  const blanks: EventPatch = Object.fromEntries([...fields].map((field) => [field, NOTHING[field]]));
  return { ...event, ...blanks };
};

/** Of privacy, the value that shows nobody what was meant to be hidden. */
const NOTHING: EventPatch = {
  title: '',
  description: '',
  location: '',
  privacy: 'private',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
};

/** The prints of a write that count for the other side: not those of fields whose value there was left out. */
export const sentPrints = ({ fieldRemarks = [] }: PairRow, side: Side, target: Prints): Prints =>
  without(
    target,
    ...fieldRemarks.flatMap((each) =>
      each.why === 'unreadable' || (each.side === side && isWaiting(each)) ? [each.field] : [],
    ),
  );

/**
 * The row after `side` refused a write because of one field, where the others may go without it. Undefined where that
 * is no way: the field is `when` or is not named, or the write lacked it already.
 */
export function withRefused(row: PairRow, side: Side, refusal: Refusal): PairRow | undefined {
  const { failure, now, sent } = refusal;
  if (failure.kind !== 'rejected' || failure.field === undefined) return undefined;
  const field = EVENT_FIELDS.find((each) => each === failure.field);
  const print = field && now[field];
  if (!field || field === 'when' || print === undefined || sent[field] !== print) return undefined;
  const others = (row.fieldRemarks ?? []).filter((each) => each.field !== field);
  return { ...row, fieldRemarks: [...others, { side, field, why: 'notHeld', print }] };
}

interface Refusal {
  readonly failure: Failure;
  /** Prints of the other side's item, whose values were written. */
  readonly now: Prints;
  /** Prints of the values as they were sent. */
  readonly sent: Prints;
}
