// The row of a pair after it takes an item. Pure.

import type { Prints } from '../../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS, type EventField, type Instant } from '../../../calendar/event.ts';
import { type Item, otherSide, type Side, type Written } from '../../ports/remote.ts';
import type { CreateIntent, PairRow, PairSide } from '../../ports/rows.ts';
import { isStoredForm, withAnswered } from './fieldRemarks.ts';
import { type Keys, type Print, printerOfKey, printsOf } from './prints.ts';
import { setAsideAs, takingPart } from './standing.ts';
import { without } from './without.ts';

/** The link's printer, and the time at which a pair takes an item. */
export interface Binding {
  readonly print: Print;
  readonly at: Instant;
}

/** An item that a create intent made. */
export interface Made {
  readonly side: Side;
  readonly intent: CreateIntent;
  readonly item: Item;
}

/**
 * The base after a write of `target` was found on an item. Fields that read as sent are the base. The others get none,
 * since somebody edited them. `when` of an unfinished write counts as sent.
 */
export function asSent(now: Prints, target: Prints, unfinished: boolean): Prints {
  const kept = EVENT_FIELDS.filter(
    (f) => target[f] !== undefined && (now[f] === target[f] || (unfinished && f === 'when')),
  );
  return Object.fromEntries(kept.map((field) => [field, target[field]]));
}

/** The pair takes the item that its create intent made. */
export function bindCreated(row: PairRow, made: Made, { print, at }: Binding): PairRow {
  const { intent, item } = made;
  const unfinished = item.begun === intent.nonce;
  const base = asSent(printsOf(print, item), intent.target, unfinished);
  return bound(row, made, {
    base,
    madeAt: at,
    ...(unfinished ? { begun: { rev: intent.nonce, at: intent.at } } : {}),
  });
}

/**
 * The base after a side answered a write of `target`: the side stored the values of its answer. Where the write took
 * several requests and `when` does not read as sent, somebody may have edited it between two of them, and it has no
 * base.
 */
export function asAnswered({ inSteps }: Pick<Written, 'inSteps'>, now: Prints, target: Prints): Prints {
  const isEdited = inSteps === true && now.when !== target.when;
  const kept = EVENT_FIELDS.filter(
    (f) => target[f] !== undefined && now[f] !== undefined && !(f === 'when' && isEdited),
  );
  return Object.fromEntries(kept.map((field) => [field, now[field]]));
}

/** The pair takes the item as the write itself answered it. */
export function bindAnswered(row: PairRow, made: Made & Pick<Written, 'inSteps'>, { print, at }: Binding): PairRow {
  const { side, intent } = made;
  const base = asAnswered(made, printsOf(print, made.item), intent.target);
  return withAnswered(bound(row, made, { base, madeAt: at }), { side, sent: intent.otherBase, stored: base, at });
}

function bound(
  row: PairRow,
  { side, intent, item }: Made,
  known: Pick<PairSide, 'base' | 'madeAt' | 'begun'>,
): PairRow {
  const other = otherSide(side);
  const counterpart = row[other];
  return {
    ...without(
      setAsideAs(row) ? row : takingPart(row),
      'problem',
      'firstSeen',
      ...(side === 'mailbox' ? FORMER_EVENT : []),
    ),
    [side]: { id: item.id, ...(item.uid === undefined ? {} : { uid: item.uid }), ...known },
    ...(counterpart ? { [other]: { ...counterpart, base: { ...counterpart.base, ...intent.otherBase } } } : {}),
    intents: without(row.intents, side),
    ...(intent.invited ? { invited: intent.invited } : {}),
  };
}

/** Facts about the event that this one replaces. */
const FORMER_EVENT = ['invited'] as const;

/** The fields in which an item of ours can show a person's edit: not `when` of an unfinished creation. */
export const tellingFields = (item: Item): EventField[] =>
  EVENT_FIELDS.filter((field) => field !== 'when' || item.begun === undefined || item.begun !== item.tag?.nonce);

/**
 * True when the item still reads as an abandoned create of this pair sent it. False where the key of that create is
 * missing, since nobody can tell.
 */
export function isAbandonedCreate(
  row: PairRow,
  { side, item }: { readonly side: Side; readonly item: Item },
  keys: Keys,
): boolean {
  const given = row.abandoned.find((each) => each.side === side && each.nonce === item.tag?.nonce);
  const print = given && (given.key === undefined ? keys.print : printerOfKey(keys, given.key)?.print);
  if (!given || !print) return false;
  const now = printsOf(print, item);
  return tellingFields(item).every((field) => {
    const sent = given.target[field];
    return sent === undefined || now[field] === sent || isStoredForm(row, side, { field, sent, now: now[field] });
  });
}

/**
 * The row with this entry. Neither side has a base. So differences are compared and put on record, and the second
 * writer does not silently overwrite the first.
 */
export function withEntry(
  row: PairRow,
  { id, role }: { readonly id: string; readonly role: 'owner' | 'participant' },
  meeting: NonNullable<PairRow['meeting']>,
): PairRow {
  const { mailbox } = row;
  return {
    ...without(takingPart(row), 'firstSeen', 'problem'),
    ...(mailbox ? { mailbox: { ...mailbox, base: {} } } : {}),
    source: { id, base: {} },
    role,
    meeting,
  };
}
