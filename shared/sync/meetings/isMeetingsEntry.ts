// An entry that a pair made for a meeting becomes the pair's own only as the meeting's one entry.

import { without } from '../pair/bind.ts';
import type { Job } from '../pair/look.ts';
import type { Item } from '../ports/remote.ts';
import type { CreateIntent } from '../ports/rows.ts';
import type { Session } from '../session/session.ts';
import { partOf } from './meetingLinks.ts';
import { publishMade } from './publishMeeting.ts';

/**
 * True for whatever is made of no meeting, and for the meeting's entry, of which the company is told before. Else the job
 * is looked at again: what another link was quicker with leaves ours an orphan.
 */
export async function isMeetingsEntry(session: Session, job: Job, intent: CreateIntent, made: Item): Promise<boolean> {
  const uid = intent.meeting;
  if (uid === undefined) return true;
  const { pair } = job.row;
  const published = await publishMade(session, { uid, pair, nonce: intent.nonce, entry: made.id });
  if (published === 'refused') {
    const orphan = { side: 'source', id: made.id, version: made.version } as const;
    const intents = without(job.row.intents, 'source');
    job.row = { ...job.row, intents, orphans: [...job.row.orphans, orphan] };
    return false;
  }
  if (published === 'published')
    job.row = { ...job.row, meeting: partOf(job, uid, { registered: true, joined: true }) };
  return published === 'published';
}
