// The rows of a link belong to one calendar folder. Another folder in its place would read as a calendar in which
// everything was deleted. A mailbox that was made anew under the same address has such a folder.
import { digestOf } from '../../calendar/digest.ts';
import type { Failure } from '../ports/outcome.ts';
import type { MailboxWatermarkRow } from '../ports/rows.ts';
import type { Stored } from '../ports/store.ts';
import { RunStopped, required, type Session } from '../session/session.ts';

/**
 * Answers the columns of the watermark's row that name its calendar. The mailbox is asked only where the calendar may
 * be another one. That is at the beginning, under other settings of the connection, and when it no longer knows its
 * own watermark (`asked`). Ends the run where it is another calendar: absence from it proves nothing.
 */
export async function checkCalendar(
  { context }: Session,
  stored: Stored<'mailboxWatermark'> | undefined,
  asked: boolean,
): Promise<Pick<MailboxWatermarkRow, 'api' | 'calendar' | 'connection'>> {
  const { mailbox, connection } = context;
  const { api } = mailbox;
  const known = stored?.row.calendar;
  if (known !== undefined && !asked && stored?.row.connection === connection)
    return { api, calendar: known, connection };
  const calendar = digestOf(required(await mailbox.folderId()));
  if (known === undefined || known === calendar) return { api, calendar, connection };
  throw new RunStopped(CALENDAR_REPLACED);
}

export const CALENDAR_REPLACED: Failure = { kind: 'denied', code: 'calendar-replaced' };
