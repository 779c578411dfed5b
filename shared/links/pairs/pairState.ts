// The states of a pair, read from its row. Preview, status, explain and conflicts share these words and these rules, so
// that no two of them can disagree.
import type { Instant } from '../../calendar/event.ts';
import { pairProblemOf } from '../../sync/pair/facts/remarks.ts';
import { endedAt, hasEnded, hasLeft, heldBy, leftOutIn, setAsideAs } from '../../sync/pair/row/standing.ts';
import type { LeftOutReason, Side } from '../../sync/ports/remote.ts';
import type { PairRow } from '../../sync/ports/rows.ts';
import type { Verdict } from './explainPair.ts';

export interface LeftOut {
  readonly reason: LeftOutReason;
  /** The name of the rule, where a rule of the link left the pair out. */
  readonly rule?: string;
  /** The series takes part through its occurrences, which are single events. */
  readonly expanded?: true;
}

/** The state as far as the row alone tells it: `takesPart` says nothing of marks, problems and conflicts. */
export type PairStanding =
  | { readonly state: 'ended'; readonly at: Instant }
  | { readonly state: 'left' | 'unlinked' | 'held' }
  | ({ readonly state: 'leftOut' } & LeftOut)
  | { readonly state: 'takesPart' };

export function pairStandingOf(pair: PairRow): PairStanding {
  const at = endedAt(pair);
  if (at !== undefined) return { state: 'ended', at };
  if (hasLeft(pair)) return { state: 'left' };
  if (setAsideAs(pair)) return { state: 'unlinked' };
  if (heldBy(pair) !== undefined) return { state: 'held' };
  const leftOut = leftOutOf(pair);
  return leftOut ? { state: 'leftOut', ...leftOut } : { state: 'takesPart' };
}

/** The reason why the pair is left out, also where both items stand. Undefined for a pair that is not left out. */
export function leftOutOf(pair: PairRow): LeftOut | undefined {
  const left = leftOutIn(pair);
  if (!left) return undefined;
  const { reason, by } = left;
  const isExpanded = pair.standing?.is === 'expanded';
  return { reason, ...(by === undefined ? {} : { rule: by }), ...(isExpanded ? { expanded: true } : {}) };
}

export const isEnded = (pair: PairRow): boolean => hasEnded(pair);

/** True where the pair's delete waits for the decision about this hold. */
export const isHeldBy = (pair: PairRow, hold: string): boolean => heldBy(pair) === hold;

/** No run keeps the fingerprints of such a pair up to date. */
export const isAside = (pair: PairRow): boolean => leftOutIn(pair) !== undefined || setAsideAs(pair) !== undefined;

/** The one side on which the pair has an item; undefined where it has both or neither. */
export function onlySideOf(pair: PairRow): Side | undefined {
  if (pair.mailbox && pair.source) return undefined;
  if (pair.mailbox) return 'mailbox';
  return pair.source ? 'source' : undefined;
}

/**
 * The states that a list of pairs shows. It counts an expanded series as left out, with a flag, and shows a problem beside
 * the state. Conflicts have a list of their own.
 */
export type ListedState = Exclude<Verdict['state'], 'conflict' | 'expanded' | 'failed'>;

/** `marked`: the pair needs a look. */
export function listedStateOf(pair: PairRow, marked: boolean): ListedState {
  const { state } = pairStandingOf(pair);
  if (state !== 'takesPart') return state;
  const waits = marked || onlySideOf(pair) || pair.intents.mailbox || pair.intents.source;
  return waits ? 'waiting' : 'inStep';
}

export type PairCounts = Readonly<Record<ListedState, number>> & { readonly problems: number };

/** Each pair counts once in its state, and once more in `problems` where it has a problem. */
export function countPairs(pairs: readonly PairRow[], marks: { readonly has: (pair: string) => boolean }): PairCounts {
  const counts = { inStep: 0, waiting: 0, held: 0, leftOut: 0, unlinked: 0, left: 0, ended: 0, problems: 0 };
  for (const pair of pairs) {
    counts[listedStateOf(pair, marks.has(pair.pair))] += 1;
    if (pairProblemOf(pair)) counts.problems += 1;
  }
  return counts;
}
