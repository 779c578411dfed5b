// What became of one pair, and why: every pair has one verdict (invariant I10), from what the rows say. Pure.
import type { Instant } from '../calendar/event.ts';
import type { LeftOutReason } from '../sync/ports/remote.ts';
import type { DirtyRow, HistoryRow, HoldRow, LeaseRow, LinkRow, PairRow } from '../sync/ports/rows.ts';
import type { LeftOut } from '../sync/ports/standing.ts';

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

/** How a pair came about. */
export type Origin = 'matched' | 'createdInExchange' | 'createdInSource';

/**
 * `switchOn`, `start`: a person. `pause`: the link's next try. `outcome`: a write that may still be applied. `retry`:
 * this pair's next try. `companyHold`: other links' deletes. `otherLink`: the entry of a meeting that another user's link
 * makes. `mail`: the invitation to a meeting. `run`: nothing but the next run.
 */
export type WaitsFor =
  | 'switchOn'
  | 'start'
  | 'pause'
  | 'outcome'
  | 'retry'
  | 'companyHold'
  | 'otherLink'
  | 'mail'
  | 'run';

export type Verdict =
  | {
      readonly state: 'synced' | 'conflict';
      readonly origin: Origin;
      readonly since?: Instant;
      readonly lastWrite?: Instant;
    }
  | { readonly state: 'leftOut'; readonly reason: LeftOutReason; readonly rule?: string }
  /** A series whose occurrences stand for themselves: from then, where earlier ones were too many, until then, where it goes on. */
  | { readonly state: 'expanded'; readonly from?: Instant; readonly until?: Instant }
  | { readonly state: 'failed'; readonly problem: NonNullable<PairRow['problem']>; readonly until?: Instant }
  | { readonly state: 'waiting'; readonly for: WaitsFor; readonly until?: Instant }
  | { readonly state: 'onHold'; readonly since: Instant }
  | { readonly state: 'unlinked' | 'left' }
  | { readonly state: 'ended'; readonly at: Instant };

export function explainPair(facts: PairFacts): Verdict {
  const { pair, mark, hold, link } = facts;
  const standing = verdictOfStanding(pair, hold);
  if (standing) return standing;
  if (pair.problem) return { state: 'failed', problem: pair.problem, ...dueOf(mark) };
  const whole = pair.mailbox !== undefined && pair.source !== undefined;
  const marked = mark !== undefined && mark.why !== 'created';
  if (!whole || marked || pair.intents.mailbox || pair.intents.source) return { state: 'waiting', ...waitOf(facts) };
  // In step when it was last looked at; without a link that is on, nobody looks.
  if (!link?.on) return { state: 'waiting', for: 'switchOn' };
  return inStep(facts);
}

/** Undefined where the pair takes part, or its hold was decided. */
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
      if (hold?.id === standing.hold && hold.state === 'held') return { state: 'onHold', since: hold.at };
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

function inStep({ pair, losers }: PairFacts): Verdict {
  const { mailbox, source, matchedAt, writtenAt } = pair;
  const [madeEvent, madeEntry] = [mailbox?.madeAt, source?.madeAt];
  const origin =
    madeEvent !== undefined ? 'createdInExchange' : madeEntry !== undefined ? 'createdInSource' : 'matched';
  const since = madeEvent ?? madeEntry ?? matchedAt;
  return {
    state: losers.some((loser) => loser.why === 'conflict' && !loser.restore) ? 'conflict' : 'synced',
    origin,
    ...(since === undefined ? {} : { since }),
    ...(writtenAt === undefined ? {} : { lastWrite: writtenAt }),
  };
}
