// A new owner of an entry also means a new calendar that invites to it. The former owner's meeting is cancelled, and
// the new owner's takes its place. docs/sync.md section 6, "Invitations".
import type { Instant } from '../../calendar/event.ts';
import { decided, goOn, type Plan, type Verdict } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';
import { without } from '../pair/row/without.ts';
import type { Settings } from '../pair/settings.ts';
import { createOn, editedLosers } from '../pair/writes/operations.ts';
import { isUpcoming } from './invitation.ts';

/** The user is the former owner: the user's meeting is cancelled. */
export function handOver(plan: Plan, settings: Settings, at: Instant): Verdict {
  const { mailbox, source, row } = plan;
  if (settings.participants !== 'invitations') return goOn(plan);
  if (mailbox.state !== 'present' || source.state !== 'present') return goOn(plan);
  const { item } = mailbox;
  if (!row.invited || item.meeting?.role !== 'organiser' || source.item.owner === settings.email) return goOn(plan);
  if (!isUpcoming(item.content, at)) return goOn(plan);
  const losers = editedLosers(plan, settings, 'mailbox');
  return decided({
    ...plan,
    operations: [{ op: 'delete', side: 'mailbox', item, losers, outOfScope: true }],
    conclusion: 'unlinked',
    // A former owner who still takes part gets the new owner's invitation.
    looksAgain: true,
  });
}

/**
 * Makes the new owner's event, where that owner's calendar holds the former owner's cancelled invitation. The user may
 * remove that copy, which is nobody's delete then. A meeting that a person cancelled is no invitation of ours.
 */
export function* replaceCancelled(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  const { mailbox, source, row } = plan;
  if (mailbox.state !== 'present' || source.state !== 'present') return goOn(plan);
  if (source.item.owner !== settings.email) return goOn(plan);
  const { meeting, uid, content } = mailbox.item;
  if (meeting?.role !== 'attendee' || !meeting.cancelled || !isUpcoming(content, at)) return goOn(plan);
  const stored = yield* ask({ kind: 'meeting', uid });
  if (!stored?.row.invites || stored.row.entry !== source.item.id) return goOn(plan);
  const replaced: Plan = {
    ...plan,
    row: without(row, 'mailbox', 'meeting'),
    mailbox: { state: 'gone' },
    conclusion: 'inStep',
    operations: [],
  };
  return goOn(createOn(replaced, settings, 'mailbox'));
}
