// A link that has no pairs yet makes them all by the rules as they are: there is nothing to review.
import { rulesKey } from '../ports/linkRules.ts';
import type { Session } from '../session/session.ts';

export function adoptRules(session: Session): void {
  const { print, rules, participants } = session.context;
  session.changeLease({ rules: { key: rulesKey(print, rules, participants) } });
}
