// The verdict on one pair, from its rows: its state, and the reason for it. Pure.
import type { Instant } from '../../calendar/event.ts';
import { pairProblemOf } from '../../sync/pair/facts/remarks.ts';
import type { LeftOutReason } from '../../sync/ports/remote.ts';
import type { DirtyRow, HistoryRow, HoldRow, LeaseRow, LinkRow, PairRow } from '../../sync/ports/rows.ts';
import type { LeftOut } from '../../sync/ports/standing.ts';

export interface PairFacts {
  readonly pair: PairRow;
  readonly mark: DirtyRow | undefined;
  /** Losing values of this pair on record. */
  readonly losers: readonly HistoryRow[];
  readonly link: LinkRow | undefined;
  readonly lease: LeaseRow | undefined;
  readonly hold: HoldRow | undefined;
  readonly now: Instant;
}

/** The origin of a pair. */
export type Origin = 'matched' | 'createdInExchange' | 'createdInSource';

export type WaitsFor =
  /** A person has to switch the link on. */
  | 'switchOn'
  /** A person has to start the link. */
  | 'start'
  /** The next try of the whole link. */
  | 'pause'
  /** A write of unknown outcome, which may still be applied. */
  | 'outcome'
  /** The next try of this pair. */
  | 'retry'
  /** A decision about the deletes of many links. */
  | 'companyHold'
  /** The link of another user, which makes the entry of the meeting. */
  | 'otherLink'
  /** The invitation to a meeting. */
  | 'mail'
  /** The next run. */
  | 'run';

/** Each pair has one state (invariant I10). Every view uses these words. */
export type Verdict =
  /** Both items stand and are equal. `conflict`: a value that lost can be restored. */
  | {
      readonly state: 'inStep' | 'conflict';
      readonly origin: Origin;
      readonly since?: Instant;
      readonly lastWrite?: Instant;
    }
  /** `rule`: the name of the link's rule. */
  | { readonly state: 'leftOut'; readonly reason: LeftOutReason; readonly rule?: string }
  /**
   * The occurrences of the series are pairs of their own. `from`: there were too many earlier ones. `until`: later ones
   * follow in time.
   */
  | { readonly state: 'expanded'; readonly from?: Instant; readonly until?: Instant }
  /** A run could not synchronise it. */
  | { readonly state: 'failed'; readonly problem: NonNullable<PairRow['problem']>; readonly until?: Instant }
  | { readonly state: 'waiting'; readonly for: WaitsFor; readonly until?: Instant }
  /** A delete waits for a person. */
  | { readonly state: 'held'; readonly since: Instant }
  /** The entry is no longer this user's; the event stays in the mailbox. */
  | { readonly state: 'unlinked' }
  /** The participant deleted the own copy. */
  | { readonly state: 'left' }
  /** Both items are gone. */
  | { readonly state: 'ended'; readonly at: Instant };

export function explainPair(facts: PairFacts): Verdict {
  const { pair, mark, hold, link } = facts;
  const standing = verdictOfStanding(pair, hold);
  if (standing) return standing;
  const problem = pairProblemOf(pair);
  if (problem) return { state: 'failed', problem, ...dueOf(mark) };
  const hasBoth = pair.mailbox !== undefined && pair.source !== undefined;
  const isMarked = mark !== undefined && mark.why !== 'created';
  if (!hasBoth || isMarked || pair.intents.mailbox || pair.intents.source)
    return { state: 'waiting', ...waitOf(facts) };
  // It was in step at the last look. While the link is off, nobody looks.
  if (!link?.on) return { state: 'waiting', for: 'switchOn' };
  return verdictInStep(facts);
}

/** Undefined where the pair takes part, and where a person has decided about its hold. */
function verdictOfStanding({ standing }: PairRow, hold: HoldRow | undefined): Verdict | undefined {
  switch (standing?.is) {
    case 'ended':
      return { state: 'ended', at: standing.at };
    case 'left':
      return { state: 'left' };
    case 'unlinked':
      return { state: standing.hasLeft ? 'left' : 'unlinked' };
    case 'expanded': {
      const { from, until } = standing;
      return { state: 'expanded', ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
    }
    case 'leftOut':
      return leftOutVerdict(standing);
    case 'held':
      if (hold?.id === standing.hold && hold.state === 'held') return { state: 'held', since: hold.at };
      return standing.leftOut && leftOutVerdict(standing.leftOut);
    case 'kept':
      return standing.leftOut && leftOutVerdict(standing.leftOut);
    case undefined:
      return undefined;
  }
}

const leftOutVerdict = ({ reason, by }: LeftOut): Verdict => ({
  state: 'leftOut',
  reason,
  ...(by === undefined ? {} : { rule: by }),
});

function waitOf({ pair, mark, link, lease, now }: PairFacts): { readonly for: WaitsFor; readonly until?: Instant } {
  if (!link?.on) return { for: 'switchOn' };
  if (!link.started) return { for: 'start' };
  if (lease?.pause && lease.pause.until > now) return { for: 'pause', until: lease.pause.until };
  if (mark?.why === 'companyHeld') return { for: 'companyHold', ...dueOf(mark) };
  if (pair.intents.mailbox || pair.intents.source) return { for: 'outcome', ...dueOf(mark) };
  if (pair.meeting?.awaits) return { for: pair.meeting.awaits.for, ...dueOf(mark) };
  if (mark?.notBefore !== undefined && mark.notBefore > now) return { for: 'retry', until: mark.notBefore };
  return { for: 'run' };
}

const dueOf = (mark: DirtyRow | undefined): { readonly until?: Instant } =>
  mark?.notBefore === undefined ? {} : { until: mark.notBefore };

function verdictInStep({ pair, losers }: PairFacts): Verdict {
  const { mailbox, source, matchedAt, writtenAt } = pair;
  const [madeEvent, madeEntry] = [mailbox?.madeAt, source?.madeAt];
  const origin =
    madeEvent !== undefined ? 'createdInExchange' : madeEntry !== undefined ? 'createdInSource' : 'matched';
  const since = madeEvent ?? madeEntry ?? matchedAt;
  return {
    state: losers.some((loser) => loser.why === 'conflict' && !loser.restore) ? 'conflict' : 'inStep',
    origin,
    ...(since === undefined ? {} : { since }),
    ...(writtenAt === undefined ? {} : { lastWrite: writtenAt }),
  };
}
