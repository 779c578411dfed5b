// An entry that somebody else owns comes to a user: its owner's link may be about to invite, or the invitation is on its
// way. It is waited for, and only then a silent copy is made, which gives way when the invitation comes after all.

import { type Job, LOOK_AGAIN_MS } from '../pair/look.ts';
import type { SourceItem } from '../ports/source.ts';
import { LATE_MS, type Session } from '../session/session.ts';
import { isUpcoming } from './invitation.ts';
import { linksOf } from './meetingLinks.ts';

/** Asked just before an event would be made of an entry that stands for no meeting yet. */
export async function awaitInvitation(session: Session, job: Job, entry: SourceItem): Promise<void> {
  const { email, now, participants } = session.context;
  if (participants !== 'invitations' || entry.owner === email || entry.series) return;
  const until = job.dirty.row.at + LATE_MS;
  if (now() >= until || !isUpcoming(entry.content, now())) return;
  const owners = (await linksOf(session)).filter((each) => each.email === entry.owner);
  if (!owners.some((each) => each.on && each.started)) return;
  job.operations = [];
  job.waitUntil = Math.min(now() + LOOK_AGAIN_MS, until);
}
