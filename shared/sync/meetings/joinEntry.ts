// The pair of a meeting's event takes the entry that stands for the meeting already, and its user takes part in it.
import { originOf } from '../ingest/adopt.ts';
import { withEntry, without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import { unlessFailed } from '../pair/settle.ts';
import { concerns } from '../ports/people.ts';
import type { Part, SourceItem } from '../ports/source.ts';
import type { Session } from '../session/session.ts';
import type { Chunk } from './chunk.ts';
import { giveWay, holderOf } from './giveWay.ts';
import { awaitOther, partOf } from './meetingLinks.ts';

/**
 * Makes the user take part in the entry, and binds it. In two looks where the user does not yet: the first announces it,
 * so that it is known later that the user takes part because of the meeting.
 */
export async function joinEntry(chunk: Chunk, job: Job, uid: string, entry: SourceItem): Promise<void> {
  const { session, work } = chunk;
  const { email } = session.context;
  job.operations = [];
  job.conclusion = 'lookAgain';
  const holder = await holderOf(chunk, job, entry);
  if (holder === 'later') return awaitOther(session, job, uid, 'otherLink');
  if (holder === 'taken') {
    // The user has the entry in the calendar as another event already.
    job.row = { ...job.row, unlinked: true, meeting: partOf(job, uid, { registered: true }) };
    job.conclusion = 'unlinked';
    return;
  }
  const takesOver = mayTakeOver(job, entry) && entry.owner !== email;
  const takesPart = concerns(entry, email) && !takesOver;
  if (!takesPart && !(await takePart(session, job, uid, entry, takesOver ? 'owner' : 'participant'))) return;
  await session.context.company.addHolder(session.context.link, [entry.id]);
  const joined = job.row.meeting?.joins === entry.id ? ({ joined: true } as const) : {};
  if (holder) giveWay(chunk, job, holder);
  const role = takesOver || entry.owner === email ? 'owner' : 'participant';
  const meeting = { ...without(partOf(job, uid), 'joins'), registered: true, ...joined } as const;
  job.row = withEntry(job.row, { id: entry.id, role }, meeting);
  const { pair } = job.row;
  work.upsert(pair, 'sourceIndex', entry.id, { id: entry.id, pair });
}

/** The user organises the meeting of which another user's link has made this entry: its tag says so. */
export const mayTakeOver = ({ mailbox }: Job, { tag }: SourceItem): boolean =>
  mailbox.state === 'present' && mailbox.item.meeting?.role === 'organiser' && tag?.of === originOf(mailbox.item);

/** False when it is announced only, or has failed: the job is looked at again. */
export async function takePart(
  session: Session,
  job: Job,
  uid: string,
  entry: SourceItem,
  part: Part['part'],
): Promise<boolean> {
  if (job.row.meeting?.joins !== entry.id) {
    job.row = { ...job.row, meeting: partOf(job, uid, { joins: entry.id }) };
    job.conclusion = 'lookAgain';
    return false;
  }
  return setPart(session, job, entry, part);
}

/** Compare and set; false when it has failed, or nobody knows: the next look reads the entry. */
export async function setPart(session: Session, job: Job, entry: SourceItem, part: Part['part']): Promise<boolean> {
  const { email, source } = session.context;
  const { id, version } = entry;
  if (!session.holdsLease()) return false;
  const [answer] = await source.setParts([{ id, version, email, part }]);
  return answer !== undefined && unlessFailed(job, answer) !== undefined;
}
