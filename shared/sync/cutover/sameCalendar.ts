// Checks that another interface leads to the same calendar. In another calendar every pair would read as deleted.

import { digestOf } from '../../calendar/digest.ts';
import { CALENDAR_REPLACED } from '../ingest/checkCalendar.ts';
import { hasEnded } from '../pair/row/standing.ts';
import { RunStopped, required, type Session } from '../session/session.ts';

/** The number of events of the link that are looked for by their UIDs. */
const SAMPLES = 10;

/**
 * Answers the hash by which the watermark's row will name the calendar. The id of a folder has been the same over EWS
 * and Graph in all that we saw, but Microsoft does not promise it. Where it is another id, one of the link's events has
 * to stand in the calendar. Ends the run where none of them does.
 */
export async function sameCalendar({ context }: Session, known: string | undefined): Promise<string> {
  const { mailbox, store } = context;
  const calendar = digestOf(required(await mailbox.folderId()));
  if (known === undefined || known === calendar) return calendar;
  const uids: string[] = [];
  let pairs = 0;
  await store.pick('pair', ({ row }) => {
    if (row.mailbox?.uid === undefined || hasEnded(row)) return false;
    pairs += 1;
    if (uids.length < SAMPLES) uids.push(row.mailbox.uid);
    return false;
  });
  if (pairs === 0) return calendar;
  for (const uid of uids) if (required(await mailbox.findByUid(uid))) return calendar;
  throw new RunStopped(CALENDAR_REPLACED);
}
