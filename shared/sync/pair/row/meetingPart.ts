// The part of a pair's row about the meeting that its event is, or that its entry belongs to. Pure.
import type { MeetingPart, PairRow } from '../../ports/rows.ts';
import { without } from './without.ts';

/** The pair's part in the meeting with this change. The pair waits no more. */
export const partInMeeting = (
  { meeting }: Pick<PairRow, 'meeting'>,
  uid: string,
  change: Partial<MeetingPart> = {},
): MeetingPart => ({ ...without(meeting ?? { uid }, 'awaits'), uid, ...change });
