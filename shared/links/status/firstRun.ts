// The progress of a first run, from the rows: it survives every restart, and costs no request.
import { pairProblemOf } from '../../sync/pair/facts/remarks.ts';
import type { LinkFacts } from '../linkFacts.ts';
import { onlySideOf, pairStandingOf } from '../pairs/pairState.ts';
import type { LinkState } from './linkState.ts';

export type FirstRun =
  /** Both sides are being listed: so many events and entries so far. Nobody knows their number beforehand. */
  | { readonly step: 'reading'; readonly events: number; readonly entries: number }
  /** `done` of `of` pairs stand on both sides. */
  | { readonly step: 'writing'; readonly done: number; readonly of: number };

/** Undefined before the switch-on, while the preview waits for the user, and once everything was brought together. */
export function firstRunOf(state: LinkState, { pairs }: Pick<LinkFacts, 'pairs'>): FirstRun | undefined {
  if (state === 'listing') {
    const on = (side: 'mailbox' | 'source') => pairs.filter((pair) => pair[side]).length;
    return { step: 'reading', events: on('mailbox'), entries: on('source') };
  }
  if (state !== 'on') return undefined;
  const taking = pairs.filter((pair) => pairStandingOf(pair).state === 'takesPart');
  const waiting = taking.filter(onlySideOf);
  // A pair with a problem waits for a person, and holds no first run up.
  if (!waiting.some((pair) => !pairProblemOf(pair))) return undefined;
  return { step: 'writing', done: taking.length - waiting.length, of: taking.length };
}
