// An entry that stands for a meeting comes to a user whose mailbox has not shown that meeting: its mail may be on the way.
// It is waited for, and only then a silent copy is made, which gives way when the mail comes after all.

import { isWhole } from '../expansion/occurrenceIndex.ts';
import type { Job } from '../pair/look.ts';
import { unlessFailed } from '../pair/settle.ts';
import { isShared } from '../ports/people.ts';
import { LATE_MS } from '../session/session.ts';
import { awaitInvitation } from './awaitInvitation.ts';
import type { Chunk } from './chunk.ts';
import { awaitOther, partOf, waitsSince } from './meetingLinks.ts';

/** Asked just before an event would be made of an entry. Leaves the job as it is where the event is to be made. */
export async function awaitEvent({ session, work }: Chunk, job: Job): Promise<void> {
  const { company, email, mailbox, now } = session.context;
  const { source, row } = job;
  if (job.mailbox.state !== 'absent' || source.state !== 'present' || !isShared(source.item, email)) return;
  if (!isWhole(source.item.id)) return;
  const [known] = row.meeting ? [row.meeting.uid] : await company.meetingsOf([source.item.id]);
  if (known === undefined) return awaitInvitation(session, job, source.item);
  const { pair } = row;
  await work.load([{ kind: 'uidIndex', name: known }]);
  const holder = work.row('uidIndex', known)?.pair;
  const found = unlessFailed(job, await mailbox.findByUid(known));
  if (!found) {
    job.operations = [];
    return;
  }
  const event = found.value;
  if (event) await work.load([{ kind: 'mailboxIndex', name: event.id }]);
  if (event && !work.row('mailboxIndex', event.id) && (holder === undefined || holder === pair)) {
    const { id, uid } = event;
    job.operations = [];
    job.conclusion = 'lookAgain';
    job.row = { ...job.row, mailbox: { id, uid, base: {} }, meeting: partOf(job, uid, { registered: true }) };
    if (job.row.source) job.row = { ...job.row, source: { ...job.row.source, base: {} } };
    work.put(pair, 'mailboxIndex', id, { id, pair });
    work.upsert(pair, 'uidIndex', uid, { uid, pair });
    return;
  }
  if (holder === undefined) work.upsert(pair, 'uidIndex', known, { uid: known, pair });
  if (now() < waitsSince(session, job) + LATE_MS) return awaitOther(session, job, known, 'mail');
  job.row = { ...job.row, meeting: partOf(job, known, { registered: true }) };
}
