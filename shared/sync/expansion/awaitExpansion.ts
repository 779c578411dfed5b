// A series that the link expands is not decided before its occurrences were gone through as its entry reads now.
// Otherwise the decision would hide that they have to be looked at. docs/sync.md section 12. Pure.

import type { Instant } from '../../calendar/event.ts';
import type { Read } from '../pair/look.ts';
import { decided, goOn, type Plan, type Verdict } from '../pair/plan.ts';
import { isWhole } from '../pair/row/occurrenceId.ts';
import { expansionIn, hasEnded, setAsideAs, takingPart, withExpansion, withLeftOut } from '../pair/row/standing.ts';
import { leftOutNow } from '../pair/scope/leaveOut.ts';
import type { Settings } from '../pair/settings.ts';
import { concerns } from '../ports/people.ts';
import { type Expanded, expansionOf } from './expansion.ts';

/** Lets the next run go through the occurrences first. */
export function awaitExpansion(plan: Plan, settings: Settings, at: Instant): Verdict {
  const { row } = plan;
  if (settings.rules.unheldSeries !== 'expand') {
    // Every pair was marked when the rule changed, those of occurrences too.
    return goOn({ ...plan, row: withExpansion(row, undefined) });
  }
  if (hasEnded(row)) return goOn(plan);
  const expanded = expansionNow(settings, plan, at);
  if (expansionIn(row)?.version === expanded?.row.version) return goOn(plan);
  const linked = setAsideAs(row) === 'unlinked' ? takingPart(row) : row;
  const awaiting = expanded ? withLeftOut(linked, { reason: 'recurrence-not-supported' }) : row;
  return decided({ ...plan, row: awaiting, conclusion: 'lookAgain' });
}

/**
 * The occurrences that are to stand for themselves, as the entry reads now; undefined where the pair has an event of
 * its own.
 */
export function expansionNow(
  settings: Settings,
  { row, source }: Pick<Read, 'row' | 'source'>,
  at: Instant,
): Expanded | undefined {
  if (source.state !== 'present' || row.mailbox || row.intents.mailbox || row.intents.source) return undefined;
  if (!row.source || !isWhole(row.source.id) || !concerns(source.item, settings.email)) return undefined;
  const left = leftOutNow(settings, { row, mailbox: { state: 'absent' }, source });
  return left?.reason === 'recurrence-not-supported' ? expansionOf(settings, source.item, at) : undefined;
}
