// Settles writes of unknown outcome and begins nothing new.
import type { Instant } from '../../calendar/event.ts';
import { LATE_MS } from '../pair/facts/late.ts';
import { settleWrites } from '../pair/facts/settle.ts';
import { planBy, planOf } from '../pair/plan.ts';
import type { PairRow } from '../ports/rows.ts';
import type { Stored } from '../ports/store.ts';
import { RunOvertaken, RunStopped, type Session } from '../session/session.ts';
import { Work } from '../session/work.ts';
import { answerAll } from './answer.ts';
import { jobOf, stageRows } from './job.ts';
import { chunks, readBoth, unmarked } from './readBoth.ts';
import { record } from './record.ts';

const settle = planBy([settleWrites]);

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
 * Settles the intents of these pairs. All of them are too old to be applied any more. The pairs keep their marks, and
 * their next look decides about them. A side that does not answer ends the run.
 */
export async function settleAll(session: Session, pairs: readonly Stored<'pair'>[]): Promise<void> {
  for (const chunk of chunks(session, pairs)) {
    if (session.outOfTime()) return;
    const work = new Work(session);
    for (const pair of chunk) work.know(pair);
    const at = session.context.now();
    const looks = await readBoth(
      session,
      chunk.map(({ row }) => unmarked(row, at)),
    );
    const failures = [];
    for (const look of looks) {
      const settling = settle(planOf(look), session.settings, at);
      const plan = await answerAll({ session, work, look }, settling);
      if (plan.failure) failures.push(plan.failure);
      if (plan.failure || plan.waitUntil !== undefined) continue;
      stageRows(work, plan.row.pair, plan.rows);
      record(work, jobOf(plan));
      work.put(plan.row.pair, { kind: 'pair', name: plan.row.pair, row: plan.row });
    }
    if ((await work.commit()).dropped.size > 0) throw new RunOvertaken();
    if (failures[0]) throw new RunStopped(failures[0]);
  }
}
