// Finds the pairs and items that the question "why is this not there?" is about. The question names the id of an entry or event, or a title
// and a date, which are looked for in the live items of the user's calendars. The number of requests has a bound, and the
// answer says when it was reached.
import { dateOf, dayOf } from '../../calendar/days.ts';
import type { CalendarEvent, LocalDate } from '../../calendar/event.ts';
import { occurrencesBetween } from '../../calendar/recurrence/occurrences.ts';
import { toInstant } from '../../calendar/timeZone.ts';
import type { LinkContext } from '../../sync/ports/link.ts';
import type { Failure } from '../../sync/ports/outcome.ts';
import { concerns } from '../../sync/ports/people.ts';
import type { Item, Side } from '../../sync/ports/remote.ts';
import type { PairRow } from '../../sync/ports/rows.ts';
import { readAll } from '../../sync/session/readAll.ts';
import { titleOf } from './liveItems.ts';
import { type PairItems, readPairItems } from './pairItems.ts';
import { isAside, isEnded } from './pairState.ts';

/** A pair, or an item that no row names yet. */
export type Match =
  | { readonly kind: 'pair'; readonly pair: PairRow; readonly items: PairItems }
  | { readonly kind: 'unseen'; readonly side: Side; readonly item: Item };

export interface Found {
  readonly matches: readonly Match[];
  /** False when there may be matches that were not looked at. */
  readonly complete: boolean;
}

const PAIRS_MAX = 200;
/** Items whose content is in memory at the same time. Those that are not meant are let go. */
const READ_AT_ONCE = 40;
/** Of the source's listing. */
const PAGES_MAX = 5;

/** The pair or item with this id. A failure when the calendar does not say whether there is one. */
export async function findById(context: LinkContext, side: Side, id: string): Promise<Found | Failure> {
  const { store } = context;
  const kind = side === 'mailbox' ? 'mailboxIndex' : 'sourceIndex';
  const [index] = await store.load([{ kind, name: id }]);
  const [stored] = index ? await store.load([{ kind: 'pair', name: index.row.pair }]) : [];
  if (stored) {
    const [items] = await readPairItems(context, [stored.row]);
    return { matches: items ? [{ kind: 'pair', pair: stored.row, items }] : [], complete: true };
  }
  const item = await readUnseen(context, side, id);
  if (item && 'kind' in item) return item;
  return { matches: item ? [{ kind: 'unseen', side, item }] : [], complete: true };
}

/** Undefined when there is none that concerns the user. */
async function readUnseen(context: LinkContext, side: Side, id: string): Promise<Item | Failure | undefined> {
  if (side === 'source') {
    const [entry] = await context.source.read([id]);
    if (entry?.ok) return concerns(entry.value, context.email) ? entry.value : undefined;
    return entry?.failure.kind === 'gone' ? undefined : entry?.failure;
  }
  const [event] = await context.mailbox.read([id]);
  if (event?.ok) return event.value;
  // The mailbox rejects a text that is no id.
  const isAbsent = event?.failure.kind === 'gone' || event?.failure.kind === 'rejected';
  return isAbsent ? undefined : event?.failure;
}

/** All items that have this title now and take place on this date, in the item's own time zone. */
export async function findByTitle(context: LinkContext, title: string, date: LocalDate): Promise<Found> {
  const [pairs, marks] = await Promise.all([context.store.list('pair'), context.store.list('dirty')]);
  const rows = pairs.map((stored) => stored.row);
  const marked = new Set(marks.map((mark) => mark.row.pair));
  const isMeant = (item: Item): boolean => hasTitle(context, item, title) && takesPlace(item, date);
  const candidates = candidatesFor(context, title, { rows, marked });
  const read = candidates.slice(0, PAIRS_MAX);
  const ofPairs: Match[] = [];
  let someUnread = false;
  for (let from = 0; from < read.length; from += READ_AT_ONCE) {
    const pairs = read.slice(from, from + READ_AT_ONCE);
    for (const [index, items] of (await readPairItems(context, pairs)).entries()) {
      const both = [items.mailbox, items.source];
      const pair = pairs[index];
      someUnread ||= both.some((each) => each && isUnread(each));
      if (pair && both.some((each) => each?.ok && isMeant(each.value))) ofPairs.push({ kind: 'pair', pair, items });
    }
  }
  const unseen = await Promise.all([unseenEntries(context, rows, isMeant), unseenEvents(context, rows, isMeant)]);
  const ofUnseen = unseen.flatMap(({ side, found }) => found.map((item): Match => ({ kind: 'unseen', side, item })));
  const complete = candidates.length <= PAIRS_MAX && !someUnread && unseen.every((each) => each.complete);
  return { matches: [...ofPairs, ...ofUnseen], complete };
}

