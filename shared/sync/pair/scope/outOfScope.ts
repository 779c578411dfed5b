// The entry exists, but it no longer concerns the user. docs/sync.md section 6.

import { concerns } from '../../ports/people.ts';
import { decided, goOn, type Plan, type Verdict } from '../plan.ts';
import { setAsideAs, withLeftOut } from '../row/standing.ts';
import type { Settings } from '../settings.ts';
import { removeCopy } from '../writes/operations.ts';

/**
 * True when the pair's event has to follow an entry that is no longer this user's. An unreadable event stays as it is.
 */
export const isOutOfScope = ({ mailbox, source }: Plan, { email }: Settings): boolean =>
  source.state === 'present' &&
  !concerns(source.item, email) &&
  (mailbox.state !== 'present' || mailbox.item.content.kind === 'event');

/** Our copy is removed, whatever the entry says now. An event that the user made stays, unlinked. */
export function leaveScope(plan: Plan, settings: Settings): Verdict {
  if (!isOutOfScope(plan, settings)) return goOn(plan);
  const row = withLeftOut(plan.row, undefined);
  const leaving: Plan = { ...plan, row, conclusion: 'unlinked' };
  if (setAsideAs(row) === 'unlinked' || row.mailbox?.madeAt === undefined) return decided(leaving);
  return decided(removeCopy(leaving, settings, 'mailbox'));
}
