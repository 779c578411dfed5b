// The rules by which a run decides about a pair, in the order in which they are asked. The lists are the table of
// contents of docs/sync.md section 6. Every rule is pure: it takes a plan and returns another one.
import { awaitExpansion } from './expansion/awaitExpansion.ts';
import {
  awaitEventOfMeeting,
  claimEntryOfMeeting,
  joinFilteredMeeting,
  leaveEntry,
  registerEntry,
  returnToEntry,
  seekOtherEntry,
} from './meetings/attendMeeting.ts';
import {
  endWhenLeftAlone,
  followMeeting,
  leaveToOthers,
  rememberMeeting,
  returnToMeeting,
} from './meetings/followMeeting.ts';
import { handOver, replaceCancelled } from './meetings/handOver.ts';
import { openOurMeeting } from './meetings/invitation.ts';
import { mailWithEvent, publishBeforeMail, tellOthers } from './meetings/inviteOthers.ts';
import { seekMovedEvent } from './pair/facts/movedEvent.ts';
import { removeOrphans } from './pair/facts/orphans.ts';
import { keepRemarks } from './pair/facts/remarks.ts';
import { settleWrites } from './pair/facts/settle.ts';
import { awaitRest } from './pair/facts/unfinished.ts';
import { type Planning, planBy, planOf, type Rule } from './pair/plan.ts';
import { beginAnew } from './pair/scope/endedPair.ts';
import { leaveOut } from './pair/scope/leaveOut.ts';
import { leaveScope } from './pair/scope/outOfScope.ts';
import { staySetAside } from './pair/scope/setAside.ts';
import { decideByState } from './pair/writes/decideByState.ts';
import { keepDiscarded, writeAgain } from './pair/writes/discardedHold.ts';
import { unlessTooLarge } from './pair/writes/largeLosers.ts';
import { rememberRole } from './pair/writes/role.ts';
import { drawVeil } from './pair/writes/veilPair.ts';
import { restoreValue } from './restore/restore.ts';

/** The rules for a pair by itself. The first rule that decides ends the list. */
const PAIR_RULES: readonly Rule[] = [
  // Facts that have to be known before anything is decided: pair/facts.
  keepRemarks,
  openOurMeeting,
  removeOrphans,
  settleWrites,
  seekMovedEvent,
  awaitRest,
  // The decisions of people about the pair.
  keepDiscarded,
  beginAnew,
  restoreValue,
  // The pair takes part, or does not: pair/scope.
  awaitExpansion,
  returnToMeeting,
  leaveScope,
  leaveOut,
  rememberMeeting,
  endWhenLeftAlone,
  staySetAside,
  // The writes that follow, or the end of the pair: pair/writes.
  drawVeil,
  handOver,
  writeAgain,
  rememberRole,
  followMeeting,
  leaveToOthers,
  decideByState,
];

/** The rules from the company's rows about the pair's meeting: who makes the entry, and who takes part in it. */
const MEETING_RULES: readonly Rule[] = [
  awaitEventOfMeeting,
  claimEntryOfMeeting,
  seekOtherEntry,
  leaveEntry,
  returnToEntry,
  joinFilteredMeeting,
  registerEntry,
];

/** The mails of a plan, where the company sends invitations. */
const INVITATION_RULES: readonly Rule[] = [replaceCancelled, mailWithEvent, tellOthers, publishBeforeMail];

const decidePair = planBy(PAIR_RULES);
const attendMeeting = planBy(MEETING_RULES);
const withMails = planBy(INVITATION_RULES);

export const PLANNING: Planning = {
  *pair(look, settings, at) {
    const before = planOf(look);
    return unlessTooLarge(yield* decidePair(before, settings, at), before);
  },
  *meeting(plan, settings, at) {
    return unlessTooLarge(yield* attendMeeting(plan, settings, at), plan);
  },
  *invitations(plan, settings, at) {
    return settings.participants === 'invitations' ? yield* withMails(plan, settings, at) : plan;
  },
};
