// Deletes that wait for a person: what they are, by name, of one user; and the decision. Of a company: whose wait,
// and one decision about all of them.
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import { decisionOf } from '../shared/links/decision.ts';
import { findLink, findLinkThatIsOn } from '../shared/links/findLink.ts';
import { itemExists, readPairItems, titleIn } from '../shared/links/pairItems.ts';
import type { HoldRow, PairRow } from '../shared/sync/ports/rows.ts';
import type { Stored } from '../shared/sync/ports/store.ts';
import { stopsCompany } from '../shared/sync/run/companyHold.ts';
import { ok, refused } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { page, userParams } from './http/parameters.ts';
import { type CompanyCall, companyRoute } from './http/route.ts';

companyRoute(
  {
    name: 'getHold',
    method: 'GET',
    path: 'users/{email}/hold',
    action: 'link.read',
    params: userParams,
    query: page(200),
  },
  async ({ app, company, params, query }) => {
    const found = await findLink({ app, company }, params.email);
    if ('problem' in found) return found;
    if (!found.settings) return ok({ deletes: 0, items: [] });
    const { link } = found.settings.value;
    const store = app.directory.linkStore(company, link);
    const [hold] = await store.load([{ kind: 'hold', name: '' }]);
    if (!hold) return ok({ deletes: 0, items: [] });
    const held = (await store.list('pair')).map(({ row }) => row).filter((row) => row.held === hold.row.id);
    const rest = held.filter((pair) => query.cursor === undefined || pair.pair > query.cursor);
    const shown = rest.slice(0, query.limit);
    const items = await heldViews(app, company, link, shown);
    if ('problem' in items) return items;
    const next = rest.length > shown.length ? shown.at(-1)?.pair : undefined;
    return ok({ ...holdView(hold.row), items, ...(next === undefined ? {} : { next }) });
  },
);

const holdView = ({ state, count, at, emptied }: HoldRow): object => ({
  state,
  deletes: count,
  since: instantText(at),
  why: emptied ? 'emptied' : 'tooMany',
});

/** Where each item is gone, and where it would be deleted, as it stands now. */
async function heldViews(app: App, company: string, link: string, pairs: readonly PairRow[]) {
  if (pairs.length === 0) return [];
  const context = await app.linkContext(company, link);
  if (typeof context === 'string') return refused(context);
  const items = await readPairItems(context, pairs);
  return items.map((both, index) => {
    const title = titleIn(both);
    const [inExchange, inSource] = [itemExists(both.mailbox), itemExists(both.source)];
    return {
      pair: pairs[index]?.pair,
      ...(title === undefined ? {} : { title }),
      ...(inExchange === undefined ? {} : { inExchange }),
      ...(inSource === undefined ? {} : { inSource }),
    };
  });
}

const decisionBody = { decision: z.enum(['release', 'discard']) };

companyRoute(
  {
    name: 'decideHold',
    method: 'POST',
    path: 'users/{email}/hold',
    action: 'link.decideHold',
    params: userParams,
    body: z.strictObject(decisionBody),
  },
  async (call) => {
    const { app, company, params, body } = call;
    const found = await findLinkThatIsOn({ app, company }, params.email);
    if ('problem' in found) return found;
    const { link } = found.settings.value;
    const [hold] = await app.directory.linkStore(company, link).load([{ kind: 'hold', name: '' }]);
    if (hold?.row.state !== 'held') return refused('nothing-held');
    const state = await decide(call, link, hold, body.decision);
    return state ? { status: 202, body: { hold: state } } : refused('version-stale');
  },
);

/** The hold with who decided it, in one transaction. Undefined where it is another one by now. */
async function decide(
  call: CompanyCall<unknown, unknown, unknown>,
  link: string,
  hold: Stored<'hold'>,
  decided: 'release' | 'discard',
): Promise<HoldRow['state'] | undefined> {
  const { app, company } = call;
  const row = { ...hold.row, state: decided === 'release' ? 'released' : 'discarded' } as const;
  const what = decided === 'release' ? 'holdReleased' : 'holdDiscarded';
  const decision = decisionOf(call, what, { count: row.count });
  const written = await app.directory.linkStore(company, link).commit([
    { op: 'replace', kind: 'hold', name: '', row, etag: hold.etag },
    { op: 'insert', kind: 'audit', name: decision.name, row: decision.row },
  ]);
  if (!written.ok) return undefined;
  await app.queues.syncLink({ company, link });
  return row.state;
}

companyRoute({ name: 'listHolds', method: 'GET', path: 'holds', action: 'hold.list' }, async ({ app, company }) => {
  const store = app.directory.companyStore(company);
  const [holds, links] = await Promise.all([heldLinks(app, company), store.links()]);
  const on = links.filter((link) => link.on && link.started).length;
  const items = holds.map(({ email, hold }) => ({ email, ...holdView(hold.row) }));
  return ok({ deletesStopped: stopsCompany(holds.length, on), ...countsOf(holds), items });
});

companyRoute(
  {
    name: 'decideHolds',
    method: 'POST',
    path: 'holds',
    action: 'hold.decide',
    /** As GET answered them: what has come since is not decided unseen. */
    body: z.strictObject({ ...decisionBody, links: z.number().int(), deletes: z.number().int() }),
  },
  async (call) => {
    const { app, company, body } = call;
    const holds = await heldLinks(app, company);
    if (holds.length === 0) return refused('nothing-held');
    const { links, deletes } = countsOf(holds);
    if (links !== body.links || deletes !== body.deletes) return refused('holds-changed');
    const decided = await Promise.all(
      holds.map(async (held) => ((await decide(call, held.link, held.hold, body.decision)) ? [held] : [])),
    );
    return { status: 202, body: { decided: countsOf(decided.flat()), left: links - decided.flat().length } };
  },
);

interface HeldLink {
  readonly link: string;
  readonly email: string;
  readonly hold: Stored<'hold'>;
}

/** The links whose deletes wait for a person, by their own rows. */
async function heldLinks(app: App, company: string): Promise<HeldLink[]> {
  const store = app.directory.companyStore(company);
  const [holding, links] = await Promise.all([store.holding(), store.links()]);
  const held = await Promise.all(
    links
      .filter(({ link }) => holding.includes(link))
      .map(async ({ link, email }): Promise<HeldLink[]> => {
        const [hold] = await app.directory.linkStore(company, link).load([{ kind: 'hold', name: '' }]);
        return hold?.row.state === 'held' ? [{ link, email, hold }] : [];
      }),
  );
  return held.flat();
}

const countsOf = (holds: readonly HeldLink[]): { readonly links: number; readonly deletes: number } => ({
  links: holds.length,
  deletes: holds.reduce((sum, { hold }) => sum + hold.row.count, 0),
});
