// What happens to a pair's row when it takes an item. Pure.
import { type CalendarEvent, EVENT_FIELDS, type EventField, type Instant } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { naturalKey } from '../../calendar/fingerprint.ts';
import { lastEnd } from '../../calendar/occurrences.ts';
import type { LinkContext, Printer } from '../ports/link.ts';
import type { Item, LeftOutReason, Side } from '../ports/remote.ts';
import { otherSide } from '../ports/remote.ts';
import type { CreateIntent, PairRow, PairSide } from '../ports/rows.ts';

export type Print = (fields: CalendarEvent) => Prints;

/** What an item that stands on one side only has to meet. */
export interface Admission {
  /** What ended before takes no part. */
  readonly endsAfter: Instant;
  /** Why the other side cannot hold an event. */
  readonly unheld: (event: CalendarEvent) => LeftOutReason | undefined;
  /** What the link's rules say of it. */
  readonly rule?: LeftOut | undefined;
}

/** What the link prints with, and what it did before. */
export type Keys = Pick<LinkContext, 'print' | 'printers'>;

export const printerOfKey = ({ printers }: Pick<Keys, 'printers'>, key: string): Printer | undefined =>
  [printers.inUse, ...printers.former].find((each) => each.key === key);

/** How a pair takes an item: the link's prints, and when. */
export interface Binding {
  readonly print: Print;
  readonly at: Instant;
}

/** The row without these optional properties. */
export function without<T extends object, K extends keyof T>(row: T, ...keys: K[]): Omit<T, K> {
  const rest = { ...row };
  for (const key of keys) delete rest[key];
  return rest;
}

export const printsOf = (print: Print, item: Item): Prints =>
  item.content.kind === 'event' ? print(item.content.event) : {};

/** Why something takes no part, and the name of the rule that says so. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly by?: string;
}

/** Why this item takes no part, while it stands on one side only. A series ends with its last occurrence. */
export function leftOutOf(item: Item, { endsAfter, unheld, rule }: Admission): LeftOut | undefined {
  if (item.content.kind === 'leftOut') return { reason: item.content.reason };
  if (rule) return rule;
  const { event } = item.content;
  const reason = lastEnd(event.when, 'UTC') <= endsAfter ? 'ended-before-start-of-sync' : unheld(event);
  return reason && { reason };
}

/** The row with why it takes no part, or without any such reason. */
export function withLeftOut(row: PairRow, left: LeftOut | undefined): PairRow {
  const rest = without(row, 'leftOut', 'leftOutBy');
  if (!left) return rest;
  return { ...rest, leftOut: left.reason, ...(left.by === undefined ? {} : { leftOutBy: left.by }) };
}

/** A pair that has been seen on one side only so far. */
export function halfPair(pair: string, side: Side, item: Item, print: Print, admission: Admission): PairRow {
  const base = printsOf(print, item);
  const row: PairRow = {
    pair,
    [side]: {
      id: item.id,
      ...(item.uid === undefined ? {} : { uid: item.uid }),
      ...(item.remarks ? { remarks: item.remarks } : {}),
      base,
    },
    intents: {},
    abandoned: [],
    unlanded: {},
    orphans: [],
    ...(item.content.kind === 'event'
      ? { firstSeen: { naturalKey: naturalKey(print, item.content.event), prints: base, version: item.version } }
      : {}),
  };
  return withLeftOut(row, leftOutOf(item, admission));
}

/**
 * The base after a write of `target` was found on an item: the fields that read as sent. The others get none, since
 * somebody changed them, and that is an edit; but `when` of a write that has not come to its end counts as sent.
 */
export function asSent(now: Prints, target: Prints, unfinished: boolean): Prints {
  const kept = EVENT_FIELDS.filter(
    (f) => target[f] !== undefined && (now[f] === target[f] || (unfinished && f === 'when')),
  );
  return Object.fromEntries(kept.map((field) => [field, target[field]]));
}

