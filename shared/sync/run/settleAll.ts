// Writes of unknown outcome, settled without anything new being begun.
import type { Instant } from '../../calendar/event.ts';
import { startJob } from '../pair/look.ts';
import { settle } from '../pair/settle.ts';
import type { PairRow } from '../ports/rows.ts';
import type { Stored } from '../ports/store.ts';
import { LATE_MS, RunOvertaken, RunStopped, type Session } from '../session/session.ts';
import { Work } from '../session/work.ts';
import { chunks, readBoth } from './reconcile.ts';
import { record } from './record.ts';

export const hasIntent = ({ intents }: PairRow): boolean =>
  intents.mailbox !== undefined || intents.source !== undefined;

/** Until when a write of these pairs may still be applied; undefined when none may be any more. */
export function lateUntil(pairs: readonly Stored<'pair'>[], now: Instant): Instant | undefined {
  const late = pairs
    .flatMap(({ row }) => [
      row.intents.mailbox,
      row.intents.source,
      ...(row.unlanded.mailbox ?? []),
      ...(row.unlanded.source ?? []),
      row.mailbox?.begun,
      row.source?.begun,
    ])
    .flatMap((write) => (write && write.at + LATE_MS > now ? [write.at + LATE_MS] : []));
  return late.length === 0 ? undefined : Math.max(...late);
}

/**
 * Settles the intents of these pairs, which are all too old to be applied any more. The pairs keep their marks: what
 * becomes of them is decided in their next look. A side that does not tell ends the run.
 */
export async function settleAll(session: Session, pairs: readonly Stored<'pair'>[]): Promise<void> {
  for (const chunk of chunks(session, pairs)) {
    if (session.outOfTime()) return;
    const work = new Work(session);
    for (const pair of chunk) work.know(pair);
    const jobs = chunk.map(({ row }) => jobOf(session, row));
    await readBoth(session, jobs);
    for (const job of jobs) {
      if (job.failure || !(await settle(session, work, job))) work.discard(job.row.pair);
      else {
        record(session, work, job);
        work.put(job.row.pair, 'pair', job.row.pair, job.row);
      }
    }
    if ((await work.commit()).dropped.size > 0) throw new RunOvertaken();
    const failure = jobs.find((job) => job.failure)?.failure;
    if (failure) throw new RunStopped(failure);
  }
}

/** A look at a pair that nothing is decided about: its mark is not touched. */
export function jobOf({ context }: Session, row: PairRow) {
  const mark = { pair: row.pair, why: 'changed', at: context.now(), attempts: 0 } as const;
  return startJob(row, { kind: 'dirty', name: row.pair, row: mark, etag: '' });
}
