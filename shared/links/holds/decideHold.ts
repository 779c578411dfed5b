// A person decides about the held deletes of one user.
import type { Acting } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { readOnly } from '../linkFacts.ts';
import { type Refusal, refused } from '../refusal.ts';
import { decide, type HoldDecision } from './holdOf.ts';

/** `version-stale` where another hold stands there by now: nothing is decided unseen. */
export async function decideHold(
  acting: Acting,
  { email, decision }: { readonly email: string; readonly decision: HoldDecision },
): Promise<{ readonly hold: 'released' | 'discarded' } | Refusal> {
  const found = await findLinkThatIsOn(acting, email);
  if ('problem' in found) return found;
  const { link } = found.settings.value;
  const hold = await readOnly(acting.app.directory.linkStore(acting.company, link), 'hold');
  if (hold?.row.state !== 'held') return refused('nothing-held');
  const state = await decide(acting, { link, hold }, decision);
  return state ? { hold: state } : refused('version-stale');
}
