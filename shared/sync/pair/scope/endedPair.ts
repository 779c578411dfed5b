// A pair that has ended takes no item again. An application may write a deleted entry again under its id, and an
// excluded occurrence may take place again. Each is a new item, and a new half pair. docs/sync.md section 6.

import { decided, goOn, type Plan, type Verdict } from '../plan.ts';
import { type Asking, ask } from '../question.ts';
import { hasEnded } from '../row/standing.ts';

export function* beginAnew(plan: Plan): Asking<Verdict> {
  if (!hasEnded(plan.row) || plan.source.state !== 'present') return goOn(plan);
  yield* ask({ kind: 'beginAnew', entry: plan.source.item });
  return decided({ ...plan, conclusion: 'tombstone' });
}
