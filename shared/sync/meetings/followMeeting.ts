// A meeting that Exchange carries to a user who does not own its entry: what Exchange carries, Exchange changes. The pair
// writes to neither side; the user's own delete is respected. Pure but for the job.

import { without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import { printsNow } from '../pair/look.ts';
import type { Session } from '../session/session.ts';

/** Whether this pair only follows. `asCopy`: the user is a participant of the entry. */
export function follows({ row, mailbox }: Job, asCopy: boolean): boolean {
  if (!asCopy || row.mailbox === undefined || row.mailbox.madeAt !== undefined) return false;
  if (mailbox.state === 'present') return mailbox.item.meeting !== undefined;
  return mailbox.state === 'gone' && row.meeting?.role !== undefined;
}

/** Fills in what becomes of the pair, or what has to be asked for first. */
export function followMeeting(session: Session, job: Job): void {
  const { row, mailbox, source } = job;
  if (source.state === 'gone') {
    if (mailbox.state === 'gone') job.conclusion = 'tombstone';
    else job.asks = 'otherEntry';
    return;
  }
  if (mailbox.state === 'gone') {
    job.asks = 'leaves';
    return;
  }
  if (!row.mailbox || !row.source) return;
  job.row = {
    ...row,
    mailbox: { ...row.mailbox, base: printsNow(session, row, mailbox) },
    source: { ...row.source, base: printsNow(session, row, source) },
  };
}

/**
 * An attendee whose link made the entry deletes the own copy: the meeting goes on for the others who take part, and so
 * does the entry.
 */
export function leavesToOthers({ row, mailbox, source }: Job): boolean {
  if (mailbox.state !== 'gone' || row.mailbox?.madeAt !== undefined || row.meeting?.role !== 'attendee') return false;
  return source.state === 'present' && source.item.participants.length > 0;
}

/** The others have left since. */
export function isLeftAlone({ row, mailbox, source }: Job, email: string): boolean {
  if (!row.left || mailbox.state !== 'gone' || row.meeting?.role !== 'attendee') return false;
  return source.state === 'present' && source.item.owner === email && source.item.participants.length === 0;
}

/** The user had left, which took the user off the entry, and has the meeting in the calendar again. */
export const returns = ({ row, mailbox }: Job): boolean =>
  row.left === true &&
  row.meeting?.joined === true &&
  mailbox.state === 'present' &&
  mailbox.item.meeting !== undefined;

/** What the pair knows of the meeting that its event is. */
export function rememberMeeting(job: Job): void {
  const { row, mailbox } = job;
  if (mailbox.state !== 'present' || !mailbox.item.meeting) return;
  const { uid, meeting } = mailbox.item;
  if (row.meeting?.uid === uid && row.meeting.role === meeting.role) return;
  const known = row.meeting?.uid === uid ? row.meeting : undefined;
  job.row = { ...without(row, 'meeting'), meeting: { ...known, uid, role: meeting.role } };
}
