// A link's rule for private events, for one pair: which fields go to the other side, and which ones our copy loses.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventField, type EventPatch } from '../../calendar/event.ts';
import { isPrivate } from '../ports/linkRules.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import type { Read, Reading } from './look.ts';
import { copyOf, homesOf } from './row/homes.ts';
import { without } from './row/without.ts';
import type { Settings } from './settings.ts';
import { HIDDEN, printerOf, VISIBLE, veiledEvent, veiledWhen, withDetails } from './veil.ts';

const isPrivateItem = (reading: Reading): boolean =>
  reading.state === 'present' && reading.item.content.kind === 'event' && isPrivate(reading.item.content.event);

/** The row with the veil, or without it. When the veil goes, the details at home count as new to the other side. */
export function withVeil({ rules }: Settings, { row, mailbox, source }: Read): PairRow {
  const isVeiled = rules.privateEvents.kind === 'busyOnly' && (isPrivateItem(mailbox) || isPrivateItem(source));
  if (isVeiled === (row.veiled === true)) return row;
  if (isVeiled) return { ...row, veiled: true };
  const [home] = homesOf(row);
  const ours = home && row[home];
  const unveiled = without(row, 'veiled');
  // Where a person made both items, each keeps its own details.
  return ours && copyOf(unveiled)
    ? { ...unveiled, [home]: { ...ours, base: without(ours.base, ...HIDDEN) } }
    : unveiled;
}

/**
 * The fields that the two sides of this pair exchange. An event that a person has just made private sends its privacy
 * only.
 */
export function exchanged(settings: Settings, read: Read, fields: ReadonlySet<EventField>): ReadonlySet<EventField> {
  const skips = settings.rules.privateEvents.kind === 'skip';
  if (skips && (isPrivateItem(read.mailbox) || isPrivateItem(read.source))) return new Set<EventField>(['privacy']);
  return read.row.veiled ? new Set([...fields].filter((field) => VISIBLE.has(field))) : fields;
}

/** The event as the other side may have it. */
export function shownEvent(settings: Settings, { row }: Read, event: CalendarEvent): CalendarEvent {
  const { privateEvents } = settings.rules;
  return row.veiled && privateEvents.kind === 'busyOnly' ? veiledEvent(event, privateEvents.title) : event;
}

interface Sent {
  /** The side that is written. */
  readonly side: Side;
  readonly to: Item;
  readonly from: Item;
  readonly fields: readonly EventField[];
}

/**
 * The fields of `from` as they are written to `to`. Where `to` is the pair's home, its occurrences keep their details.
 */
export function shownPatch({ row }: Read, { side, to, from, fields }: Sent): EventPatch {
  if (from.content.kind !== 'event' || to.content.kind !== 'event') return {};
  const { event } = from.content;
  const patch: EventPatch = Object.fromEntries(fields.map((field) => [field, event[field]]));
  if (!row.veiled || !patch.when) return patch;
  const when = veiledWhen(patch.when);
  return { ...patch, when: copyOf(row) === side ? when : withDetails(when, to.content.event.when) };
}

/** Takes back from our copy the details of an event that is private now. A person's own text in the copy stays. */
export function withdrawn(settings: Settings, read: Read, side: Side): EventPatch {
  const reading = read[side];
  if (reading.state !== 'present') return {};
  const { item } = reading;
  if (!read.row.veiled || copyOf(read.row) !== side || item.content.kind !== 'event') return {};
  const { event } = item.content;
  const { print } = settings;
  const veiled = shownEvent(settings, read, event);
  const [now, then, base] = [print(event), print(veiled), read.row[side]?.base ?? {}];
  const told = EVENT_FIELDS.filter((field) => {
    const mayBeWritten = settings[side].fields.has(field) && !item.fixed?.has(field);
    return mayBeWritten && now[field] === base[field] && now[field] !== then[field];
  });
  return Object.fromEntries(told.map((field) => [field, veiled[field]]));
}

/** The fields in which the home of a veiled pair says more than the other side. */
export const hiddenAtHome = ({ row }: Read, side: Side): readonly EventField[] =>
  row.veiled && homesOf(row).includes(side) ? HIDDEN : [];

/** The hidden fields at the home of a veiled pair count as settled, though they go nowhere. */
export const settledAtHome = (read: Read, side: Side, now: Prints): Prints =>
  Object.fromEntries(
    hiddenAtHome(read, side).flatMap((field) => (now[field] === undefined ? [] : [[field, now[field]]])),
  );

/** The base of a side, printed like `printsNow`: `when` may have been stored before the veil. */
export function baseNow(settings: Settings, { row, ...read }: Read, side: Side): Prints {
  const base = row[side]?.base ?? {};
  const reading = read[side];
  if (!row.veiled || reading.state !== 'present' || reading.item.content.kind !== 'event') return base;
  const { event } = reading.item.content;
  const { print } = settings;
  if (print(event).when !== base.when) return base;
  const { when } = printerOf(print, row)(event);
  return when === undefined ? base : { ...base, when };
}

/**
 * True when a write of these fields may change the verdict of the rules on the pair. Then the pair is looked at once
 * more.
 */
export function mayChangeRules(
  { rules }: Settings,
  { row }: Read,
  { side, fields }: { readonly side: Side; readonly fields: readonly EventField[] },
): boolean {
  const { filters, privateEvents } = rules;
  if (privateEvents.kind !== 'asTheyAre' && fields.includes('privacy')) return true;
  const filter = side === 'mailbox' ? filters.toSource : filters.toExchange;
  return Object.keys(filter).length > 0 && homesOf(row).includes(side);
}
