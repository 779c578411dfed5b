// The status of one user's link: its state, its last run, its problem, and every pair with the reason for its state.

import { hasRuns } from '../../app/company/hasRuns.ts';
import type { SourceState } from '../../app/source/sourceState.ts';
import type { Instant } from '../../calendar/event.ts';
import type { LinkSettings } from '../../state/directory.ts';
import { countCleared, NOTHING_CLEARED } from '../../sync/cleanup/cleanedUp.ts';
import { pairProblemOf, remarksOf, type ShownRemark } from '../../sync/pair/facts/remarks.ts';
import type { CleanupCounts } from '../../sync/ports/cleanupRow.ts';
import type { ConflictPolicy } from '../../sync/ports/link.ts';
import { DEFAULT_RULES, type LinkRules } from '../../sync/ports/linkRules.ts';
import type { HoldRow, LeaseRow, PairRow } from '../../sync/ports/rows.ts';
import type { InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import { type LinkFacts, readLinkFacts } from '../linkFacts.ts';
import { type NotificationStatus, notificationStatusOf } from '../notifications/notificationStatus.ts';
import { type Page, type PagePart, pageOf, readPage } from '../page.ts';
import {
  countPairs,
  type LeftOut,
  type ListedState,
  listedStateOf,
  type PairCounts,
  pairStandingOf,
} from '../pairs/pairState.ts';
import { readTitles } from '../pairs/titles.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type FirstRun, firstRunOf } from './firstRun.ts';
import { type LinkState, linkStateOf } from './linkState.ts';

export interface LinkStatus {
  readonly state: LinkState;
  readonly source: string;
  readonly conflictPolicy: ConflictPolicy;
  readonly rules: LinkRules;
  /** Events that ended before are left out of the first synchronisation. */
  readonly endsAfter: Instant;
  readonly run: RunStatus;
  /** Absent once everything was brought together. */
  readonly firstRun?: FirstRun;
  /** The reason why the business application is not asked at the moment. Empty while it answers, and for a link without runs. */
  readonly poll: SourceState;
  /** The deletes that wait for a person. */
  readonly hold?: { readonly deletes: number; readonly since: Instant };
  /** Absent where Microsoft does not tell of changes. */
  readonly notifications?: NotificationStatus;
  readonly cleanup?: CleanupCounts & { readonly ended: boolean; readonly since: Instant };
  readonly counts: PairCounts;
  readonly pairs: PagePart<PairStatus>;
}

export interface RunStatus {
  readonly running: boolean;
  /** When the last run began. */
  readonly last?: Instant;
  /** The link as a whole waits until then. */
  readonly nextTry?: Instant;
  /** The problem of the last run. */
  readonly problem?: LeaseRow['problem'];
}

export interface PairStatus {
  readonly pair: string;
  readonly state: ListedState;
  readonly inExchange: boolean;
  readonly inSource: boolean;
  /** Only where titles were asked for, and this one could be read. */
  readonly title?: string;
  /** The reason why the pair is left out. */
  readonly leftOut?: LeftOut;
  readonly remarks: readonly ShownRemark[];
  readonly problem?: PairRow['problem'];
}

export interface StatusRequest extends Page {
  readonly email: string;
  /** Reads the titles of this page's items live from the calendars. */
  readonly titles: boolean;
}

/** `{state: 'off'}` for a user who never switched on. */
export async function readLinkStatus(
  scope: InCompany,
  { email, titles: asked, ...page }: StatusRequest,
): Promise<LinkStatus | { readonly state: 'off' } | Refusal> {
  const { app, company } = scope;
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  if (!found.settings) return { state: 'off' };
  const settings = found.settings.value;
  const { link, source, conflictPolicy, rules, endsAfter } = settings;
  const [facts, subscription, poll] = await Promise.all([
    readLinkFacts(app.directory.linkStore(company, link)),
    app.directory.subscriptions(company).get(link),
    pollOf(scope, settings),
  ]);
  const nameOf = ({ pair }: PairRow): string => pair;
  const read = async (some: readonly PairRow[]) => {
    const titles = asked ? await titlesOf(scope, link, some) : [];
    if ('problem' in titles) return titles;
    return some.map((pair, index) => pairStatusOf(pair, facts, { title: titles[index], now: app.now() }));
  };
  const pairs = await readPage(pageOf(facts.pairs, page, nameOf), { nameOf, read });
  if ('problem' in pairs) return pairs;
  const hold = waitingHoldOf(facts);
  const notifications = notificationStatusOf(subscription?.value, app.now());
  const cleanup = cleanupOf(facts);
  const state = linkStateOf(facts);
  const firstRun = firstRunOf(state, facts);
  return {
    state,
    source,
    conflictPolicy,
    rules: rules ?? DEFAULT_RULES,
    endsAfter,
    run: runStatusOf(facts, app.now()),
    ...(firstRun ? { firstRun } : {}),
    poll,
    ...(hold ? { hold: { deletes: hold.count, since: hold.at } } : {}),
    ...(notifications ? { notifications } : {}),
    ...(cleanup ? { cleanup } : {}),
    counts: countPairs(facts.pairs, facts.marks),
    pairs,
  };
}

/** A failed poll is on record at the source, and not at its links. */
async function pollOf({ app, company }: InCompany, link: LinkSettings): Promise<SourceState> {
  if (!hasRuns(link)) return {};
  const stored = await app.directory.source(company, link.source).get();
  return stored ? app.sourceState(company, stored.value) : {};
}

async function titlesOf(
  { app, company }: InCompany,
  link: string,
  pairs: readonly PairRow[],
): Promise<readonly (string | undefined)[] | Refusal> {
  const context = await app.linkContext(company, link);
  if (typeof context === 'string') return refused(context);
  return readTitles(
    context,
    pairs.map((pair) => {
      const side = pair.mailbox ? 'mailbox' : 'source';
      return { side, id: pair[side]?.id ?? '' };
    }),
  );
}

function runStatusOf({ lease }: LinkFacts, now: Instant): RunStatus {
  if (!lease) return { running: false };
  const { until, startedAt, pause, problem } = lease;
  return {
    running: until > now,
    last: startedAt,
    ...(pause && pause.until > now ? { nextTry: pause.until } : {}),
    ...(problem ? { problem } : {}),
  };
}

/** The hold that waits for a person. */
export const waitingHoldOf = ({ hold }: LinkFacts): HoldRow | undefined =>
  hold?.row.state === 'held' ? hold.row : undefined;

/** A link that is on forgets rows to match them anew: that removes nothing, and is no clean-up for people. */
function cleanupOf({ cleanup, pairs, link }: LinkFacts): LinkStatus['cleanup'] {
  if (!cleanup || link?.on) return undefined;
  const { state, at } = cleanup;
  // Until the items are gone, the pairs tell.
  const { removed, kept } = state === 'removing' ? pairs.reduce(countCleared, NOTHING_CLEARED) : cleanup;
  return { ended: state === 'done', since: at, removed, kept };
}

interface Shown {
  readonly title: string | undefined;
  readonly now: Instant;
}

function pairStatusOf(pair: PairRow, { marks }: LinkFacts, { title, now }: Shown): PairStatus {
  const standing = pairStandingOf(pair);
  const problem = pairProblemOf(pair);
  return {
    pair: pair.pair,
    state: listedStateOf(pair, marks.has(pair.pair)),
    inExchange: pair.mailbox !== undefined,
    inSource: pair.source !== undefined,
    ...(title === undefined ? {} : { title }),
    ...(standing.state === 'leftOut' ? { leftOut: standing } : {}),
    remarks: remarksOf(pair, now),
    ...(problem ? { problem } : {}),
  };
}
