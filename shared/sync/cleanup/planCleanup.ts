// Decides about our item of a pair, from a fresh reading: it goes, unless a person has changed it. Pure.
import type { Instant } from '../../calendar/event.ts';
import { seekMovedEvent } from '../pair/facts/movedEvent.ts';
import { removeOrphans } from '../pair/facts/orphans.ts';
import { settleWrites } from '../pair/facts/settle.ts';
import { awaitRest, editedFields, unfinishedLosers } from '../pair/facts/unfinished.ts';
import { decided, goOn, type Plan, planBy, type Verdict } from '../pair/plan.ts';
import { without } from '../pair/row/without.ts';
import type { Settings } from '../pair/settings.ts';
import { isShared } from '../ports/people.ts';
import type { Side } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import { ownSideOf } from './cleanedUp.ts';

/** The rules of a cleanup: first those that settle the pair, then the delete. */
export const planCleanup = planBy([removeOrphans, settleWrites, seekMovedEvent, awaitRest, removeOwn]);

function removeOwn(plan: Plan, settings: Settings, _at: Instant): Verdict {
  const side = ownSideOf(plan.row);
  if (side === undefined || (plan.row.cleared && plan.row.cleared.side !== side)) return goOn(plan);
  const reading = plan[side];
  if (reading.state !== 'present') return decided(cleared({ ...plan, row: without(plan.row, side) }, side, 'gone'));
  if (isEdited(plan, settings, side) || isOfOthers(plan, settings, side)) return decided(cleared(plan, side, 'kept'));
  return decided({
    ...cleared(plan, side, 'removed'),
    operations: [{ op: 'delete', side, item: reading.item, losers: [], outOfScope: true }],
  });
}

const cleared = (plan: Plan, side: Side, as: NonNullable<PairRow['cleared']>['as']): Plan => ({
  ...plan,
  row: { ...plan.row, cleared: { side, as } },
});

/** Others take part in the entry, as in that of a meeting. So it is not only ours any more. */
const isOfOthers = ({ source }: Plan, { email }: Settings, side: Side): boolean =>
  side === 'source' && source.state === 'present' && isShared(source.item, email);

/**
 * True when a person changed our item since our last write. After lost rows, an item without its counterpart does not
 * tell. An event then goes to Deleted Items, where its user finds it. An entry has no such place, so it must never have
 * changed.
 */
function isEdited(plan: Plan, settings: Settings, side: Side): boolean {
  const reading = plan[side];
  if (reading.state !== 'present' || reading.item.content.kind !== 'event') return true;
  if (editedFields(settings, plan, side).length > 0) return true;
  // Half of a write of ours says more than its other side: nobody can tell our part of it from an edit.
  if (unfinishedLosers(settings, plan, side).length > 0) return true;
  const { row, mailbox, source } = plan;
  // Others were invited to it, by us or by its user. Without a mail they would go on coming.
  if (side === 'mailbox' && mailbox.state === 'present' && mailbox.item.meeting?.role === 'organiser') return true;
  return side === 'source' && row.firstSeen !== undefined && source.state === 'present' && source.item.modified;
}
