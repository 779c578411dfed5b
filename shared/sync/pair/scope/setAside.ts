// A pair that was set aside (unlinked, or left by its user) stays so until both of its items are there again.

import type { SetAside } from '../../ports/standing.ts';
import { decided, goOn, type Plan, type Verdict } from '../plan.ts';
import { hasLeft, setAsideAs, takingPart } from '../row/standing.ts';
import { without } from '../row/without.ts';

/** Decides whether such a pair takes part again. If it stays aside, the plan may name a question about its meeting. */
export function staySetAside(plan: Plan): Verdict {
  const { row, mailbox, source } = plan;
  const as = setAsideAs(row);
  if (!as) return goOn(plan);
  const meets = meetingQuestion(plan, as);
  if (meets === 'leaves') return decided({ ...plan, meets, conclusion: 'left' });
  if (comesBack(plan, as)) {
    const back = mailbox.state === 'gone' ? without(row, 'mailbox') : row;
    return decided({ ...plan, row: takingPart(back), conclusion: 'lookAgain' });
  }
  const stands = source.state === 'present' || mailbox.state === 'present';
  return decided({
    ...plan,
    ...(meets ? { meets } : {}),
    conclusion: stands ? as : 'tombstone',
  });
}

function comesBack({ mailbox, source }: Plan, as: SetAside): boolean {
  return source.state === 'present' && (as === 'unlinked' || mailbox.state === 'present');
}

function meetingQuestion({ row, mailbox, source }: Plan, as: SetAside): Plan['meets'] {
  const [event, entry] = [mailbox.state, source.state];
  // A user who had left does not join again because the application names the user once more.
  if (hasLeft(row) && row.meeting?.joined && event === 'gone' && entry === 'present') return 'leaves';
  if (as === 'unlinked' && row.meeting && event === 'present' && entry === 'gone') return 'otherEntry';
  return undefined;
}
