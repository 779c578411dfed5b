// What becomes of the item that we made of a pair, from a fresh reading: it goes, unless a person has changed it.

import { seekMoved } from '../ingest/seekMoved.ts';
import { without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import { settle } from '../pair/settle.ts';
import { awaitRest, editedFields } from '../pair/unfinished.ts';
import { isShared } from '../ports/people.ts';
import type { Side } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import { removeOrphans } from '../run/removeOrphans.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { ownSideOf } from './cleanedUp.ts';

/** Fills in the delete and what it is for. A job that must wait or has failed gets none. */
export async function planCleanup(session: Session, work: Work, job: Job): Promise<void> {
  if (job.failure) return;
  if (job.row.orphans.length > 0) return removeOrphans(session, job);
  if (!(await settle(session, work, job)) || job.conclusion === 'lookAgain') return;
  if (!(await seekMoved(session, work, job)) || awaitRest(session, job)) return;
  const side = ownSideOf(job.row);
  if (side === undefined || (job.row.cleared && job.row.cleared.side !== side)) return;
  const reading = job[side];
  if (reading.state !== 'present') {
    job.row = cleared(without(job.row, side), side, 'gone');
    return;
  }
  if (isEdited(session, job, side) || isOfOthers(session, job, side)) {
    job.row = cleared(job.row, side, 'kept');
    return;
  }
  job.row = cleared(job.row, side, 'removed');
  job.operations = [{ op: 'delete', side, item: reading.item, losers: [], outOfScope: true }];
}

const cleared = (row: PairRow, side: Side, as: 'removed' | 'kept' | 'gone'): PairRow => ({
  ...row,
  cleared: { side, as },
});

/** An entry in which other users take part, as in that of a meeting, is not only ours any more. */
const isOfOthers = ({ context }: Session, { source }: Job, side: Side): boolean =>
  side === 'source' && source.state === 'present' && isShared(source.item, context.email);

/**
 * Whether a person changed our item since our last write. With lost rows and without its counterpart nothing tells: an
 * event then goes to Deleted Items, where its user finds it; an entry has no such place, and must never have changed.
 */
function isEdited(session: Session, job: Job, side: Side): boolean {
  const reading = job[side];
  if (reading.state !== 'present' || reading.item.content.kind !== 'event') return true;
  if (editedFields(session, job, side).length > 0) return true;
  // Others were invited to it, by us or by its user: without a mail they would go on coming.
  if (side === 'mailbox' && job.mailbox.state === 'present' && job.mailbox.item.meeting?.role === 'organiser')
    return true;
  const { row, source } = job;
  return side === 'source' && row.firstSeen !== undefined && source.state === 'present' && source.item.modified;
}
