// A write of a series after its first request: exclusions, then changed occurrences, then the end that makes what was
// `Begun` `Written`. A failure here leaves a half-written series, whose `Begun` says so. The adapter
// knows the requests that a step takes.
import type { CalendarEvent, OccurrencePatch, RecurrenceId, When } from '../../calendar/event.ts';
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Written } from '../../sync/ports/remote.ts';
import { brokenAnswer } from '../failures.ts';
import { andThen } from './andThen.ts';
import {
  isUndisturbed,
  type OccurrencePlan,
  type OccurrencesPlan,
  planOccurrences,
  type Remaining,
} from './seriesPlan.ts';

/** The rest of a write: the wanted series, and the item's `Begun`. */
export interface Rest {
  readonly when: When;
  readonly rev: string;
  readonly remaining: Remaining;
  /** True when those who take part are told of each occurrence. */
  readonly mails: boolean;
}

/** The occurrence that is meant, and its series. */
export interface Sought {
  readonly masterId: string;
  /** The `Begun` of the master as long as no other write has overtaken this one. */
  readonly rev: string;
  readonly series: When;
  readonly index: number;
  readonly id: RecurrenceId;
  readonly mails: boolean;
}

export interface End {
  /** As read just now: on this version the end is written. */
  readonly item: MailboxItem;
  readonly rev: string;
}

/** The requests about series, each for all that are given; one outcome each, in order. */
export interface SeriesRequests {
  read(ids: readonly string[]): Promise<Outcome<MailboxItem>[]>;
  /** Several may be of one series. */
  exclude(sought: readonly Sought[]): Promise<Outcome<void>[]>;
  /** One of each series at most. */
  change(sought: readonly (Sought & { readonly patch: OccurrencePatch })[]): Promise<Outcome<void>[]>;
  /** Compare and set: `Begun` goes, `Written` is the rev. */
  end(ends: readonly End[]): Promise<Outcome<Written<MailboxItem>>[]>;
}

/** The outcomes of first requests; those that have a rest are brought to their end, each step for all of them. */
export async function finishSeries(
  requests: SeriesRequests,
  outcomes: readonly Outcome<Written<MailboxItem>>[],
  rests: readonly (Rest | undefined)[],
): Promise<Outcome<Written<MailboxItem>>[]> {
  const begun = outcomes.flatMap((outcome, at) => {
    const rest = rests[at];
    return outcome.ok && rest ? [{ ...rest, id: outcome.value.id }] : [];
  });
  const ended = (await finishAll(requests, begun)).values();
  return outcomes.map((outcome, at) => (outcome.ok && rests[at] ? inSteps(ended.next().value) : outcome));
}

const inSteps = (ended: Outcome<Written<MailboxItem>> | undefined): Outcome<Written<MailboxItem>> =>
  ended?.ok ? ok({ ...ended.value, inSteps: true }) : (ended ?? failed(brokenAnswer('answers are missing')));

interface Begun extends Rest {
  readonly id: string;
}

async function finishAll(requests: SeriesRequests, begun: readonly Begun[]): Promise<Outcome<Written<MailboxItem>>[]> {
  const ids = begun.map(({ id }) => id);
  const plans = (await requests.read(ids)).map((item, at) => planned(item, begun[at]));
  const excluded = await andThen(plans, (each) => exclude(requests, each));
  const changed = await andThen(excluded, (each) => change(requests, each));
  const read = await andThen(changed, (each) => requests.read(each.map(({ id }) => id)));
  const ends = read.map((item, at) => endOf(item, begun[at]));
  const ended = await andThen(ends, (each) => end(requests, each));
  return ended.map((outcome) => (outcome.ok ? outcome : failed(unfinished(outcome.failure))));
}

