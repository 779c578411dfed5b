// What happens to a pair's row when it takes an item. Pure.
import { type CalendarEvent, EVENT_FIELDS, type Instant } from '../calendar/event.ts';
import type { Prints } from '../calendar/fingerprint.ts';
import { naturalKey } from '../calendar/fingerprint.ts';
import { endInstant } from '../calendar/when.ts';
import type { Item, LeftOutReason, Side } from './remote.ts';
import { otherSide } from './remote.ts';
import type { CreateIntent, PairRow } from './rows.ts';

export type Print = (fields: CalendarEvent) => Prints;

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

/** Why this item takes no part, while it stands on one side only. */
export function leftOutOf(item: Item, endsAfter: Instant): LeftOutReason | undefined {
  if (item.content.kind === 'leftOut') return item.content.reason;
  const ended = endInstant(item.content.event.when, 'UTC') <= endsAfter;
  return ended ? 'ended-before-start-of-sync' : undefined;
}

/** A pair that has been seen on one side only so far. */
export function halfPair(pair: string, side: Side, item: Item, print: Print, endsAfter: Instant): PairRow {
  const base = printsOf(print, item);
  const reason = leftOutOf(item, endsAfter);
  return {
    pair,
    [side]: { id: item.id, ...(item.uid === undefined ? {} : { uid: item.uid }), base },
    intents: {},
    abandoned: [],
    unlanded: {},
    orphans: [],
    ...(item.content.kind === 'event'
      ? { firstSeen: { naturalKey: naturalKey(base), prints: base, version: item.version } }
      : {}),
    ...(reason ? { leftOut: reason } : {}),
  };
}

/**
 * The pair takes the item that its create intent made. Fields that no longer read as they were sent get no base:
 * somebody changed them since, and that is an edit.
 */
export function bindCreated(
  row: PairRow,
  side: Side,
  intent: CreateIntent,
  item: Item,
  { print, at }: Binding,
): PairRow {
  const now = printsOf(print, item);
  const base = Object.fromEntries(EVENT_FIELDS.filter((f) => now[f] === intent.target[f]).map((f) => [f, now[f]]));
  return bound(row, side, intent, item, { base, at });
}

/** The pair takes the item as the write itself answered it: whatever it reads is what the side stored. */
export function bindAnswered(
  row: PairRow,
  side: Side,
  intent: CreateIntent,
  item: Item,
  { print, at }: Binding,
): PairRow {
  return bound(row, side, intent, item, { base: printsOf(print, item), at });
}

function bound(
  row: PairRow,
  side: Side,
  intent: CreateIntent,
  item: Item,
  { base, at }: { readonly base: Prints; readonly at: Instant },
): PairRow {
  const other = otherSide(side);
  const counterpart = row[other];
  return {
    ...without(row, 'keep', 'problem', 'firstSeen', 'leftOut'),
    [side]: { id: item.id, ...(item.uid === undefined ? {} : { uid: item.uid }), base, madeAt: at },
    ...(counterpart ? { [other]: { ...counterpart, base: { ...counterpart.base, ...intent.otherBase } } } : {}),
    intents: without(row.intents, side),
  };
}

/** Whether the item still reads as an abandoned create of this pair sent it. */
export function isAbandonedCreate(row: PairRow, side: Side, item: Item, print: Print): boolean {
  const given = row.abandoned.find((each) => each.side === side && each.nonce === item.tag?.nonce);
  if (!given) return false;
  const now = printsOf(print, item);
  return EVENT_FIELDS.every((field) => given.target[field] === undefined || now[field] === given.target[field]);
}