/** The pair takes the item that its create intent made. */
export function bindCreated(
  row: PairRow,
  side: Side,
  intent: CreateIntent,
  item: Item,
  { print, at }: Binding,
): PairRow {
  const unfinished = item.begun === intent.nonce;
  const base = asSent(printsOf(print, item), intent.target, unfinished);
  return bound(row, side, intent, item, {
    base,
    madeAt: at,
    ...(unfinished ? { begun: { rev: intent.nonce, at: intent.at } } : {}),
  });
}

/**
 * The base after a side answered a write of `target`: whatever it reads is what the side stored. Only a mailbox takes a
 * series in several requests: where its `when` does not read as sent, somebody edited it in between, and it has no base.
 */
export function asAnswered(side: Side, item: Item, now: Prints, target: Prints): Prints {
  const isSeries = item.content.kind === 'event' && item.content.event.when.recurrence !== undefined;
  const isEdited = side === 'mailbox' && isSeries && now.when !== target.when;
  const kept = EVENT_FIELDS.filter(
    (f) => target[f] !== undefined && now[f] !== undefined && !(f === 'when' && isEdited),
  );
  return Object.fromEntries(kept.map((field) => [field, now[field]]));
}

/** The pair takes the item as the write itself answered it. */
export function bindAnswered(
  row: PairRow,
  side: Side,
  intent: CreateIntent,
  item: Item,
  { print, at }: Binding,
): PairRow {
  return bound(row, side, intent, item, {
    base: asAnswered(side, item, printsOf(print, item), intent.target),
    madeAt: at,
  });
}

function bound(
  row: PairRow,
  side: Side,
  intent: CreateIntent,
  item: Item,
  known: Pick<PairSide, 'base' | 'madeAt' | 'begun'>,
): PairRow {
  const other = otherSide(side);
  const counterpart = row[other];
  return {
    ...without(
      row,
      'keep',
      'problem',
      'firstSeen',
      'leftOut',
      'leftOutBy',
      ...(side === 'mailbox' ? FORMER_EVENT : []),
    ),
    [side]: { id: item.id, ...(item.uid === undefined ? {} : { uid: item.uid }), ...known },
    ...(counterpart ? { [other]: { ...counterpart, base: { ...counterpart.base, ...intent.otherBase } } } : {}),
    intents: without(row.intents, side),
    ...(intent.invited ? { invited: intent.invited } : {}),
  };
}

/** What was so of the event that this one takes the place of. */
const FORMER_EVENT = ['invited'] as const;

/** Fields of an item of our own making that tell a person's edit: not `when` of a creation that has not come to its end. */
export const tellingFields = (item: Item): EventField[] =>
  EVENT_FIELDS.filter((field) => field !== 'when' || item.begun === undefined || item.begun !== item.tag?.nonce);

/** Whether the item still reads as an abandoned create of this pair sent it; where its key is missing, nobody can say so. */
export function isAbandonedCreate(row: PairRow, side: Side, item: Item, keys: Keys): boolean {
  const given = row.abandoned.find((each) => each.side === side && each.nonce === item.tag?.nonce);
  const print = given && (given.key === undefined ? keys.print : printerOfKey(keys, given.key)?.print);
  if (!given || !print) return false;
  const now = printsOf(print, item);
  return tellingFields(item).every((field) => given.target[field] === undefined || now[field] === given.target[field]);
}

/**
 * The row with this entry. Neither side has a base: what differs is compared and put on record, and nobody's value is
 * silently overwritten by who comes second.
 */
export function withEntry(
  row: PairRow,
  { id, role }: { readonly id: string; readonly role: 'owner' | 'participant' },
  meeting: NonNullable<PairRow['meeting']>,
): PairRow {
  const { mailbox } = row;
  return {
    ...without(row, 'firstSeen', 'leftOut', 'leftOutBy', 'problem', 'unlinked', 'left', 'keep'),
    ...(mailbox ? { mailbox: { ...mailbox, base: {} } } : {}),
    source: { id, base: {} },
    role,
    meeting,
  };
}
