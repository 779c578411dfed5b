// A person has discarded a hold: the side that lost the item gets it again. docs/sync.md section 9.

import { decided, goOn, type Plan, type Verdict } from '../plan.ts';
import { isKept, keptRow, takingPart } from '../row/standing.ts';
import type { Settings } from '../settings.ts';
import { createOn } from './operations.ts';

/** The pair remembers that its delete was discarded. */
export const keepDiscarded = (plan: Plan): Verdict =>
  goOn(plan.isDiscarded ? { ...plan, row: keptRow(plan.row) } : plan);

/** The item that is gone is written again from the other side. Where both stand again, nothing is left to keep. */
export function writeAgain(plan: Plan, settings: Settings): Verdict {
  if (!isKept(plan.row)) return goOn(plan);
  const { mailbox, source } = plan;
  if (mailbox.state === 'gone' && source.state === 'present') return decided(createOn(plan, settings, 'mailbox'));
  if (source.state === 'gone' && mailbox.state === 'present') return decided(createOn(plan, settings, 'source'));
  return decided({ ...plan, row: takingPart(plan.row), conclusion: 'lookAgain' });
}
