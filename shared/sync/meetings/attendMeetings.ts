// What the pairs of meetings have to ask the company before anything is written: who makes the entry, which entry there is
// by now, and in which one the user takes part.

import { isWhole } from '../expansion/occurrenceIndex.ts';
import { without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { SourceItem } from '../ports/source.ts';
import { LATE_MS, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { awaitEvent } from './awaitEvent.ts';
import type { Chunk } from './chunk.ts';
import { claimMeeting, readEntry } from './claimMeeting.ts';
import { joinEntry, mayTakeOver, setPart, takePart } from './joinEntry.ts';
import { awaitOther, isOn, partOf, STUCK_MS, waitsSince } from './meetingLinks.ts';
import { publishKnown } from './publishMeeting.ts';

/** Completes what was planned for a chunk of pairs. Answers those that go on: some give way to others. */
export async function attendMeetings(session: Session, work: Work, jobs: readonly Job[]): Promise<Job[]> {
  const chunk: Chunk = { session, work, jobs, ended: new Set() };
  for (const job of jobs) {
    if (job.failure || job.waitUntil !== undefined || chunk.ended.has(job.row.pair)) continue;
    await attend(chunk, job);
    if (job.failure) job.operations = [];
  }
  return jobs.filter((job) => !chunk.ended.has(job.row.pair));
}

async function attend(chunk: Chunk, job: Job): Promise<void> {
  const creation = job.operations.find((each) => each.op === 'create');
  if (creation?.side === 'mailbox') return awaitEvent(chunk, job);
  const event = job.mailbox.state === 'present' ? job.mailbox.item : undefined;
  if (event && creation?.side === 'source') return claim(chunk, job, event);
  const entry = job.source.state === 'present' ? job.source.item : undefined;
  switch (job.asks) {
    case 'otherEntry':
      return seekOtherEntry(chunk, job);
    case 'leaves':
      return leave(chunk, job, entry);
    case 'returns':
      return event && entry && joinEntry(chunk, job, event.uid, entry);
    case undefined:
      if (event?.meeting && !job.row.source && job.row.leftOut === 'filtered') return joinHeld(chunk, job, event);
      return event?.meeting && entry && register(chunk, job, event, entry);
  }
}

/** Instead of the entry that would be made: made with the nonce of a claim, joined, or waited for. */
async function claim(chunk: Chunk, job: Job, event: MailboxItem): Promise<void> {
  if (!event.meeting || !(await isItsOwn(chunk, job, event))) return;
  // What does not take place any more is nothing to enter, and its organiser's to remove.
  if (event.meeting.cancelled && event.meeting.role === 'attendee') {
    job.operations = [];
    job.conclusion = 'unlinked';
    return;
  }
  const claimed = await claimMeeting(chunk.session, job, event);
  if (claimed.kind === 'join') return joinEntry(chunk, job, event.uid, claimed.entry);
  if (claimed.kind === 'waits') {
    job.operations = [];
    return;
  }
  job.row = { ...job.row, meeting: partOf(job, event.uid) };
  const as = { uid: event.uid, nonce: claimed.nonce };
  job.operations = job.operations.map((each) => (each.op === 'create' ? { ...each, claim: as } : each));
}

/** Some programs copy an event with its UID: the copy is an event of its own, and no meeting of several users. */
async function isItsOwn({ work }: Chunk, { row }: Job, { uid }: MailboxItem): Promise<boolean> {
  await work.load([{ kind: 'uidIndex', name: uid }]);
  return work.row('uidIndex', uid)?.pair === row.pair;
}

/** A meeting that a filter makes no entry of: the entry that the user has of it already is none the less its own. */
async function joinHeld(chunk: Chunk, job: Job, event: MailboxItem): Promise<void> {
  const { session, work } = chunk;
  const known = await session.context.company.meeting(event.uid);
  const id = known?.row.entry;
  if (id === undefined || !(await isItsOwn(chunk, job, event))) return;
  await work.load([{ kind: 'sourceIndex', name: id }]);
  if (!work.row('sourceIndex', id)) return;
  const entry = await readEntry(session, job, id);
  if (entry !== 'gone' && entry !== 'failed') await joinEntry(chunk, job, event.uid, entry);
}

/** A pair of a meeting in step: the company learns its entry, unless the meeting has another one, made before. */
async function register(chunk: Chunk, job: Job, event: MailboxItem, entry: SourceItem): Promise<void> {
  const { session } = chunk;
  const { company } = session.context;
  const { row } = job;
  // What we invite to is told by inviteOthers.ts.
  if (row.invited) return;
  // An occurrence that stands for itself is no entry of its own.
  if (job.conclusion !== 'inStep' || row.source?.id !== entry.id || !isWhole(entry.id)) return;
  if (row.role === 'participant' && mayTakeOver(job, entry) && !row.meeting?.joined) {
    if (await takePart(session, job, event.uid, entry, 'owner')) {
      job.row = { ...job.row, meeting: without(partOf(job, event.uid, { registered: true, joined: true }), 'joins') };
      job.conclusion = 'lookAgain';
    }
    return;
  }
  if (row.meeting?.registered || !(await isItsOwn(chunk, job, event))) return;
  const stored = await company.meeting(event.uid);
  const other = stored?.row.entry;
  if (other !== undefined && other !== entry.id) {
    const read = await readEntry(session, job, other);
    if (read === 'failed') return;
    if (read !== 'gone') {
      job.row = { ...job.row, meeting: partOf(job, event.uid, { registered: true }) };
      return;
    }
  }
  const known = { uid: event.uid, pair: row.pair, entry: entry.id };
  const isKnown = other === entry.id || (await publishKnown(session, known, stored));
  if (isKnown) job.row = { ...job.row, meeting: partOf(job, event.uid, { registered: true }) };
}

/** The entry is gone, the meeting is not: it may have got another entry, or is about to. */
async function seekOtherEntry(chunk: Chunk, job: Job): Promise<void> {
  const { session } = chunk;
  const { company, link, now } = session.context;
  const { row } = job;
  job.conclusion = 'unlinked';
  const uid = row.meeting?.uid;
  const stored = uid === undefined ? undefined : await company.meeting(uid);
  if (uid === undefined || !stored) return;
  const { entry, at } = stored.row;
  if (entry !== undefined && entry !== row.source?.id) {
    const read = await readEntry(session, job, entry);
    if (read !== 'gone' && read !== 'failed') await joinEntry(chunk, job, uid, read);
    return;
  }
  const until = entry === undefined ? at + STUCK_MS : waitsSince(session, job) + LATE_MS;
  const mayCome = !row.unlinked && stored.row.link !== link && now() < until && (await isOn(session, stored.row.link));
  if (mayCome) awaitOther(session, job, uid, 'otherLink');
  else job.row = { ...job.row, meeting: partOf(job, uid) };
}

/** Who takes part in an entry because of the meeting no longer does without it. */
async function leave({ session }: Chunk, job: Job, entry: SourceItem | undefined): Promise<void> {
  const { email } = session.context;
  job.conclusion = 'left';
  job.row = { ...job.row, left: true };
  if (!entry || !job.row.meeting?.joined || !entry.participants.includes(email)) return;
  await setPart(session, job, entry, 'none');
}
