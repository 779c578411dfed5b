// The plan for one pair. A plan grows rule by rule: each rule takes the plan so far and returns a new one. Pure: a rule
// that must know more before it decides asks a question (question.ts), and goes on with the answer.
import type { CalendarEvent, EventPatch, Instant } from '../../calendar/event.ts';
import type { FormattedBody, MeetingMails } from '../ports/mailbox.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { BodyFormat, Loser } from '../ports/rows.ts';
import type { Look } from './look.ts';
import type { LosingValue } from './losers.ts';
import type { Asking } from './question.ts';
import type { PlannedRow } from './row/rows.ts';
import type { Settings } from './settings.ts';

/** One write to one side. */
export type Operation =
  | {
      readonly op: 'create';
      readonly side: Side;
      readonly event: CalendarEvent;
      /** The meeting whose entry it makes, with the nonce by which the company knows that creation. */
      readonly claim?: { readonly uid: string; readonly nonce: string };
      /** Addresses that the event invites. Only the rules of meetings/inviteOthers.ts set it. */
      readonly invites?: readonly string[];
    }
  | {
      readonly op: 'update';
      readonly side: Side;
      readonly item: Item;
      readonly patch: EventPatch;
      readonly losers: readonly LosingValue[];
      /** The losing value, by the name of its row, that a person wants back and that this writes. */
      readonly restores?: string;
      /** The formatted body to write in the place of the description. */
      readonly body?: FormattedBody;
      /** The fate of the format of the body that this writes over. Only run/keepFormats.ts sets it. */
      readonly format?: BodyFormat['is'];
      /**
       * The people who are told of it, and the addresses that are invited from then on. Only the rules of
       * meetings/inviteOthers.ts set it.
       */
      readonly mails?: MeetingMails & { readonly invited: readonly string[] };
    }
  | {
      readonly op: 'delete';
      readonly side: Side;
      readonly item: Item;
      readonly losers: readonly LosingValue[];
      /** The entry exists, but is no longer this user's. */
      readonly outOfScope: boolean;
      /** Those who take part are told. Only the rules of meetings/inviteOthers.ts set it. */
      readonly cancels?: true;
    };

/** The pair's state when its operations have succeeded, or when it has none. */
export type Conclusion = 'inStep' | 'tombstone' | 'left' | 'unlinked' | 'leftOut' | 'lookAgain';

export interface Plan extends Look {
  readonly operations: readonly Operation[];
  readonly conclusion: Conclusion;
  /** Losing values that go on record with the next transaction of this pair. */
  readonly losers: readonly (LosingValue | Loser)[];
  /** Rows that are committed with the pair's own. */
  readonly rows: readonly PlannedRow[];
  /** The number of our deletes that were found to be done. The hold counts them. */
  readonly deletes: number;
  /** Nothing can be decided before this time: the pair keeps its mark until then. */
  readonly waitUntil: Instant | undefined;
  /** The user's event is a copy that follows the entry: the user takes part in it and does not own it. */
  readonly isCopy?: boolean;
  /** The question about the pair's meeting that the rules of meetings/ have to answer. */
  readonly meets?: 'otherEntry' | 'leaves' | 'returns';
  /** The other pair, which gives its entry to this one. Nothing of its own plan is done. */
  readonly displaces?: string;
  /** The event was found under an id that the mailbox's changes have not shown yet. */
  readonly hasNewId?: true;
  /** Once its writes are done, there is more to do. */
  readonly looksAgain?: true;
}

/**
 * The verdict of a rule on a plan. `goOn`: the next rule takes it. `decided`: the other rules of the list are not
 * asked. `stopped`: the pair waits, or something failed, and no rule of any later list is asked.
 */
export interface Verdict {
  readonly kind: 'goOn' | 'decided' | 'stopped';
  readonly plan: Plan;
}

/** One rule. It never changes what it is given. `at`: the time of the look. */
export type Rule = (plan: Plan, settings: Settings, at: Instant) => Verdict | Asking<Verdict>;

export const goOn = (plan: Plan): Verdict => ({ kind: 'goOn', plan });
export const decided = (plan: Plan): Verdict => ({ kind: 'decided', plan });
export const stopped = (plan: Plan): Verdict => ({ kind: 'stopped', plan });
/** The pair keeps its mark and is looked at again at that time. */
export const waits = (plan: Plan, waitUntil: Instant): Verdict => stopped({ ...plan, waitUntil });
/** A question was answered by a failure: nothing more is planned, and the pair is tried again. */
export const failedBy = (plan: Plan, failure: Failure): Verdict => stopped({ ...plan, failure });

/** Before any rule: nothing is to be done. */
export const planOf = (look: Look): Plan => ({
  ...look,
  operations: [],
  conclusion: 'inStep',
  losers: [],
  rows: [],
  deletes: 0,
  waitUntil: undefined,
});

/**
 * Planning by a list of rules: takes a plan through them until one decides. A plan that waits or has failed stays as it
 * is.
 */
export const planBy = (rules: readonly Rule[]) =>
  function* (begun: Plan, settings: Settings, at: Instant): Asking<Plan> {
    let plan = begun;
    if (plan.failure || plan.waitUntil !== undefined) return plan;
    for (const rule of rules) {
      const made = rule(plan, settings, at);
      const verdict = 'kind' in made ? made : yield* made;
      plan = verdict.plan;
      if (verdict.kind !== 'goOn') return plan;
    }
    return plan;
  };

/** The rules of a run in the order in which they are asked: shared/sync/plan.ts. */
export interface Planning {
  /** The rules for a pair by itself. */
  readonly pair: (look: Look, settings: Settings, at: Instant) => Asking<Plan>;
  /** The rules that its meeting adds, once all pairs that were read together have their plans. */
  readonly meeting: (plan: Plan, settings: Settings, at: Instant) => Asking<Plan>;
  /** The mails about it. */
  readonly invitations: (plan: Plan, settings: Settings, at: Instant) => Asking<Plan>;
}
