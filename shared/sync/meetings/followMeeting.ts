// Exchange carries a meeting to a user who does not own its entry. Exchange alone changes what it carries: the pair
// writes to neither side, and the user's own delete is respected. docs/sync.md section 6, "Meetings of several users".

import { editedFields } from '../pair/facts/unfinished.ts';
import { printsNow } from '../pair/look.ts';
import { decided, goOn, type Plan, type Verdict } from '../pair/plan.ts';
import { hasLeft, takingPart } from '../pair/row/standing.ts';
import { isOutOfScope } from '../pair/scope/outOfScope.ts';
import type { Settings } from '../pair/settings.ts';

/**
 * The user had left, which took the user off the entry. The calendar has the meeting again, so the user joins again.
 */
export function returnToMeeting(plan: Plan, settings: Settings): Verdict {
  const { row, mailbox } = plan;
  const isBack = hasLeft(row) && row.meeting?.joined && mailbox.state === 'present' && mailbox.item.meeting;
  if (!isBack || !isOutOfScope(plan, settings)) return goOn(plan);
  return decided({ ...plan, meets: 'returns' });
}

/** The pair remembers the meeting that its event is, and the mailbox's part in it. */
export function rememberMeeting(plan: Plan): Verdict {
  const { row, mailbox } = plan;
  if (mailbox.state !== 'present' || !mailbox.item.meeting) return goOn(plan);
  const { uid, meeting } = mailbox.item;
  if (row.meeting?.uid === uid && row.meeting.role === meeting.role) return goOn(plan);
  const known = row.meeting?.uid === uid ? row.meeting : undefined;
  return goOn({ ...plan, row: { ...row, meeting: { ...known, uid, role: meeting.role } } });
}

/** The owner had left a meeting to the others who take part. They have left since, so the owner's delete counts now. */
export function endWhenLeftAlone(plan: Plan, settings: Settings): Verdict {
  const { row, mailbox, source } = plan;
  if (!hasLeft(row) || mailbox.state !== 'gone' || row.meeting?.role !== 'attendee') return goOn(plan);
  if (source.state !== 'present' || source.item.owner !== settings.email) return goOn(plan);
  if (source.item.participants.length > 0 || editedFields(settings, plan, 'source').length > 0) return goOn(plan);
  return goOn({ ...plan, row: takingPart(row) });
}

/** A participant's pair of a meeting that we did not make only follows. */
export function followMeeting(plan: Plan, settings: Settings): Verdict {
  const { row, mailbox, source } = plan;
  if (!follows(plan)) return goOn(plan);
  if (source.state === 'gone') {
    return decided(mailbox.state === 'gone' ? { ...plan, conclusion: 'tombstone' } : { ...plan, meets: 'otherEntry' });
  }
  if (mailbox.state === 'gone') return decided({ ...plan, meets: 'leaves' });
  if (!row.mailbox || !row.source) return decided(plan);
  return decided({
    ...plan,
    row: {
      ...row,
      mailbox: { ...row.mailbox, base: printsNow(settings, row, mailbox) },
      source: { ...row.source, base: printsNow(settings, row, source) },
    },
  });
}

function follows({ row, mailbox, isCopy }: Plan): boolean {
  if (!isCopy || row.mailbox === undefined || row.mailbox.madeAt !== undefined) return false;
  if (mailbox.state === 'present') return mailbox.item.meeting !== undefined;
  return mailbox.state === 'gone' && row.meeting?.role !== undefined;
}

/**
 * An attendee whose link made the entry deletes the own copy. The others go on with the meeting, so the entry stays.
 */
export function leaveToOthers(plan: Plan): Verdict {
  const { row, mailbox, source, isCopy } = plan;
  const isAttendees = row.mailbox?.madeAt === undefined && row.meeting?.role === 'attendee';
  if (isCopy || mailbox.state !== 'gone' || !isAttendees) return goOn(plan);
  if (source.state !== 'present' || source.item.participants.length === 0) return goOn(plan);
  return decided({ ...plan, conclusion: 'left' });
}
