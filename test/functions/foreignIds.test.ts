// Every route with the ids of another company. The answer is the one for ids that do not exist anywhere, word for word, and
// nothing of the other company is changed. So nobody reads, changes or even learns of what another company has.
import { beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../shared/access/roles.ts';
import type { HistoryRow, HoldRow } from '../../shared/sync/ports/rows.ts';
import { pairRow, side } from '../shared/links/rows.ts';
import { type Acme, configuredCompany, ENTRY, EXCHANGE, newKey, SOURCE } from '../world/product/acme.ts';
import { type Answer, appAt, deliver, logged, registered, send } from '../world/product/registered.ts';
import { rawRows } from './rawState.ts';

const now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);

/** The ids that a request can name. */
interface Ids {
  readonly email: string;
  readonly sourceId: string;
  readonly entryId: string;
  readonly conflictId: string;
  readonly event: string;
  readonly pair: string;
  readonly company: string;
  readonly keyId: string;
  readonly link: string;
}

const victims: Ids = {
  email: 'victim@example.com',
  sourceId: 'victims-source',
  entryId: 'victims-entry',
  conflictId: '1-victim',
  event: 'dmljdGlt',
  pair: 'victims-pair',
  company: '',
  keyId: '',
  link: '',
};
/** Of the same form and length, and nobody's. */
const nobodys: Ids = {
  email: 'nobody@example.com',
  sourceId: 'nobodys-source',
  entryId: 'nobodys-entry',
  conflictId: '1-nobody',
  event: 'bm9ib2R5',
  pair: 'nobodys-pair',
  company: 'nobodys-company',
  keyId: 'n'.repeat(16),
  link: 'nobodys-link',
};

/** The other company: a link that is on, an entry, a conflict, a hold, a cut-over prepared, two keys. */
async function victim(): Promise<Ids> {
  const acme = await configuredCompany();
  const { company, call } = acme;
  const keyId = (await newKey({ name: 'k', role: 'company', company })).slice(4, 20);
  await call('PUT', `users/${victims.email}`, { body: { name: 'Victim' } });
  await call('PUT', 'exchange/next', { body: EXCHANGE });
  await call('PUT', `sources/planner/entries/${victims.entryId}`, { body: { ...ENTRY, title: 'victims-title' } });
  await call('POST', `users/${victims.email}/switch-on`, { body: {} });
  const link = (await app.directory.user(company, victims.email).get())?.value.user ?? '';
  const history: HistoryRow = {
    pair: victims.pair,
    field: 'title',
    side: 'source',
    why: 'conflict',
    at: now,
    expiresAt: now + 86_400_000,
    sealed: 'v1.AAAA',
  };
  const pair = pairRow(victims.pair, { mailbox: side(victims.event), source: side(victims.entryId) });
  const hold: HoldRow = { id: 'h1', at: now, count: 7, state: 'held' };
  await app.directory.linkStore(company, link).commit([
    { op: 'insert', kind: 'pair', name: victims.pair, row: pair },
    { op: 'insert', kind: 'history', name: victims.conflictId, row: history },
    { op: 'insert', kind: 'hold', name: '', row: hold },
  ]);
  await app.directory.companyStore(company).beginHold(link);
  return { ...victims, sourceId: 'planner', company, keyId, link };
}

/** A body that the route accepts where the ids are the caller's own. */
const BODIES: Readonly<Record<string, object>> = {
  putExchange: EXCHANGE,
  putNextExchange: EXCHANGE,
  putSource: SOURCE,
  putUser: { name: 'Somebody' },
  putEntry: ENTRY,
  decideHold: { decision: 'release' },
  decideHolds: { decision: 'release', links: 1, deletes: 7 },
  finishConsent: { address: 'https://sync.example/api/consent/callback?state=a.b' },
  makeApiKey: { name: 'k', role: 'operator' },
  createCompany: { company: 'x', name: 'X' },
};

