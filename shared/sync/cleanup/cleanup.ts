// After a person switched a link off and wants what we made removed: both sides are read as in a first run, so that it
// works with lost rows too, then our own items go, then the rows. Every step goes on where a killed run left it.

import { digestOf } from '../../calendar/digest.ts';
import { expandSeries } from '../expansion/expandSeries.ts';
import { ingestMailbox } from '../ingest/ingestMailbox.ts';
import { enumerateSource } from '../ingest/ingestSource.ts';
import { matchHalfPairs } from '../ingest/matchHalfPairs.ts';
import { LOOK_AGAIN_MS } from '../pair/late.ts';
import { type Plan, planOf } from '../pair/plan.ts';
import type { CleanupCounts, CleanupRow } from '../ports/cleanupRow.ts';
import type { RunOutcome } from '../ports/link.ts';
import type { Stored } from '../ports/store.ts';
import { adoptRules } from '../review/reviewRules.ts';
import { answerAll } from '../run/answer.ts';
import { execute } from '../run/execute.ts';
import { stageRows } from '../run/job.ts';
import { chunks, readBoth, unmarked } from '../run/readBoth.ts';
import type { Head } from '../session/head.ts';
import { RunOvertaken, type Session } from '../session/session.ts';
import { Work } from '../session/work.ts';
import { countCleared, isToCleanUp, NOTHING_CLEARED } from './cleanedUp.ts';
import { forget } from './forget.ts';
import { planCleanup } from './planCleanup.ts';

/** Whether the cleanup that the link's row asks for has come to its end. */
export const isCleanedUp = ({ link, cleanup }: Head): boolean =>
  cleanup?.row.state === 'done' && cleanup.row.epoch === link?.row.epoch;

export async function cleanUp(session: Session, head: Head): Promise<RunOutcome> {
  const again = (after: number): RunOutcome => ({ state: 'done', next: session.context.now() + after });
  let stored = head.cleanup;
  if (!stored || stored.row.state === 'done') {
    if ((await listBoth(session, head)) === 'unfinished') return again(0);
    if ((await expandSeries(session, head.hold?.row)) === 'unfinished') return again(0);
    await matchHalfPairs(session);
    stored = await save(session, stored, 'removing', NOTHING_CLEARED);
  }
  if (stored.row.state === 'removing') {
    const removed = await removeOwn(session);
    if (removed !== 'ended') return again(removed === 'unfinished' ? 0 : LOOK_AGAIN_MS);
    stored = await save(session, stored, 'forgetting', await countAll(session));
  }
  const forgotten = await forget(session);
  if (forgotten !== 'ended') return again(forgotten === 'unfinished' ? 0 : LOOK_AGAIN_MS);
  await save(session, stored, 'done', stored.row);
  return { state: 'cleanedUp' };
}

/** What was begun, a cleanup or matching anew, and is not wanted any more or has to precede it: the rows go. */
export async function beginAnew(session: Session, cleanup: Stored<'cleanup'>): Promise<RunOutcome> {
  const forgotten = await forget(session);
  const { now } = session.context;
  if (forgotten !== 'ended') return { state: 'done', next: now() + (forgotten === 'unfinished' ? 0 : LOOK_AGAIN_MS) };
  session.changeLease({
    prints: { key: session.context.printers.inUse.key },
    address: digestOf(session.context.email),
  });
  await session.commit([{ op: 'delete', kind: 'cleanup', name: '', etag: cleanup.etag }]);
  return { state: 'done', next: now() };
}

async function listBoth(session: Session, head: Head): Promise<'ended' | 'unfinished'> {
  if (!head.mailboxWatermark) adoptRules(session);
  if ((await ingestMailbox(session, head.mailboxWatermark)) === 'unfinished') return 'unfinished';
  const isListed = head.sourceEnumeration?.row.epoch !== undefined;
  return isListed ? 'ended' : enumerateSource(session, head.sourceEnumeration);
}

/** `waiting`: something is left that failed, or that a late write may still change. */
async function removeOwn(session: Session): Promise<'ended' | 'unfinished' | 'waiting'> {
  const { store } = session.context;
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const left = await store.pick('pair', ({ row }) => isToCleanUp(row));
    if (left.length === 0) return 'ended';
    if (left.length >= before) return 'waiting';
    before = left.length;
    for (const chunk of chunks(session, left)) {
      if (session.outOfTime()) return 'unfinished';
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
  const jobs = await execute(session, work, plans);
  // What a side will never let go stays, and is counted.
  for (const { row, failure } of jobs) {
    if (failure?.kind !== 'rejected' || !row.cleared) continue;
    work.put(row.pair, 'pair', row.pair, { ...row, cleared: { ...row.cleared, as: 'kept' } });
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
  state: CleanupRow['state'],
  { removed, kept }: CleanupCounts,
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
