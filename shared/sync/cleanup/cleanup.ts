// A person switched a link off and wants our items removed. Both sides are read as in a first run, so that it works
// with lost rows too. Then our own items go, then the rows. Every step goes on where a killed run left it.

import { digestOf } from '../../calendar/digest.ts';
import { expandSeries } from '../expansion/expandSeries.ts';
import { ingestMailbox } from '../ingest/ingestMailbox.ts';
import { listEntries } from '../ingest/ingestSource.ts';
import { matchHalfPairs } from '../ingest/matchHalfPairs.ts';
import { LOOK_AGAIN_MS } from '../pair/facts/late.ts';
import { type Plan, planOf } from '../pair/plan.ts';
import type { CleanupCounts, CleanupRow } from '../ports/cleanupRow.ts';
import type { Stored } from '../ports/store.ts';
import { answerAll } from '../run/answer.ts';
import { execute } from '../run/execute.ts';
import { stageRows } from '../run/job.ts';
import { chunks, readBoth, unmarked } from '../run/readBoth.ts';
import type { Head } from '../session/head.ts';
import { RunOvertaken, type Session } from '../session/session.ts';
import { DONE, ends, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { countCleared, isToCleanUp, NOTHING_CLEARED } from './cleanedUp.ts';
import { forget } from './forget.ts';
import { planCleanup } from './planCleanup.ts';

export async function cleanUp(session: Session, head: Head): Promise<StepResult> {
  let stored = head.cleanup;
  if (!stored || stored.row.state === 'done') {
    const listed = await listBoth(session, head);
    if (listed.is === 'ends') return listed;
    stored = await save(session, stored, { state: 'removing', counts: NOTHING_CLEARED });
  }
  if (stored.row.state === 'removing') {
    const removed = await removeOwn(session);
    if (removed.is === 'ends') return removed;
    stored = await save(session, stored, { state: 'forgetting', counts: await countAll(session) });
  }
  const forgotten = await forget(session);
  if (forgotten.is === 'ends') return forgotten;
  await save(session, stored, { state: 'done', counts: stored.row });
  return ends({ state: 'cleanedUp' });
}

/**
 * Forgets the rows, so that the link begins anew. Needed when a cleanup was begun and is not wanted any more, and when
 * a person has the two sides matched anew.
 */
export async function beginAnew(session: Session, { cleanup }: Head): Promise<StepResult> {
  const forgotten = await forget(session);
  if (forgotten.is === 'ends') return forgotten;
  session.changeLease({
    prints: { key: session.context.printers.inUse.key },
    address: digestOf(session.context.email),
  });
  if (cleanup) await session.commit([{ op: 'delete', kind: 'cleanup', name: '', etag: cleanup.etag }]);
  return goOnLater(session);
}

/** Both sides are read as in a first run, so that it works with lost rows, too. */
async function listBoth(session: Session, head: Head): Promise<StepResult> {
  for (const step of [ingestMailbox, listOnce, expandSeries]) {
    const result = await step(session, head);
    if (result.is === 'ends') return result;
  }
  return matchHalfPairs(session);
}

const listOnce = async (session: Session, head: Head): Promise<StepResult> =>
  head.sourceEnumeration?.row.epoch === undefined ? listEntries(session, head) : DONE;

/** Ends the run where an item is left that failed, or that a late write may still change. */
async function removeOwn(session: Session): Promise<StepResult> {
  const { store } = session.context;
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const left = await store.pick('pair', ({ row }) => isToCleanUp(row));
    if (left.length === 0) return DONE;
    if (left.length >= before) return goOnLater(session, LOOK_AGAIN_MS);
    before = left.length;
    for (const chunk of chunks(session, left)) {
      if (session.outOfTime()) return goOnLater(session);
      await removeChunk(session, chunk);
    }
  }
}

async function removeChunk(session: Session, pairs: readonly Stored<'pair'>[]): Promise<void> {
  const work = new Work(session);
  for (const pair of pairs) work.know(pair);
  const at = session.context.now();
  const looks = await readBoth(
    session,
    pairs.map(({ row }) => unmarked(row, at)),
  );
  const plans: Plan[] = [];
  for (const look of looks) {
    const plan = await answerAll({ session, work, look }, planCleanup(planOf(look), session.settings, at));
    stageRows(work, plan.row.pair, plan.rows);
    plans.push(plan);
  }
  const jobs = await execute(work, plans);
  // An item that its side will never let go stays, and is counted.
  for (const { row, failure } of jobs) {
    if (failure?.kind !== 'rejected' || !row.cleared) continue;
    work.put(row.pair, { kind: 'pair', name: row.pair, row: { ...row, cleared: { ...row.cleared, as: 'kept' } } });
  }
  await work.commit();
}

async function countAll({ context }: Session): Promise<CleanupCounts> {
  let counts = NOTHING_CLEARED;
  await context.store.pick('pair', ({ row }) => {
    counts = countCleared(counts, row);
    return false;
  });
  return counts;
}

async function save(
  session: Session,
  stored: Stored<'cleanup'> | undefined,
  { state, counts: { removed, kept } }: { readonly state: CleanupRow['state']; readonly counts: CleanupCounts },
): Promise<Stored<'cleanup'>> {
  const row: CleanupRow = { state, epoch: session.link.epoch, at: session.context.now(), removed, kept };
  const result = await session.commit([
    stored
      ? { op: 'replace', kind: 'cleanup', name: '', row, etag: stored.etag }
      : { op: 'insert', kind: 'cleanup', name: '', row },
  ]);
  const etag = result.ok ? result.etags[0] : undefined;
  if (etag === undefined) throw new RunOvertaken();
  return { kind: 'cleanup', name: '', row, etag };
}