interface Sent {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** Each registered route that asks who calls, with each way to name these ids. */
function requests(ids: Ids): Sent[] {
  const open = ['health', 'consentCallback', 'graphNotifications'];
  return [...registered.http].flatMap(([name, { route = name, methods = ['GET'] }]): Sent[] => {
    if (open.includes(name)) return [];
    const path = route.replaceAll(/\{(\w+)\}/g, (_, each: string) =>
      encodeURIComponent({ cloud: 'global', tenant: '11111111-2222-4333-8444-555555555555', ...ids }[each] ?? each),
    );
    const method = methods[0] ?? 'GET';
    if (method === 'GET') return queriesOf(name, ids).map((query) => ({ name, method, path: path + query }));
    const bodies: Readonly<Record<string, object>> = { ...BODIES, changeAddress: { email: ids.email } };
    return [{ name, method, path, body: bodies[name] ?? {} }];
  });
}

function queriesOf(name: string, { entryId, event, email, pair, company }: Ids): string[] {
  if (name === 'explain') return [`?entry=${entryId}`, `?event=${event}`, '?title=victims-title&date=2026-11-23'];
  if (name === 'listEntries') return ['', `?owner=${encodeURIComponent(email)}`, `?cursor=${entryId}`];
  if (['listConflicts', 'getLink', 'getPreview', 'getHold'].includes(name)) return ['', `?cursor=${pair}`];
  return company ? ['', `?company=${company}`] : [''];
}

type Call = (sent: Sent) => Promise<Answer>;

const callers: Readonly<Record<string, (own: Acme) => Promise<Call>>> = {
  'a company key':
    async ({ call }) =>
    ({ method, path, body }) =>
      call(method, path, body ? { body } : {}),
  'an entries key': async ({ company }) => {
    const authorization = `Bearer ${await newKey({ name: 'planner', role: 'entries', company })}`;
    return ({ method, path, body }) => send(method, path, { headers: { authorization }, ...(body ? { body } : {}) });
  },
  'a user': async ({ company }) => {
    const headers = { 'x-local-user': 'ada@example.com', 'x-local-company': company };
    return ({ method, path, body }) => send(method, path, { headers, ...(body ? { body } : {}) });
  },
};

/** The answer without what differs between any two requests, each id in the place of its kind. */
function told({ status, body, page }: Answer, ids: Ids, own: Acme): string {
  let text = JSON.stringify({ status, body, page });
  for (const [kind, id] of Object.entries({ ...ids, own: own.company })) {
    if (id !== '') text = text.replaceAll(id, `<${kind}>`);
  }
  return text.replaceAll(/"(etag|byKey|secret)":"[^"]*"/g, '"$1"').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<at>');
}

let foreign: Ids;
beforeAll(async () => {
  foreign = await victim();
});

/** Rows whose keys and values only the victim's own requests may change. */
const rowsOfVictim = async (): Promise<string[]> =>
  (await rawRows(foreign.company)).map((row) => row.replaceAll(/"lastUsedOn":"[^"]*"/g, '')).sort();

describe('ids of another company', () => {
  it.each(Object.keys(callers))('tell %s no more than ids that nobody has, and open nothing', async (caller) => {
    const before = await rowsOfVictim();
    expect(before.length).toBeGreaterThan(8);
    const [one, two] = [await configuredCompany(), await configuredCompany()];
    const open = callers[caller];
    if (!open) throw new Error('no caller');
    const [asForeign, asNobody] = [await open(one), await open(two)];
    const [theirs, nobodysOwn] = [requests(foreign), requests({ ...nobodys, sourceId: 'planner' })];
    let notRefused = 0;
    for (const [index, request] of theirs.entries()) {
      const other = nobodysOwn[index];
      if (!other) throw new Error('the requests differ');
      const [answer, expected] = [await asForeign(request), await asNobody(other)];
      expect([request.name, told(answer, foreign, one)]).toEqual([
        request.name,
        told(expected, { ...nobodys, sourceId: 'planner' }, two),
      ]);
      expect(JSON.stringify(answer)).not.toContain('victims-title');
      if (answer.status !== 403) notRefused += 1;
    }
    // The table of permissions is not so strict that this test sees refusals only.
    expect(theirs.length).toBeGreaterThan(Object.keys(PERMISSIONS).length);
    expect(notRefused).toBeGreaterThan(caller === 'a company key' ? 30 : 1);
    expect(await rowsOfVictim()).toEqual(before);
  });

  it("tell a company's user of another source no more either", async () => {
    const own = await configuredCompany();
    for (const sourceId of ['victims-source', 'nobodys-source']) {
      const answer = await own.call('GET', `sources/${sourceId}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  it('in a notification without its secret lead to no look', async () => {
    const before = await rowsOfVictim();
    const value = [{ subscriptionId: 's', tenantId: 't', clientState: 'guessed' }];
    const path = `notifications/graph?company=${foreign.company}&link=${foreign.link}`;
    const nowhere = await send('POST', `notifications/graph?company=none&link=none`, { body: { value } });
    expect((await send('POST', path, { body: { value } })).status).toBe(nowhere.status);
    expect(await rowsOfVictim()).toEqual(before);
  });

  it('in a queue message of another company find no link', async () => {
    const own = await configuredCompany();
    await deliver('syncLink', { v: 1, company: own.company, link: foreign.link });
    expect(logged.at(-1)).toBe('syncLink: no such link');
  });
});
