// Deletes wait for a person when there are too many of them, even if they are spread over the runs of a day.

import { hasEnded, heldBy, isLinked, withHold } from '../pair/row/standing.ts';
import type { Side } from '../ports/remote.ts';
import type { HoldRow } from '../ports/rows.ts';
import type { Stored } from '../ports/store.ts';
import type { Session } from '../session/session.ts';
import { Work } from '../session/work.ts';
import { isCompanyStopped, postpone } from './companyHold.ts';

export const HOLD_FLOOR = 10;
export const HOLD_SHARE = 0.2;
/** Fewest pairs for "emptied". Nobody deletes so many, and all of one side, between two runs. */
const EMPTIED_FLOOR = 3;
/** For most links, the first pairs already show that something still stands. */
const SAMPLE = 50;
const DAY_MS = 86_400_000;

export interface PendingDelete {
  readonly pair: string;
  /** The hold that this pair's delete already waits for. */
  readonly held: string | undefined;
  /** The side that lost the item; undefined where the entry is no longer this user's. */
  readonly gone: Side | undefined;
}

/** True when so many deletes go on without a person: at most ten, or a fifth of the link's pairs. */
export const withinLimit = (deletes: number, livePairs: number): boolean =>
  deletes <= Math.max(HOLD_FLOOR, livePairs * HOLD_SHARE);

/**
 * Answers the pairs whose deletes may be executed now, and puts the others on hold. A released hold covers only the
 * pairs that it named. The pairs of a discarded hold are planned as "write it again", and the hold is closed here.
 */
export async function applyHold(
  session: Session,
  deletes: readonly PendingDelete[],
  hold: Stored<'hold'> | undefined,
): Promise<readonly string[]> {
  // A hold stands as long as a pair waits for it, even a pair that could not be looked at yet. Without its hold, a
  // delete that a person discarded would be planned anew. People also settle a held delete by changing the pair.
  const waiting = hold ? await pairsWaitingFor(session, hold.row.id) : 0;
  if (hold?.row.state === 'held' && waiting > 0) return putOnHold(session, deletes, { hold, waiting });
  const covered = hold ? deletes.filter((each) => each.held === hold.row.id) : [];
  if (hold && waiting === 0) await endHold(session, hold);
  const released = hold?.row.state === 'released' ? covered.map((each) => each.pair) : [];
  const others = deletes.filter((each) => !covered.includes(each));
  if (others.length === 0) return released;
  const emptied = await isSideEmptied(session, others);
  if (!emptied && (await mayGoOn(session, others.length))) {
    if (!(await isCompanyStopped(session))) return [...released, ...others.map((each) => each.pair)];
    await postpone(
      session,
      others.map((each) => each.pair),
    );
    return released;
  }
  // One hold at a time. Deletes beyond the limit wait until the released hold is worked off.
  if (waiting > 0) return released;
  await session.context.company.beginHold(session.context.link);
  return putOnHold(session, others, { hold: undefined, waiting: 0, emptied });
}

async function endHold(session: Session, hold: Stored<'hold'>): Promise<void> {
  const { company, link } = session.context;
  const { ok } = await session.commit([{ op: 'delete', kind: 'hold', name: '', etag: hold.etag }]);
  if (ok) await company.endHold(link);
}

/** True when one side lost every pair that stands on both sides, so that all are to be deleted. */
async function isSideEmptied(session: Session, deletes: readonly PendingDelete[]): Promise<boolean> {
  const { store } = session.context;
  const lost = (['mailbox', 'source'] as const)
    .map((side) => new Set(deletes.filter((each) => each.gone === side).map((each) => each.pair)))
    .filter((pairs) => pairs.size >= EMPTIED_FLOOR);
  const allIn = (rows: readonly Stored<'pair'>[], pairs: ReadonlySet<string>): boolean =>
    rows.every(({ row }) => !isLinked(row) || pairs.has(row.pair));
  if (lost.length === 0) return false;
  const some = await store.some('pair', SAMPLE);
  const left = lost.filter((pairs) => allIn(some, pairs));
  if (left.length === 0 || some.length < SAMPLE) return left.length > 0;
  const all = await store.list('pair');
  return left.some((pairs) => allIn(all, pairs));
}

async function pairsWaitingFor(session: Session, id: string): Promise<number> {
  const pairs = await session.context.store.list('pair');
  return pairs.filter(({ row }) => heldBy(row) === id).length;
}

async function mayGoOn(session: Session, deletes: number): Promise<boolean> {
  const since = session.context.now() - DAY_MS;
  const recent = session.lease.deletes.filter((each) => each.at > since);
  session.changeLease({ deletes: recent });
  const count = deletes + recent.length;
  if (count <= HOLD_FLOOR) return true;
  const pairs = await session.context.store.list('pair');
  const live = pairs.filter(({ row }) => !hasEnded(row) && row.mailbox && row.source).length;
  return withinLimit(count, live + recent.length);
}

/**
 * The hold's id stands on the pair, because a new observation rewrites the mark. The mark is set to "held" again here,
 * because a pair that waits for a person needs no further run.
 */
async function putOnHold(
  session: Session,
  deletes: readonly PendingDelete[],
  {
    hold,
    waiting,
    emptied = hold?.row.emptied ?? false,
  }: { readonly hold: Stored<'hold'> | undefined; readonly waiting: number; readonly emptied?: boolean },
): Promise<readonly string[]> {
  const { newId, now } = session.context;
  const id = hold?.row.id ?? newId();
  const count = waiting + deletes.filter((each) => each.held !== id).length;
  if (deletes.length === 0 && count === hold?.row.count) return [];
  const work = new Work(session);
  await work.load(deletes.map((each) => ({ kind: 'pair', name: each.pair })));
  for (const each of deletes) {
    const row = work.row('pair', each.pair);
    if (!row) continue;
    work.put(each.pair, { kind: 'pair', name: each.pair, row: withHold(row, id) });
    work.mark(each.pair, 'held');
  }
  const row: HoldRow = { id, state: 'held', count, at: hold?.row.at ?? now(), ...(emptied ? { emptied } : {}) };
  await work.commit([
    hold
      ? { op: 'replace', kind: 'hold', name: '', row, etag: hold.etag }
      : { op: 'insert', kind: 'hold', name: '', row },
  ]);
  return [];
}
