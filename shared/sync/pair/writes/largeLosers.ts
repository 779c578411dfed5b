// A losing value that no row can hold is not written over: nothing of its pair is written, and a person is told.
import { isTooLarge } from '../losers.ts';
import type { Plan } from '../plan.ts';

/**
 * The plan, unless it would lose a value that no row can hold. Then nothing of the look is kept: the plan from before it,
 * with a problem that names the field. The other pairs go on.
 */
export function unlessTooLarge(plan: Plan, before: Plan): Plan {
  const losing = [...plan.losers, ...plan.operations.flatMap((each) => (each.op === 'create' ? [] : each.losers))];
  const large = losing.find(isTooLarge);
  if (!large) return plan;
  const detail = 'too large to be kept on record';
  return { ...before, failure: { kind: 'rejected', code: 'item-rejected', field: large.field, detail } };
}
