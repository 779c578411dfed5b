// A losing value that no row can hold is not written over: nothing of its pair is written, and a person is told.
import type { EventField } from '../../calendar/event.ts';
import type { Loser } from '../ports/rows.ts';
import { LOSING_VALUE_BYTES_MAX, type LosingValue } from './losers.ts';
import { goOn, type Plan, stopped, type Verdict } from './plan.ts';

/** The problem of the pair names the field. The other pairs go on. */
export function refuseLargeLosers(plan: Plan): Verdict {
  const losing = [...plan.losers, ...plan.operations.flatMap((each) => (each.op === 'create' ? [] : each.losers))];
  const large = losing.find(isTooLarge);
  return large ? stopped(refused(plan, large.field)) : goOn(plan);
}

const isTooLarge = (loser: LosingValue | Loser): boolean =>
  'value' in loser && Buffer.byteLength(loser.value) > LOSING_VALUE_BYTES_MAX;

const refused = (plan: Plan, field: EventField): Plan => ({
  ...plan,
  operations: [],
  losers: plan.losers.filter((each) => !isTooLarge(each)),
  conclusion: 'inStep',
  failure: { kind: 'rejected', code: 'item-rejected', field, detail: 'too large to be kept on record' },
});
