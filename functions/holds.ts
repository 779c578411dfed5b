// Deletes that wait for a person: what they are, by name, of one user; and the decision. Of a company: whose wait.
import { z } from 'zod';
import type { App } from '../shared/app.ts';
import { stopsCompany } from '../shared/sync/companyHold.ts';
import type { HoldRow, PairRow } from '../shared/sync/rows.ts';
import { ok, refused } from './answer.ts';
import { decisionOf } from './decision.ts';
import { instantText } from './instantText.ts';
import { linkOf, linkThatIsOn } from './linkOf.ts';
import { readPairItems, stands, titleIn } from './pairItems.ts';
import { page, userParams } from './parameters.ts';
import { companyRoute } from './route.ts';

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
    const found = await linkOf(app, company, params.email);
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
    const [inExchange, inSource] = [stands(both.mailbox), stands(both.source)];
    return {
      pair: pairs[index]?.pair,
      ...(title === undefined ? {} : { title }),
      ...(inExchange === undefined ? {} : { inExchange }),
      ...(inSource === undefined ? {} : { inSource }),
    };
  });
}

companyRoute(
  {
    name: 'decideHold',
    method: 'POST',
    path: 'users/{email}/hold',
    action: 'link.decideHold',
    params: userParams,
    body: z.strictObject({ decision: z.enum(['release', 'discard']) }),
  },
  async (call) => {
    const { app, company, params, body } = call;
    const found = await linkThatIsOn(app, company, params.email);
    if ('problem' in found) return found;
    const { link } = found.settings.value;
    const store = app.directory.linkStore(company, link);
    const [hold] = await store.load([{ kind: 'hold', name: '' }]);
    if (hold?.row.state !== 'held') return refused('nothing-held');
    const row = { ...hold.row, state: body.decision === 'release' ? 'released' : 'discarded' } as const;
    const what = body.decision === 'release' ? 'holdReleased' : 'holdDiscarded';
    const decision = decisionOf(call, what, { count: row.count });
    const written = await store.commit([
      { op: 'replace', kind: 'hold', name: '', row, etag: hold.etag },
      { op: 'insert', kind: 'audit', name: decision.name, row: decision.row },
    ]);
    if (!written.ok) return refused('version-stale');
    await app.queues.syncLink({ company, link });
    return { status: 202, body: { hold: row.state } };
  },
);

companyRoute({ name: 'listHolds', method: 'GET', path: 'holds', action: 'hold.list' }, async ({ app, company }) => {
  const store = app.directory.companyStore(company);
  const [holding, links] = await Promise.all([store.holding(), store.links()]);
  const waiting = links.filter(({ link }) => holding.includes(link));
  const items = await Promise.all(
    waiting.map(async ({ link, email }) => {
      const [hold] = await app.directory.linkStore(company, link).load([{ kind: 'hold', name: '' }]);
      return { email, ...(hold ? holdView(hold.row) : {}) };
    }),
  );
  const on = links.filter((link) => link.on && link.started).length;
  return ok({ deletesStopped: stopsCompany(holding.length, on), items });
});
