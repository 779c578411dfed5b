// A pair's row under another key. A fingerprint cannot be turned into another one. But its value mostly still stands on
// one side at least, and is printed anew. A value that stands nowhere any more has changed on that side: the field
// loses its base, which says the same. Pure.

import { naturalKey, type Prints } from '../../calendar/canonical/fingerprint.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventField } from '../../calendar/event.ts';
import { printsOfPeople } from '../meetings/invitation.ts';
import type { Reading, Readings } from '../pair/look.ts';
import { without } from '../pair/row/without.ts';
import { veiledWhen } from '../pair/veil.ts';
import type { FieldRemark } from '../ports/fieldRemark.ts';
import type { Printer } from '../ports/link.ts';
import type { AbandonedCreate, Loser, PairRow, PairSide, UpdateIntent } from '../ports/rows.ts';

export interface KeyChange {
  /** The former key, with its printer. */
  readonly key: string;
  readonly from: Printer['print'];
  readonly to: Printer['print'];
  /** Seals losing values anew that wait in the row. */
  readonly reseal: (sealed: string) => string | undefined;
}

/**
 * The row as `change.to` prints it, and whether a side's base has lost a field. Prints under the new key stay as they
 * are, so it may be done twice. The row must have no intents, because their items cannot be read.
 */
export function reprinted(
  row: PairRow,
  readings: Readings,
  change: KeyChange,
): { readonly row: PairRow; readonly hasLost: boolean } {
  const events = [readings.mailbox, readings.source].flatMap(formsOf);
  const base = (prints: Prints) => turned(prints, events, change).known;
  // A field that nobody can print any more gets a print that equals nothing. An item that bears it counts as a
  // person's.
  const sent = (prints: Prints): Prints => {
    const { known, lost } = turned(prints, events, change);
    return { ...known, ...Object.fromEntries(lost.map((field) => [field, ''])) };
  };
  const update = (intent: UpdateIntent): UpdateIntent => ({
    ...intent,
    target: sent(intent.target),
    otherBase: sent(intent.otherBase),
    losers: intent.losers.map((loser): Loser => ({ ...loser, sealed: change.reseal(loser.sealed) ?? loser.sealed })),
  });
  // Such an item may turn up at any time. Only the prints of what was sent tell whether a person has changed it.
  const abandoned = (create: AbandonedCreate): AbandonedCreate => {
    if (create.key !== undefined) return create;
    const { known, lost } = turned(create.target, events, change);
    return lost.length === 0 ? { ...create, target: known } : { ...create, key: change.key };
  };
  // A value that nobody can print any more has changed, and is tried again.
  const remark = (each: FieldRemark): FieldRemark[] => {
    if (!('print' in each)) return [each];
    const print = base({ [each.field]: each.print })[each.field];
    return print === undefined ? [] : [{ ...each, print }];
  };
  const side = ({ base: prints, ...rest }: PairSide): PairSide => ({ ...rest, base: base(prints) });
  const { mailbox, source, unlanded } = row;
  const turnedRow: PairRow = {
    ...row,
    ...(mailbox ? { mailbox: side(mailbox) } : {}),
    ...(source ? { source: side(source) } : {}),
    abandoned: row.abandoned.map(abandoned),
    ...(row.fieldRemarks ? { fieldRemarks: row.fieldRemarks.flatMap(remark) } : {}),
    ...(row.invited ? { invited: invitedAnew(row.invited, readings, change) } : {}),
    unlanded: {
      ...(unlanded.mailbox ? { mailbox: unlanded.mailbox.map(update) } : {}),
      ...(unlanded.source ? { source: unlanded.source.map(update) } : {}),
    },
  };
  const hasLost = [mailbox, source].some((each) => each && turned(each.base, events, change).lost.length > 0);
  return row.firstSeen ? { row: seenAnew(turnedRow, readings, change), hasLost: false } : { row: turnedRow, hasLost };
}

/** Prints the addresses anew of people who take part or are invited still. The others are forgotten. */
function invitedAnew(invited: readonly string[], { mailbox, source }: Readings, { from, to }: KeyChange): string[] {
  const attendees = mailbox.state === 'present' ? (mailbox.item.meeting?.attendees ?? []) : [];
  const others = source.state === 'present' ? [source.item.owner, ...source.item.participants] : [];
  return [...new Set([...attendees.map(({ email }) => email), ...others])].flatMap((address) => {
    const known = [from, to].flatMap((print) => printsOfPeople(print, [address]));
    return known.some((print) => invited.includes(print)) ? known.slice(-1) : [];
  });
}

/** A half pair takes the item as it reads now: no write of it exists yet. */
function seenAnew(
  row: PairRow,
  readings: { readonly mailbox: Reading; readonly source: Reading },
  { to }: KeyChange,
): PairRow {
  const side = row.mailbox ? 'mailbox' : 'source';
  const [half, reading] = [row[side], readings[side]];
  if (!half || !row.firstSeen || reading.state !== 'present' || reading.item.content.kind !== 'event') {
    return without(row, 'firstSeen');
  }
  const { event } = reading.item.content;
  const prints = to(event);
  const firstSeen = { ...row.firstSeen, naturalKey: naturalKey(to, event), prints, version: reading.item.version };
  return { ...row, [side]: { ...half, base: prints }, firstSeen };
}

/** The forms of an item that were printed: all of it, or without the details of single occurrences (pair/veil.ts). */
function formsOf(reading: Reading): CalendarEvent[] {
  if (reading.state !== 'present' || reading.item.content.kind !== 'event') return [];
  const { event } = reading.item.content;
  const when = veiledWhen(event.when);
  return when === event.when ? [event] : [event, { ...event, when }];
}

function turned(
  prints: Prints,
  events: readonly CalendarEvent[],
  { from, to }: KeyChange,
): { readonly known: Prints; readonly lost: readonly EventField[] } {
  const known: { [F in EventField]?: string } = {};
  const lost: EventField[] = [];
  for (const field of EVENT_FIELDS) {
    const print = prints[field];
    if (print === undefined) continue;
    const event = events.find((each) => from(each)[field] === print || to(each)[field] === print);
    const anew = event && to(event)[field];
    if (anew === undefined) lost.push(field);
    else known[field] = anew;
  }
  return { known, lost };
}
