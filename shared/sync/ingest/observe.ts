// An item that no index row knows becomes rows. It is bound to our pending create, given up as an orphan of ours, found
// again under a new id, or it becomes a new half pair. Decides nothing about content, writes to no calendar.

import { withInvites } from '../meetings/inviteOthers.ts';
import { awaitMeeting, meetingsOf, takeEntry, takeEvent } from '../meetings/observeMeeting.ts';
import { typeToRemember } from '../pair/entryType.ts';
import { LATE_MS } from '../pair/facts/late.ts';
import { bindCreated, isAbandonedCreate, tellingFields } from '../pair/row/bind.ts';
import { printsOf } from '../pair/row/prints.ts';
import { indexKind } from '../pair/row/rows.ts';
import { hasEnded } from '../pair/row/standing.ts';
import { admissionTo, halfPair } from '../pair/scope/admission.ts';
import { ruleAgainstEntry, ruleAgainstEvent } from '../pair/scope/filter.ts';
import { directionOf } from '../ports/linkRules.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import { concerns } from '../ports/people.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { CreateIntent, PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { LeftOut } from '../ports/standing.ts';
import type { RowRef } from '../ports/store.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { adopted } from './adopt.ts';
import { goneUnderTheirOldId } from './goneUnderTheirOldId.ts';

const pendingCreate = (row: PairRow | undefined, side: Side, item: Item): CreateIntent | undefined => {
  const intent = row?.intents[side];
  if (!row || row[side] || intent?.op !== 'create') return undefined;
  return intent.nonce === item.tag?.nonce ? intent : undefined;
};

/** The rule of the link by which this event becomes no entry; undefined where none speaks against it. */
export function ruleAgainstNewEvent({ context }: Session, item: MailboxItem): LeftOut | undefined {
  const { rules, source } = context;
  if (directionOf(rules, source.createdType) === 'toExchange') return { reason: 'direction', by: 'direction' };
  const by = ruleAgainstEvent(rules, item, source.createdType);
  return by && { reason: 'filtered', by };
}

/** The rule of the link by which this entry becomes no event; undefined where none speaks against it. */
export function ruleAgainstNewEntry({ context }: Session, item: SourceItem): LeftOut | undefined {
  const { rules, email } = context;
  if (directionOf(rules, item.type) === 'toSource') return { reason: 'direction', by: 'direction' };
  const by = ruleAgainstEntry(rules, item, email);
  return by && { reason: 'filtered', by };
}

interface SideItem {
  readonly side: Side;
  readonly item: Item;
}

/** Facts about an item beside the item itself. */
interface Seen {
  /** The item is as it was created. */
  readonly untouched: boolean;
  /** Ids that the mailbox says are gone. */
  readonly gone: ReadonlySet<string>;
}

const taggedPairs = (items: readonly Item[]): RowRef[] =>
  items.flatMap((item) => (item.tag ? [{ kind: 'pair', name: item.tag.pair } as const] : []));

/**
 * True when our create was applied twice. Both items then have the UID that we gave. A person's copy in Outlook gets a
 * new UID, but some programs copy an event with its UID. So a twin goes only while it says the same as the item of the
 * pair, and only while a request may still be late.
 */
function isTwin({ context }: Session, row: PairRow, { side, item, gone }: SideItem & Pick<Seen, 'gone'>): boolean {
  const ours = row[side];
  if (ours?.madeAt === undefined || context.now() > ours.madeAt + LATE_MS) return false;
  if (item.uid === undefined || ours.uid !== item.uid || gone.has(ours.id)) return false;
  const now = printsOf(context.print, item);
  // A create that was found by its tag has no base where its side stores another form than was sent.
  return tellingFields(item).every((field) => ours.base[field] === undefined || now[field] === ours.base[field]);
}

/**
 * Takes an item that is ours by its tag: it is bound to the pending create, or is an orphan of an abandoned one. True
 * when it was either.
 */
function observeOurs(work: Work, { side, item }: SideItem, { untouched, gone }: Seen): boolean {
  const { session } = work;
  const { print } = session.context;
  const at = session.context.now();
  const row = item.tag && work.row('pair', item.tag.pair);
  if (!row) return false;
  const intent = pendingCreate(row, side, item);
  // The company has to learn the entry of a meeting first. Settling does it.
  if (intent?.meeting !== undefined) {
    work.mark(row.pair, 'bound');
    return true;
  }
  if (intent) {
    work.put(row.pair, { kind: 'pair', name: row.pair, row: bindCreated(row, { side, intent, item }, { print, at }) });
    work.put(row.pair, {
      kind: indexKind(side),
      name: item.id,
      row: { id: item.id, pair: row.pair, version: item.version },
    });
    if (side === 'mailbox' && item.uid)
      work.upsert(row.pair, { kind: 'uidIndex', name: item.uid, row: { uid: item.uid, pair: row.pair } });
    work.mark(row.pair, 'bound');
    return true;
  }
  const superfluous = untouched && isAbandonedCreate(row, { side, item }, session.context);
  if (!superfluous && !isTwin(session, row, { side, item, gone })) return false;
  const others = row.orphans.filter((each) => each.side !== side || each.id !== item.id);
  const orphan = { side, id: item.id, version: item.version };
  work.put(row.pair, { kind: 'pair', name: row.pair, row: { ...row, orphans: [...others, orphan] } });
  work.mark(row.pair, 'orphan');
  return true;
}

/** Takes events that no index row knows. The mailbox index rows of their ids must be loaded. */
export async function observeEvents(work: Work, items: readonly MailboxItem[]): Promise<void> {
  await work.load([...taggedPairs(items), ...items.map((item) => ({ kind: 'uidIndex', name: item.uid }) as const)]);
  const pairs = items.flatMap((item) => work.row('uidIndex', item.uid)?.pair ?? []);
  await work.load(pairs.map((name) => ({ kind: 'pair', name })));
  const movedFrom = await goneUnderTheirOldId(work, items);
  for (const item of items) observeEvent(work, item, movedFrom);
}

/** The item carries a tag of ours whose pair has no row any more: the rows of the link were lost. */
const isForgotten = (work: Work, item: Item): boolean =>
  item.tag !== undefined && work.row('pair', item.tag.pair) === undefined;

function observeEvent(work: Work, item: MailboxItem, gone: ReadonlySet<string>): void {
  const { session } = work;
  const known = work.row('mailboxIndex', item.id);
  if (known) return work.mark(known.pair, 'changed');
  if (observeOurs(work, { side: 'mailbox', item }, { untouched: true, gone })) return;
  const { print, newId, now, mailbox } = session.context;
  const holder = work.row('uidIndex', item.uid)?.pair;
  const old = holder === undefined ? undefined : work.row('pair', holder);
  if (takeEvent(work, old, item)) return;
  // A tombstone is not bound again, nor a pair whose entry is being deleted. The user brought the item back: it is new.
  const ended = (old !== undefined && hasEnded(old)) || old?.intents.source?.op === 'delete';
  if (old?.mailbox && !ended && gone.has(old.mailbox.id)) {
    work.put(old.pair, {
      kind: 'pair',
      name: old.pair,
      row: {
        ...old,
        mailbox: { ...old.mailbox, id: item.id, ...(item.uid === undefined ? {} : { uid: item.uid }) },
      },
    });
    work.put(old.pair, { kind: 'mailboxIndex', name: item.id, row: { id: item.id, pair: old.pair } });
    work.mark(old.pair, 'moved');
    return;
  }
  const pair = newId();
  const admission = { ...admissionTo(session.settings, 'source'), rule: ruleAgainstNewEvent(session, item) };
  const half = halfPair({ pair, side: 'mailbox', item, print }, admission);
  // Graph does not tell our event from a copy of it.
  const mayBeOurs = (item.made || mailbox.api === 'graph') && isForgotten(work, item);
  const row = mayBeOurs ? adopted(half, item, { side: 'mailbox', at: item.made ? now() : undefined }) : half;
  const { uid, meeting } = item;
  work.put(pair, { kind: 'pair', name: pair, row: meeting ? { ...row, meeting: { uid, role: meeting.role } } : row });
  work.put(pair, { kind: 'mailboxIndex', name: item.id, row: { id: item.id, pair, version: item.version } });
  work.mark(pair, 'newEvent');
  const isOther = old?.mailbox?.uid !== undefined && old.mailbox.uid !== item.uid;
  const uidIsFree = !old?.mailbox || ended || isOther || gone.has(old.mailbox.id);
  if (uidIsFree) work.upsert(pair, { kind: 'uidIndex', name: item.uid, row: { uid: item.uid, pair } });
}

/**
 * Takes entries, known or not. Answers for each the group of its rows; undefined where the entry does not concern the
 * link.
 */
export async function observeEntries(work: Work, items: readonly SourceItem[]): Promise<(string | undefined)[]> {
  const { session } = work;
  const { company, link, email } = session.context;
  const ours = items.filter((item) => concerns(item, email));
  await work.load([...items.map((item) => ({ kind: 'sourceIndex', name: item.id }) as const), ...taggedPairs(ours)]);
  // Registered before the link's own rows know the entry. A link that is not registered does not learn of its end.
  const fresh = ours.filter((item) => !work.row('sourceIndex', item.id));
  if (fresh.length > 0)
    await company.addHolder(
      link,
      fresh.map((item) => item.id),
    );
  const meetings = await meetingsOf(work, fresh);
  return items.map((item) => observeEntry(work, item, meetings.get(item.id)));
}

/** `meeting`: the UID of the meeting that a new entry stands for. */
function observeEntry(work: Work, item: SourceItem, meeting: string | undefined): string | undefined {
  const { session } = work;
  const known = work.row('sourceIndex', item.id);
  if (known) {
    if (known.version !== item.version) work.mark(known.pair, 'changed');
    return known.pair;
  }
  if (!concerns(item, session.context.email)) return undefined;
  const seen = { untouched: !item.modified, gone: new Set<string>() };
  if (observeOurs(work, { side: 'source', item }, seen)) return item.tag?.pair;
  const taken = takeEntry(work, item, meeting);
  if (taken !== undefined) return taken;
  const pair = observeNewEntry(work, item);
  if (meeting !== undefined) awaitMeeting(work, pair, meeting);
  return pair;
}

/**
 * Makes a new half pair, also where the entry's index row belongs to a pair that has ended. Answers the group of its
 * rows.
 */
export function observeNewEntry(work: Work, item: SourceItem): string {
  const { session } = work;
  const pair = session.context.newId();
  const admission = { ...admissionTo(session.settings, 'mailbox'), rule: ruleAgainstNewEntry(session, item) };
  const fresh = halfPair({ pair, side: 'source', item, print: session.context.print }, admission);
  // An entry that another user's link made for a meeting is not ours, though it may stand for an event of ours.
  const learnt = item.owner === session.context.email ? session.context.now() : undefined;
  const ours = isForgotten(work, item) ? adopted(fresh, item, { side: 'source', at: learnt }) : fresh;
  const half = withInvites(ours, session.settings, { entry: item, at: session.context.now() });
  const entryType = typeToRemember(session.settings, item.type);
  work.put(pair, { kind: 'pair', name: pair, row: entryType === undefined ? half : { ...half, entryType } });
  work.put(pair, { kind: 'sourceIndex', name: item.id, row: { id: item.id, pair, version: item.version } });
  work.mark(pair, 'newEntry');
  return pair;
}
