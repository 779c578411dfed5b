// Items of our own making that nobody needs: creations that were given up and landed late, and twins.

import { decided, failedBy, goOn, type Plan, type Verdict } from '../plan.ts';
import { type Asking, ask } from '../question.ts';

/** Removes the pair's orphans before anything else is decided about it. */
export function* removeOrphans(plan: Plan): Asking<Verdict> {
  if (plan.row.orphans.length === 0) return goOn(plan);
  for (const orphan of plan.row.orphans) {
    const removed = yield* ask({ kind: 'removeOrphan', orphan });
    if (!removed.ok) return failedBy(plan, removed.failure);
  }
  return decided({ ...plan, row: { ...plan.row, orphans: [] }, conclusion: 'lookAgain' });
}
