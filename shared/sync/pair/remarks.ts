// What people are told of an event that takes part, remembered on its pair, so that it can be said from the rows. Pure.

import type { Remark } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import { without } from './bind.ts';
import type { Job } from './look.ts';

/** The pair's row with what its event, as read, has to be told of. */
export function withRemarks({ row, mailbox }: Pick<Job, 'row' | 'mailbox'>): PairRow {
  if (mailbox.state !== 'present' || !row.mailbox) return row;
  const { remarks } = mailbox.item;
  if (row.mailbox.remarks?.join() === remarks?.join()) return row;
  return { ...row, mailbox: { ...without(row.mailbox, 'remarks'), ...(remarks ? { remarks } : {}) } };
}

export const remarksOf = ({ mailbox, doneAt }: PairRow): readonly Remark[] =>
  doneAt === undefined ? (mailbox?.remarks ?? []) : [];
