// Items of a meeting of several users, when a link first sees them. An entry goes to the pair of the meeting's event,
// if the link knows that event. An event goes to the pair of the entry that has been waiting for it.

import { withEntry } from '../pair/row/bind.ts';
import { hasEnded, setAsideAs, takingPart } from '../pair/row/standing.ts';
import { without } from '../pair/row/without.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import { isShared } from '../ports/people.ts';
import type { PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Work } from '../session/work.ts';

/** The UIDs of the meetings that these new entries stand for. Also loads the pairs that hold those UIDs. */
export async function meetingsOf(work: Work, fresh: readonly SourceItem[]): Promise<Map<string, string>> {
  const { session } = work;
  const { company, email } = session.context;
  const shared = fresh.filter((item) => isShared(item, email)).map((item) => item.id);
  if (shared.length === 0) return new Map();
  const uids = await company.meetingsOf(shared);
  const known = new Map(shared.flatMap((entry, index) => (uids[index] ? [[entry, uids[index]] as const] : [])));
  await work.load([...known.values()].map((name) => ({ kind: 'uidIndex', name }) as const));
  const pairs = [...known.values()].flatMap((uid) => work.row('uidIndex', uid)?.pair ?? []);
  await work.load(pairs.map((name) => ({ kind: 'pair', name }) as const));
  return known;
}

/**
 * Gives the entry to the pair of the meeting's event and answers that pair; undefined where the entry becomes a half
 * pair of its own.
 */
export function takeEntry(work: Work, item: SourceItem, uid: string | undefined): string | undefined {
  const { session } = work;
  const holder = uid === undefined ? undefined : work.row('uidIndex', uid)?.pair;
  const row = holder === undefined ? undefined : work.row('pair', holder);
  if (uid === undefined || !row) return undefined;
  if (!mayTake(row, uid)) {
    if (!hasEnded(row)) work.mark(row.pair, 'changed');
    return undefined;
  }
  const { joins, ...known } = row.meeting ?? { uid };
  const joined = joins === item.id ? ({ joined: true } as const) : {};
  const meeting = { ...without(known, 'awaits'), uid, registered: true, ...joined } as const;
  const role = item.owner === session.context.email ? 'owner' : 'participant';
  work.put(row.pair, { kind: 'pair', name: row.pair, row: withEntry(row, { id: item.id, role }, meeting) });
  work.put(row.pair, { kind: 'sourceIndex', name: item.id, row: { id: item.id, pair: row.pair } });
  work.mark(row.pair, 'changed');
  return row.pair;
}

/** The pair is half, or its entry is gone, and no write of ours is under way. */
const mayTake = (row: PairRow, uid: string): boolean =>
  !hasEnded(row) &&
  row.mailbox?.uid === uid &&
  row.intents.source === undefined &&
  (row.source === undefined || (setAsideAs(row) === 'unlinked' && row.meeting !== undefined));

/** A new half pair of an entry waits for the meeting's event. */
export function awaitMeeting(work: Work, pair: string, uid: string): void {
  const { session } = work;
  const row = work.row('pair', pair);
  if (!row || row.mailbox) return;
  const since = session.context.now();
  work.put(pair, { kind: 'pair', name: pair, row: { ...row, meeting: { uid, awaits: { for: 'mail', since } } } });
  const holder = work.row('uidIndex', uid)?.pair;
  const held = holder === undefined ? undefined : work.row('pair', holder);
  if (!held || hasEnded(held)) work.upsert(pair, { kind: 'uidIndex', name: uid, row: { uid, pair } });
}

/** Gives the event to the half pair of the meeting's entry. True when that pair takes it. */
export function takeEvent(work: Work, row: PairRow | undefined, item: MailboxItem): boolean {
  if (!row?.source || row.mailbox || hasEnded(row) || row.intents.mailbox) return false;
  if (row.meeting?.uid !== item.uid) return false;
  work.put(row.pair, {
    kind: 'pair',
    name: row.pair,
    row: {
      ...without(takingPart(row), 'firstSeen', 'problem'),
      mailbox: { id: item.id, uid: item.uid, base: {} },
      source: { ...row.source, base: {} },
      meeting: { ...without(row.meeting, 'awaits'), registered: true },
    },
  });
  work.put(row.pair, { kind: 'mailboxIndex', name: item.id, row: { id: item.id, pair: row.pair } });
  work.mark(row.pair, 'changed');
  return true;
}
