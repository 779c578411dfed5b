// "Gone" in the mailbox is confirmed by UID before it is acted on.
import type { Job } from '../pair/look.ts';
import { unlessFailed } from '../pair/settle.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';

/** Gone under its id: the item may have moved or been accepted, and its UID tells. False when that is not known. */
export async function seekMoved(session: Session, work: Work, job: Job): Promise<boolean> {
  const { row } = job;
  const uid = row.mailbox?.uid;
  if (job.mailbox.state !== 'gone' || uid === undefined || !row.mailbox || row.doneAt !== undefined || row.left)
    return true;
  const found = unlessFailed(job, await session.context.mailbox.findByUid(uid));
  if (!found) return false;
  const item = found.value;
  if (!item) return true;
  await work.load([{ kind: 'mailboxIndex', name: item.id }]);
  const holder = work.row('mailboxIndex', item.id);
  if (holder && holder.pair !== row.pair) return true;
  if (item.id !== row.mailbox.id) job.hasNewId = true;
  job.row = { ...row, mailbox: { ...row.mailbox, id: item.id } };
  work.put(row.pair, 'mailboxIndex', item.id, { id: item.id, pair: row.pair });
  job.mailbox = { state: 'present', item };
  return true;
}
