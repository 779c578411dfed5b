// An entry that somebody else owns comes to a user. Its owner's link may be about to invite, or the invitation is on
// its way, so the pair waits for it. After that it makes a silent copy, which gives way when the invitation comes after
// all.
import type { Instant } from '../../calendar/event.ts';
import { LATE_MS, LOOK_AGAIN_MS } from '../pair/facts/late.ts';
import { decided, type Plan, type Verdict, waits } from '../pair/plan.ts';
import type { Asking } from '../pair/question.ts';
import type { Settings } from '../pair/settings.ts';
import type { SourceItem } from '../ports/source.ts';
import { isUpcoming } from './invitation.ts';
import { isAtWork } from './waitForMeeting.ts';

/** Asked just before an event would be made of an entry that stands for no meeting yet. */
export function* awaitInvitation(
  plan: Plan,
  { email, participants }: Settings,
  { entry, at }: { readonly entry: SourceItem; readonly at: Instant },
): Asking<Verdict> {
  if (participants !== 'invitations' || entry.owner === email || entry.series) return decided(plan);
  const until = plan.mark.at + LATE_MS;
  if (at >= until || !isUpcoming(entry.content, at)) return decided(plan);
  if (!(yield* isAtWork(entry.owner))) return decided(plan);
  return waits({ ...plan, operations: [] }, Math.min(at + LOOK_AGAIN_MS, until));
}
