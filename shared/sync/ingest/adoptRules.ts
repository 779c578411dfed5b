// A new link has no pairs yet. It makes all its pairs by the present rules, so there is nothing to review.
import { rulesKey } from '../ports/linkRules.ts';
import type { Session } from '../session/session.ts';

export function adoptRules(session: Session): void {
  const { print, rules, participants } = session.context;
  session.changeLease({ rules: { key: rulesKey(print, rules, participants) } });
}
