// A pair on its way through the writes of a run: its plan, and the results so far. A job changes step by step; a plan
// never does.
import type { Operation, Plan, Verdict } from '../pair/plan.ts';
import type { Asking } from '../pair/question.ts';
import type { PlannedRow } from '../pair/row/rows.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Written } from '../ports/remote.ts';
import type { Work } from '../session/work.ts';
import { answerAll } from './answer.ts';

export type Job = { -readonly [K in keyof Plan]: Plan[K] } & {
  /** The answers of the operations that were sent. */
  readonly answers: Map<Operation, Outcome<Written>>;
};

export const jobOf = (plan: Plan): Job => ({ ...plan, answers: new Map() });

/** Takes a pure rule's verdict into the job, and stages its rows. False where the rule stopped. */
export async function follow(work: Work, job: Job, rule: Asking<Verdict>): Promise<boolean> {
  const before = job.rows.length;
  const { kind, plan } = await answerAll({ session: work.session, work, look: job }, rule);
  Object.assign(job, plan);
  stageRows(work, job.row.pair, plan.rows.slice(before));
  return kind !== 'stopped';
}

/** Stages rows in the group of the pair. */
export function stageRows(work: Work, pair: string, rows: readonly PlannedRow[]): void {
  for (const each of rows) stageRow(work, pair, each);
}

function stageRow(work: Work, pair: string, each: PlannedRow): void {
  switch (each.op) {
    case 'remove':
      return work.remove(pair, each.kind, each.name);
    case 'put':
      return work.put(pair, each);
    case 'upsert':
      return work.upsert(pair, each);
  }
}
