// Items of our own making that nobody needs: abandoned creates that landed late, and twins.
import { EVENT_FIELDS } from '../../calendar/event.ts';
import { type Job, printsNow } from '../pair/look.ts';
import { unlessFailed } from '../pair/settle.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Item } from '../ports/remote.ts';
import type { Session } from '../session/session.ts';

/** Removes the pair's orphans. One that a person edited meanwhile is that person's, and stays. */
export async function removeOrphans(session: Session, job: Job): Promise<void> {
  for (const orphan of job.row.orphans) {
    const remote = session.context[orphan.side];
    const [read]: Outcome<Item>[] = await remote.read([orphan.id]);
    if (!read) continue;
    if (!read.ok && read.failure.kind === 'gone') continue;
    const item = unlessFailed(job, read);
    if (!item) return;
    const { id, version } = item.value;
    if (version !== orphan.version) continue;
    const cancels = invitesAgain(session, job, item.value) ? ({ cancels: true } as const) : {};
    const removed = (await session.context[orphan.side].remove([{ id, version, item: item.value, ...cancels }]))[0];
    if (!removed) continue;
    if (!removed.ok && removed.failure.kind === 'conflict') continue;
    if (!removed.ok && removed.failure.kind !== 'gone' && !unlessFailed(job, removed)) return;
    if (orphan.side === 'mailbox' && !(await keepIfEdited(session, job, item.value))) return;
  }
  job.row = { ...job.row, orphans: [] };
  job.conclusion = 'lookAgain';
}

/**
 * A creation that was given up and landed late has sent a second invitation, which is taken back; a twin with the UID of
 * the pair's own event has sent the same one.
 */
const invitesAgain = ({ context }: Session, { row }: Job, item: Item): boolean =>
  context.participants === 'invitations' && 'meeting' in item && item.uid !== row.mailbox?.uid;

/** The mailbox's delete has no condition: an orphan edited just before goes back and becomes a user's event. */
async function keepIfEdited(session: Session, job: Job, item: Item): Promise<boolean> {
  if (item.uid === undefined) return true;
  const { mailbox, print } = session.context;
  const deleted = unlessFailed(job, await mailbox.findDeleted(item.uid));
  if (!deleted) return false;
  const read = printsNow(session, job.row, { state: 'present', item });
  const found = deleted.value;
  if (found?.content.kind !== 'event') return true;
  const now = print(found.content.event);
  if (EVENT_FIELDS.every((field) => now[field] === read[field])) return true;
  return unlessFailed(job, await mailbox.restore(found.id)) !== undefined;
}
