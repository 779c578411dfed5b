// How one user's link stands: its state, its last run, its problem, and every pair with the reason for its state.
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import type { Instant } from '../shared/calendar/event.ts';
import { linkOf } from '../shared/links/findLink.ts';
import {
  cleanupCounts,
  countPairs,
  type LinkFacts,
  linkStateOf,
  pairStateOf,
  readLinkFacts,
  waitingHold,
} from '../shared/links/linkFacts.ts';
import { readTitles } from '../shared/links/titles.ts';
import { DEFAULT_RULES } from '../shared/sync/ports/linkRules.ts';
import type { Side } from '../shared/sync/ports/remote.ts';
import type { PairRow } from '../shared/sync/ports/rows.ts';
import { problemView, refused } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { companyRoute } from './http/route.ts';
import { notificationsView } from './views/notificationsView.ts';
import { EXPANDED, remarksView } from './views/verdictView.ts';

const linkQuery = page(500).extend({ titles: z.enum(['true', 'false']).default('false') });

companyRoute(
  {
    name: 'getLink',
    method: 'GET',
    path: 'users/{email}/link',
    action: 'link.read',
    params: userParams,
    query: linkQuery,
  },
  async ({ app, company, params, query }) => {
    const found = await linkOf(app, company, params.email);
    if ('problem' in found) return found;
    if (!found.settings) return { status: 200, body: { state: 'off' } };
    const { link, source, conflictPolicy, rules, endsAfter } = found.settings.value;
    const [facts, subscription] = await Promise.all([
      readLinkFacts(app.directory.linkStore(company, link)),
      app.directory.subscriptions(company).get(link),
    ]);
    const rest = facts.pairs.filter((pair) => query.cursor === undefined || pair.pair > query.cursor);
    const shown = rest.slice(0, query.limit);
    const titles = query.titles === 'true' ? await titlesOf(app, company, link, shown) : [];
    if ('problem' in titles) return titles;
    const items = shown.map((pair, index) => pairView(pair, facts, titles[index]));
    const next = rest.length > shown.length ? shown.at(-1)?.pair : undefined;
    return {
      status: 200,
      body: {
        state: linkStateOf(facts),
        source,
        conflictPolicy,
        rules: rules ?? DEFAULT_RULES,
        leftOutBefore: instantText(endsAfter),
        ...runView(facts, app.now()),
        ...notificationsView(subscription?.value, app.now()),
        ...cleanupView(facts),
        counts: countPairs(facts),
        pairs: { items, ...(next === undefined ? {} : { next }) },
      },
    };
  },
);

async function titlesOf(app: App, company: string, link: string, pairs: readonly PairRow[]) {
  const context = await app.linkContext(company, link);
  if (typeof context === 'string') return refused(context);
  const items = pairs.map((pair) => {
    const side: Side = pair.mailbox ? 'mailbox' : 'source';
    return { side, id: pair[side]?.id ?? '' };
  });
  return readTitles(context, items);
}

function runView(facts: LinkFacts, now: Instant): object {
  const { lease } = facts;
  const hold = waitingHold(facts);
  return {
    running: lease !== undefined && lease.until > now,
    ...(lease ? { lastRun: instantText(lease.startedAt) } : {}),
    ...(lease?.pause && lease.pause.until > now ? { nextTry: instantText(lease.pause.until) } : {}),
    ...(lease?.problem ? { problem: { ...problemView(lease.problem), since: instantText(lease.problem.at) } } : {}),
    ...(hold ? { hold: { deletes: hold.count, since: instantText(hold.at) } } : {}),
  };
}

function cleanupView(facts: LinkFacts): object {
  const counts = cleanupCounts(facts);
  // A link that is on forgets rows to match anew: nothing is removed.
  if (!facts.cleanup || !counts || facts.link?.on) return {};
  const { state, at } = facts.cleanup;
  const { removed, kept } = counts;
  return { cleanup: { ended: state === 'done', since: instantText(at), removed, kept } };
}

function pairView(pair: PairRow, facts: LinkFacts, title: string | undefined): object {
  const state = pairStateOf(pair, facts.marks.has(pair.pair));
  const reason = state === 'leftOut' && pair.leftOut;
  return {
    pair: pair.pair,
    state,
    inExchange: pair.mailbox !== undefined,
    inSource: pair.source !== undefined,
    ...(title === undefined ? {} : { title }),
    ...(reason ? { reason: { ...problemView({ code: reason }), ...(pair.expanded ? EXPANDED : {}) } } : {}),
    ...(reason && pair.leftOutBy !== undefined ? { rule: pair.leftOutBy } : {}),
    ...(reason && pair.expanded ? { expanded: true } : {}),
    ...remarksView(pair),
    ...(pair.problem ? { problem: { ...problemView(pair.problem), since: instantText(pair.problem.at) } } : {}),
  };
}
