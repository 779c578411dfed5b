// Remarks on an event that takes part. The pair keeps them, so that people can read them without a request to the
// mailbox. Pure.

import type { Remark } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import { goOn, type Plan, type Verdict } from './plan.ts';
import { hasEnded } from './standing.ts';
import { without } from './without.ts';

/** The pair's row gets the remarks of its event as read. */
export function keepRemarks(plan: Plan): Verdict {
  const { row, mailbox } = plan;
  if (mailbox.state !== 'present' || !row.mailbox) return goOn(plan);
  const { remarks } = mailbox.item;
  if (row.mailbox.remarks?.join() === remarks?.join()) return goOn(plan);
  const side = { ...without(row.mailbox, 'remarks'), ...(remarks ? { remarks } : {}) };
  return goOn({ ...plan, row: { ...row, mailbox: side } });
}

/** The remarks on a pair that has not ended. */
export const remarksOf = (row: PairRow): readonly Remark[] => (hasEnded(row) ? [] : (row.mailbox?.remarks ?? []));
