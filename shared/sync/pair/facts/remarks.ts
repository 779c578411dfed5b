// Remarks on a pair that takes part. The pair keeps them, so that people can read them without a request to the
// mailbox. Pure.

import type { EventField, Instant } from '../../../calendar/event.ts';
import type { ProblemCode } from '../../../problems.ts';
import type { FieldRemark } from '../../ports/fieldRemark.ts';
import type { Side } from '../../ports/remote.ts';
import type { PairRow } from '../../ports/rows.ts';
import { SIDES } from '../look.ts';
import { goOn, type Plan, type Verdict } from '../plan.ts';
import { unreadable, withFieldRemarks } from '../row/fieldRemarks.ts';
import { hasEnded } from '../row/standing.ts';
import { without } from '../row/without.ts';
import { formatRemarks } from './format.ts';

/** The pair's row gets the remarks of its items as read. */
export const keepRemarks = (plan: Plan): Verdict => goOn(withUnreadable(withRemarks(plan)));

function withUnreadable(plan: Plan): Plan {
  const { row } = plan;
  const former = row.fieldRemarks ?? [];
  const now = SIDES.flatMap((side) => {
    const reading = plan[side];
    return reading.state === 'present' ? unreadable(side, reading.item) : [];
  });
  if (now.length === 0 && !former.some(({ why }) => why === 'unreadable')) return plan;
  const others = former.filter(({ why }) => why !== 'unreadable');
  return { ...plan, row: withFieldRemarks(row, [...now, ...others]) };
}

function withRemarks(plan: Plan): Plan {
  const { row, mailbox } = plan;
  if (mailbox.state !== 'present' || !row.mailbox) return plan;
  const { remarks } = mailbox.item;
  if (row.mailbox.remarks?.join() === remarks?.join()) return plan;
  const side = { ...without(row.mailbox, 'remarks'), ...(remarks ? { remarks } : {}) };
  return { ...plan, row: { ...row, mailbox: side } };
}

/** The remarks on a pair that has not ended. */
export function remarksOf(row: PairRow, now: Instant): readonly ShownRemark[] {
  if (hasEnded(row)) return [];
  const ofEvent = (row.mailbox?.remarks ?? []).map((code): ShownRemark => ({ code }));
  const ofFields = (row.fieldRemarks ?? [])
    .filter(isRemark)
    .map(({ side, field, why }): ShownRemark => ({ code: CODES[why], field, side }));
  const ofFormat = formatRemarks(row.mailbox, now).map((code): ShownRemark => ({ code }));
  return [...ofEvent, ...ofFields, ...ofFormat];
}

/** `side`: the side because of which the field is not in step. */
export interface ShownRemark {
  readonly code: ProblemCode;
  readonly field?: EventField;
  readonly side?: Side;
}

/** A time that is stored in another way is a problem, and no remark. */
const isRemark = ({ why, field }: FieldRemark): boolean => why !== 'storedOtherwise' || field !== 'when';

const CODES: { readonly [W in FieldRemark['why']]: ProblemCode } = {
  unreadable: 'field-unreadable',
  notHeld: 'field-not-held',
  unrecordable: 'field-not-recorded',
  storedOtherwise: 'field-stored-differently',
};

/** The problem of a pair: the one that its last look found, else a time that one side stores in another way. */
export function pairProblemOf(row: PairRow): PairRow['problem'] {
  if (row.problem || hasEnded(row)) return row.problem;
  const stored = storedOtherwise(row).find(({ field }) => field === 'when');
  return stored && { code: 'time-stored-differently' satisfies ProblemCode, field: 'when', at: stored.at };
}

/** The fields that one side stores in another way than they were sent. */
export const storedOtherwise = ({ fieldRemarks = [] }: PairRow) =>
  fieldRemarks.filter((each) => each.why === 'storedOtherwise');