/** Of a write that was begun it cannot be said that it was not applied. */
const unfinished = (failure: Failure): Failure =>
  failure.kind === 'gone' || failure.kind === 'conflict'
    ? { kind: 'transient', code: 'exchange-error', detail: `${failure.kind} between the requests of one write` }
    : {
        kind: 'transient',
        code: failure.code,
        ...('detail' in failure && failure.detail !== undefined ? { detail: failure.detail } : {}),
      };

interface Plan extends OccurrencesPlan {
  readonly id: string;
  readonly rev: string;
  readonly mails: boolean;
  readonly series: When;
}

function planned(item: Outcome<MailboxItem>, begun: Begun | undefined): Outcome<Plan> {
  const series = seriesOf(item, begun);
  if (!series.ok || !begun) return series.ok ? failed(brokenAnswer('answers are missing')) : series;
  // A person edited an occurrence meanwhile: it is not written over, but left for the engine to put on record.
  if (!isUndisturbed(begun.remaining, series.value.when)) return failed({ kind: 'conflict' });
  return ok({ ...begun, series: series.value.when, ...planOccurrences(begun.when, series.value) });
}

/** As it stands, if it is still what the first request made of it. */
function seriesOf(item: Outcome<MailboxItem>, begun: Begun | undefined): Outcome<CalendarEvent> {
  if (!item.ok) return item;
  const { content } = item.value;
  if (content.kind !== 'event' || !content.event.when.recurrence || item.value.begun !== begun?.rev) {
    return failed({ kind: 'conflict' });
  }
  return ok(content.event);
}

const exclude = (requests: SeriesRequests, plans: readonly Plan[]): Promise<Outcome<Plan>[]> =>
  forOccurrences(
    plans,
    ({ exclusions }) => exclusions,
    (sought) => requests.exclude(sought),
  );

/** The first change of each series, then the second of each. */
async function change(requests: SeriesRequests, plans: readonly Plan[]): Promise<Outcome<Plan>[]> {
  const rounds = Math.max(0, ...plans.map(({ changes }) => changes.length));
  let outcomes: Outcome<Plan>[] = plans.map((plan) => ok(plan));
  for (let round = 0; round < rounds; round += 1) {
    outcomes = await andThen(outcomes, (left) =>
      forOccurrences(
        left,
        ({ changes }) => changes.slice(round, round + 1),
        (sought) => requests.change(sought),
      ),
    );
  }
  return outcomes;
}

/** One outcome per series: the first failure among its occurrences. */
async function forOccurrences<O extends OccurrencePlan>(
  plans: readonly Plan[],
  choose: (plan: Plan) => readonly O[],
  write: (sought: readonly (Sought & O)[]) => Promise<Outcome<void>[]>,
): Promise<Outcome<Plan>[]> {
  const sought = plans.flatMap((plan) =>
    choose(plan).map((occurrence) => {
      const { id: masterId, rev, series, mails } = plan;
      return { ...occurrence, masterId, rev, series, mails };
    }),
  );
  const outcomes = await write(sought);
  return plans.map((plan) => {
    const failure = outcomes.find((outcome, at) => !outcome.ok && sought[at]?.masterId === plan.id);
    return failure && !failure.ok ? failure : ok(plan);
  });
}

function endOf(item: Outcome<MailboxItem>, begun: Begun | undefined): Outcome<End> {
  const series = seriesOf(item, begun);
  if (!series.ok) return series;
  return item.ok && begun ? ok({ item: item.value, rev: begun.rev }) : failed(brokenAnswer('answers are missing'));
}

/** The reading before the end holds after it. */
async function end(requests: SeriesRequests, ends: readonly End[]): Promise<Outcome<Written<MailboxItem>>[]> {
  const written = await requests.end(ends);
  return written.map((outcome, at) => {
    const { item, rev } = ends[at] ?? {};
    if (!outcome.ok || !item || rev === undefined) return outcome;
    const { begun, ...rest } = item;
    return ok({ ...outcome.value, item: { ...rest, version: outcome.value.version, rev } });
  });
}
