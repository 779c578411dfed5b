// A source that tells of no deletion is listed again and again. An entry that a listing lacks is marked for a look, and
// only its own read can say that it is gone (I3). Entries of the next days are swept often, all of them once a day.
import { entryIn } from '../pair/row/occurrenceId.ts';
import { isLinked, leftOutIn } from '../pair/row/standing.ts';
import type { SourceSweep } from '../ports/rows.ts';
import type { ListWindow } from '../ports/source.ts';
import type { Stored } from '../ports/store.ts';
import type { Head } from '../session/head.ts';
import type { Session } from '../session/session.ts';
import { CHANGED, DONE, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { commitWatermark } from './commitWatermark.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The time between two sweeps of the near days, and the days that count as near. */
export const NEAR_EVERY_MS = 15 * MINUTE;
const NEAR = { before: DAY, after: 14 * DAY };
/** The time between two sweeps of everything. */
export const ALL_EVERY_MS = DAY;
/** A sweep that failed is tried again after this time. It ends no run: the poll tells people of the trouble. */
export const AGAIN_AFTER_MS = 5 * MINUTE;
/** The ids of the near days are kept for the next sweep, so many at most. Further ones wait for the daily sweep. */
const NEAR_MAX = 300;

/** Where the source tells of deletions, and before the first listing has ended, there is nothing to sweep. */
export async function sweepEntries(session: Session, { sourceEnumeration: stored }: Head): Promise<StepResult> {
  const { context, link } = session;
  if (context.source.tellsDeletions !== false || stored?.row.epoch !== link.epoch) return DONE;
  const now = context.now();
  const { sweep = { allAt: now, nearAt: 0, near: [] } } = stored.row;
  if (now < (sweep.notBefore ?? 0)) return DONE;
  if (now >= sweep.allAt + ALL_EVERY_MS) return sweepAll(session, stored, sweep);
  if (now >= sweep.nearAt + NEAR_EVERY_MS) return sweepNear(session, stored, sweep);
  return DONE;
}

type StoredSweep = Stored<'sourceEnumeration'>;

async function sweepAll(session: Session, stored: StoredSweep, sweep: SourceSweep): Promise<StepResult> {
  const now = session.context.now();
  const listed = await listWindow(session, { from: session.link.endsAfter });
  if (!listed)
    return save(new Work(session), stored, { sweep: { ...sweep, notBefore: now + AGAIN_AFTER_MS }, marked: 0 });
  const work = new Work(session);
  const pairs = await session.context.store.pick('pair', ({ row }) => {
    // A half pair, or one that is left out, has no copy of ours that its entry's end would take along.
    const isPaired = isLinked(row) && leftOutIn(row) === undefined;
    return isPaired && row.source !== undefined && !listed.has(entryIn(row.source.id));
  });
  for (const { row } of pairs) work.mark(row.pair, 'unseen');
  return save(work, stored, { sweep: { ...sweep, allAt: now }, marked: pairs.length });
}

async function sweepNear(session: Session, stored: StoredSweep, sweep: SourceSweep): Promise<StepResult> {
  const now = session.context.now();
  const listed = await listWindow(session, { from: now - NEAR.before, until: now + NEAR.after });
  const work = new Work(session);
  if (!listed) return save(work, stored, { sweep: { ...sweep, notBefore: now + AGAIN_AFTER_MS }, marked: 0 });
  const missing = sweep.near.filter((id) => !listed.has(id));
  await work.load(missing.map((name) => ({ kind: 'sourceIndex', name })));
  const pairs = missing.flatMap((name) => work.row('sourceIndex', name)?.pair ?? []);
  for (const pair of pairs) work.mark(pair, 'unseen');
  return save(work, stored, {
    sweep: { ...sweep, nearAt: now, near: [...listed].slice(0, NEAR_MAX) },
    marked: pairs.length,
  });
}

/** The ids of all entries in the window; undefined where a page failed, or anything may be missing. */
async function listWindow(session: Session, window: ListWindow): Promise<ReadonlySet<string> | undefined> {
  const { source, email } = session.context;
  const ids = new Set<string>();
  let cursor: string | undefined;
  for (;;) {
    const listing = await source.list(email, cursor, window);
    if (!listing.ok || !listing.value.complete) return undefined;
    for (const { id } of listing.value.items) ids.add(id);
    cursor = listing.value.next;
    if (cursor === undefined) return ids;
    if (session.outOfTime()) return undefined;
  }
}

/** Saves the sweep and the marked pairs; `CHANGED` where any is marked. */
async function save(
  work: Work,
  stored: StoredSweep,
  { sweep, marked }: { readonly sweep: SourceSweep; readonly marked: number },
): Promise<StepResult> {
  await commitWatermark(work, { kind: 'sourceEnumeration', row: { ...stored.row, sweep } }, stored);
  return marked > 0 ? CHANGED : DONE;
}
