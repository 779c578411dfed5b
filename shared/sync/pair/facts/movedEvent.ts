// "Gone" in the mailbox is confirmed by UID before anything is concluded from it. An event that was moved or accepted
// has a new id. docs/sync.md section 6.

import { failedBy, goOn, type Plan, type Verdict } from '../plan.ts';
import { type Asking, ask } from '../question.ts';
import { indexRow } from '../row/rows.ts';
import { hasEnded, hasLeft } from '../row/standing.ts';

export function* seekMovedEvent(plan: Plan): Asking<Verdict> {
  const { row } = plan;
  const uid = row.mailbox?.uid;
  if (plan.mailbox.state !== 'gone' || uid === undefined || !row.mailbox) return goOn(plan);
  if (hasEnded(row) || hasLeft(row)) return goOn(plan);
  const found = yield* ask({ kind: 'eventByUid', uid });
  if (!found.ok) return failedBy(plan, found.failure);
  if (!found.value) return goOn(plan);
  const { item, holder } = found.value;
  if (holder !== undefined && holder !== row.pair) return goOn(plan);
  return goOn({
    ...plan,
    ...(item.id === row.mailbox.id ? {} : { hasNewId: true }),
    row: { ...row, mailbox: { ...row.mailbox, id: item.id } },
    rows: [...plan.rows, indexRow('mailbox', { id: item.id, pair: row.pair })],
    mailbox: { state: 'present', item },
  });
}