const isUnread = (outcome: NonNullable<PairItems[Side]>): boolean => !outcome.ok && outcome.failure.kind !== 'gone';

/**
 * The pairs to read: first those whose fingerprint is the one of the title, then those whose title may have changed since
 * the fingerprint was made.
 */
function candidatesFor(
  { printers }: LinkContext,
  title: string,
  { rows, marked }: { readonly rows: readonly PairRow[]; readonly marked: ReadonlySet<string> },
): PairRow[] {
  // Some fingerprints of the link may still be under a former key.
  const wanted = new Set([printers.inUse, ...printers.former].map(({ print }) => print({ title }).title));
  const prints = ({ mailbox, source }: PairRow) => [mailbox, source].flatMap((side) => (side ? [side.base.title] : []));
  const live = rows.filter((row) => !isEnded(row));
  const bearing = live.filter((row) => prints(row).some((print) => wanted.has(print)));
  const others = live.filter((row) => !bearing.includes(row));
  const mayBear = (row: PairRow): boolean => marked.has(row.pair) || isAside(row) || prints(row).includes(undefined);
  return [...bearing, ...others.filter(mayBear)];
}

const hasTitle = ({ print }: LinkContext, item: Item, title: string): boolean =>
  print({ title: titleOf(item) }).title === print({ title }).title;

/** The date of an item that cannot be read as an event is not known: it may be the one that is meant. */
const takesPlace = ({ content }: Item, date: LocalDate): boolean =>
  content.kind === 'leftOut' || isOn(content.event, date);

function isOn(event: CalendarEvent, date: LocalDate): boolean {
  const zone = event.when.showWithoutTime ? 'UTC' : event.when.timeZone;
  const midnight = (day: number) => toInstant(`${dateOf(day)}T00:00:00`, zone);
  const day = dayOf(date);
  return occurrencesBetween(event, { from: midnight(day), until: midnight(day + 1) }, zone).length > 0;
}

interface Unseen {
  readonly side: Side;
  readonly found: readonly Item[];
  readonly complete: boolean;
}

/** Entries that no run has seen, from the first pages of the user's listing. */
async function unseenEntries(
  { source, email }: LinkContext,
  rows: readonly PairRow[],
  isMeant: (item: Item) => boolean,
): Promise<Unseen> {
  const seen = new Set(rows.map((row) => row.source?.id));
  const found: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const listed = await source.list(email, cursor);
    if (!listed.ok) return { side: 'source', found, complete: false };
    found.push(...listed.value.items.filter((item) => !seen.has(item.id) && isMeant(item)));
    cursor = listed.value.next;
    if (cursor === undefined) return { side: 'source', found, complete: listed.value.complete };
  }
  return { side: 'source', found, complete: false };
}

/** Events that no run has seen, from one page of changes. The watermark stays where it is. */
async function unseenEvents(
  { mailbox, store }: LinkContext,
  rows: readonly PairRow[],
  isMeant: (item: Item) => boolean,
): Promise<Unseen> {
  const none: Unseen = { side: 'mailbox', found: [], complete: false };
  const [stored] = await store.load([{ kind: 'mailboxWatermark', name: '' }]);
  if (!stored || stored.row.enumerating) return none;
  const page = await mailbox.changes(stored.row.watermark);
  if (!page.ok || page.value === 'watermarkInvalid') return none;
  const seen = new Set(rows.map((row) => row.mailbox?.id));
  const ids = page.value.changes.flatMap((change) =>
    change.kind === 'changed' && !seen.has(change.id) ? [change.id] : [],
  );
  const found: Item[] = [];
  for (let from = 0; from < Math.min(ids.length, PAIRS_MAX); from += READ_AT_ONCE) {
    const read = await readAll(mailbox, ids.slice(from, Math.min(from + READ_AT_ONCE, PAIRS_MAX)));
    found.push(...read.flatMap((outcome) => (outcome.ok && isMeant(outcome.value) ? [outcome.value] : [])));
  }
  const complete = !page.value.more && ids.length <= PAIRS_MAX;
  return { side: 'mailbox', found, complete };
}
