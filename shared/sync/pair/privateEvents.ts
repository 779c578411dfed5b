// What a link's rule for private events means for one pair: which fields go to the other side, and what our copy loses.
import { type CalendarEvent, EVENT_FIELDS, type EventField, type EventPatch } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { isPrivate } from '../ports/linkRules.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { Session } from '../session/session.ts';
import { without } from './bind.ts';
import { copyOf, homesOf } from './homes.ts';
import type { Job, Reading } from './look.ts';
import { HIDDEN, printerOf, VISIBLE, veiledEvent, veiledWhen, withDetails } from './veil.ts';

const isPrivateItem = (reading: Reading): boolean =>
  reading.state === 'present' && reading.item.content.kind === 'event' && isPrivate(reading.item.content.event);

/** Draws the veil over a pair, or takes it away: what the home says then counts as new to the other side. */
export function drawVeil(session: Session, job: Job): void {
  const isVeiled =
    session.context.rules.privateEvents.kind === 'busyOnly' &&
    (isPrivateItem(job.mailbox) || isPrivateItem(job.source));
  if (isVeiled === (job.row.veiled === true)) return;
  if (isVeiled) {
    job.row = { ...job.row, veiled: true };
    return;
  }
  const [home] = homesOf(job.row);
  const ours = home && job.row[home];
  const row = without(job.row, 'veiled');
  // Where a person made both items, each keeps what it says.
  job.row = ours && copyOf(row) ? { ...row, [home]: { ...ours, base: without(ours.base, ...HIDDEN) } } : row;
}

/** The fields of this pair that its sides exchange; what a person has just made private takes nothing else with it. */
export function exchanged(session: Session, job: Job, fields: ReadonlySet<EventField>): ReadonlySet<EventField> {
  const skips = session.context.rules.privateEvents.kind === 'skip';
  if (skips && (isPrivateItem(job.mailbox) || isPrivateItem(job.source))) return new Set<EventField>(['privacy']);
  return job.row.veiled ? new Set([...fields].filter((field) => VISIBLE.has(field))) : fields;
}

/** The event as the other side may have it. */
export function shownEvent(session: Session, { row }: Job, event: CalendarEvent): CalendarEvent {
  const { privateEvents } = session.context.rules;
  return row.veiled && privateEvents.kind === 'busyOnly' ? veiledEvent(event, privateEvents.title) : event;
}

/** The fields of `from` as they are written to `to`, which keeps what it says of single occurrences where it is home. */
export function shownPatch({ row }: Job, side: Side, to: Item, from: Item, fields: readonly EventField[]): EventPatch {
  if (from.content.kind !== 'event' || to.content.kind !== 'event') return {};
  const { event } = from.content;
  const patch: EventPatch = Object.fromEntries(fields.map((field) => [field, event[field]]));
  if (!row.veiled || !patch.when) return patch;
  const when = veiledWhen(patch.when);
  return { ...patch, when: copyOf(row) === side ? when : withDetails(when, to.content.event.when) };
}

/** What our copy still tells of an event that is private now, with what takes its place. What a person wrote there stays. */
export function withdrawn(session: Session, job: Job, side: Side, item: Item): EventPatch {
  if (!job.row.veiled || copyOf(job.row) !== side || item.content.kind !== 'event') return {};
  const { event } = item.content;
  const { print } = session.context;
  const veiled = shownEvent(session, job, event);
  const [now, then, base] = [print(event), print(veiled), job.row[side]?.base ?? {}];
  const told = EVENT_FIELDS.filter((field) => {
    const mayBeWritten = session.context[side].fields.has(field) && !item.fixed?.has(field);
    return mayBeWritten && now[field] === base[field] && now[field] !== then[field];
  });
  return Object.fromEntries(told.map((field) => [field, veiled[field]]));
}

/** The fields in which the home of a veiled pair says more than the other side. */
export const hiddenAtHome = ({ row }: Job, side: Side): readonly EventField[] =>
  row.veiled && homesOf(row).includes(side) ? HIDDEN : [];

/** What a person says on the home of a veiled pair is known, though it goes nowhere. */
export const settledAtHome = (job: Job, side: Side, now: Prints): Prints =>
  Object.fromEntries(
    hiddenAtHome(job, side).flatMap((field) => (now[field] === undefined ? [] : [[field, now[field]]])),
  );

/** The base of a side, in the terms of `printsNow`: `when` may have been stored before the veil was drawn. */
export function baseNow(session: Session, { row, ...job }: Job, side: Side): Prints {
  const base = row[side]?.base ?? {};
  const reading = job[side];
  if (!row.veiled || reading.state !== 'present' || reading.item.content.kind !== 'event') return base;
  const { event } = reading.item.content;
  const { print } = session.context;
  if (print(event).when !== base.when) return base;
  const { when } = printerOf(print, row)(event);
  return when === undefined ? base : { ...base, when };
}

/** Whether what is written may change what the rules say of the pair: then it is looked at once more. */
export function mayChangeRules({ context }: Session, { row }: Job, side: Side, fields: readonly EventField[]): boolean {
  const { filters, privateEvents } = context.rules;
  if (privateEvents.kind !== 'asTheyAre' && fields.includes('privacy')) return true;
  const filter = side === 'mailbox' ? filters.toSource : filters.toExchange;
  return Object.keys(filter).length > 0 && homesOf(row).includes(side);
}
