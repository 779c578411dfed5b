// The owner of an entry changes, and with the owner the calendar that invites to it: the former owner's meeting is
// cancelled, and the new owner's takes its place.

import { without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import { losersOf } from '../pair/operations.ts';
import { editedFields } from '../pair/unfinished.ts';
import type { Session } from '../session/session.ts';
import { isUpcoming } from './invitation.ts';

/** Whether the user is the former owner; then it stands in the job what becomes of the meeting. */
export function handsOver(session: Session, job: Job): boolean {
  const { mailbox, source, row } = job;
  const { participants, email, now } = session.context;
  if (participants !== 'invitations' || mailbox.state !== 'present' || source.state !== 'present') return false;
  const { item } = mailbox;
  if (!row.invited || item.meeting?.role !== 'organiser' || source.item.owner === email) return false;
  if (!isUpcoming(item.content, now())) return false;
  const losers = losersOf(session, 'mailbox', item, editedFields(session, job, 'mailbox'), 'removed');
  job.operations = [{ op: 'delete', side: 'mailbox', item, losers, outOfScope: true }];
  job.conclusion = 'unlinked';
  // Who still takes part gets the new owner's invitation.
  job.looksAgain = true;
  return true;
}

/**
 * Makes the new owner's event, where the calendar holds the former owner's invitation, cancelled. That stays until the
 * user removes it, which is nobody's delete then. A meeting that a person cancelled is no invitation of ours.
 */
export async function takeOver({ context }: Session, job: Job): Promise<boolean> {
  const { mailbox, source, row } = job;
  if (mailbox.state !== 'present' || source.state !== 'present' || source.item.owner !== context.email) return false;
  const { meeting, uid, content } = mailbox.item;
  if (meeting?.role !== 'attendee' || !meeting.cancelled || !isUpcoming(content, context.now())) return false;
  const stored = await context.company.meeting(uid);
  if (!stored?.row.invites || stored.row.entry !== source.item.id) return false;
  job.row = without(row, 'mailbox', 'meeting');
  job.mailbox = { state: 'gone' };
  job.conclusion = 'inStep';
  job.operations = [];
  return true;
}
