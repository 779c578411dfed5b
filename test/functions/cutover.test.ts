// As an administrator does it: prepare Graph beside the EWS that runs, test it, grant it, cut over, look how far it is,
// and go back. The application has no right to translate ids, as the consent asks for none.
import { describe, expect, it, vi } from 'vitest';
import type { LinkRows } from '../../shared/sync/ports/rows.ts';
import { type Acme, ADA, adaPath, ENTRY, newCompany, SOURCE } from '../world/product/acme.ts';
import { deliverPasses } from '../world/product/deliverPasses.ts';
import {
  CONTOSO,
  comeBack,
  decide,
  GRAPH,
  microsoft,
  microsoftApp,
  SERVICE_ACCOUNT,
  signIn,
} from '../world/product/microsoft.ts';

let ahead = 0;
const app = microsoftApp({}, () => ahead);
const sent = vi.spyOn(app.queues, 'syncLink');
const { name: account, password } = SERVICE_ACCOUNT;
const EWS = {
  kind: 'ews',
  url: microsoft.url,
  signIn: { method: 'basic', account, password },
  caCertificate: microsoft.caCertificate,
  timeZone: 'Europe/Helsinki',
  testMailbox: ADA,
};

interface Synchronised extends Acme {
  readonly link: string;
  /** Runs until nothing is left to do. */
  readonly run: () => Promise<void>;
  readonly pairs: () => Promise<LinkRows['pair'][]>;
}

/** Ada's link over EWS, with two entries and an event of her own. */
async function synchronised(): Promise<Synchronised> {
  microsoft.organisations.withdraw(CONTOSO.tenant, '66666666-7777-4888-8999-000000000000');
  const acme = await newCompany();
  const { call, company } = acme;
  await call('PUT', 'exchange', { body: EWS });
  await call('PUT', 'sources/planner', { body: SOURCE });
  await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
  const person = microsoft.person(ADA);
  for (const item of person.list()) person.remove(item.id);
  person.create({ subject: 'Lunch', start: '2026-11-24T10:00:00Z', end: '2026-11-24T11:00:00Z' });
  for (const id of ['a', 'b']) {
    const body = { ...ENTRY, title: `Budget ${id}` };
    expect((await call('PUT', `sources/planner/entries/${id}`, { body })).status).toBe(201);
  }
  await call('POST', adaPath('switch-on'), { body: {} });
  const link = (await app.directory.links(company))[0]?.link ?? '';
  const wait = (): void => {
    ahead += 60_000;
  };
  const run = () => deliverPasses(app, company, { times: 5, wait });
  await run();
  expect((await call('POST', adaPath('start'))).status).toBe(202);
  await run();
  const pairs = async () => (await app.directory.linkStore(company, link).list('pair')).map(({ row }) => row);
  return { ...acme, link, run, pairs };
}

async function grant({ call }: Acme): Promise<void> {
  const started = await call('POST', 'exchange/consent');
  const [cookie] = started.cookies;
  const browser = { ours: cookie ? `${cookie.name}=${cookie.value}` : '' };
  const granted = await comeBack(
    browser,
    await decide(browser, String(started.body.url), { person: 'admin@example.com' }),
  );
  await comeBack(browser, await signIn(browser, granted.headers.location ?? ''));
}

const joined = (pairs: readonly LinkRows['pair'][]) =>
  pairs.map(({ pair, mailbox, source }) => [pair, mailbox?.uid, source?.id]);

describe('cutover', () => {
  it('goes over to what was prepared and granted beside it, and back by the same call', async () => {
    const acme = await synchronised();
    const { call, run, pairs } = acme;
    const before = joined(await pairs());
    expect(before).toHaveLength(3);

    expect((await call('PUT', 'exchange/next', { body: GRAPH })).status).toBe(201);
    await grant(acme);
    expect((await call('GET', 'exchange/consent')).body).toMatchObject({ tenant: CONTOSO.tenant });
    expect((await call('POST', 'exchange/next/test', { body: {} })).body).toMatchObject({ ok: true });
    expect((await call('GET', 'exchange')).body.kind).toBe('ews');

    sent.mockClear();
    const events = JSON.stringify(microsoft.person(ADA).list());
    for (const [from, to] of [['ews', 'graph'] as const, ['graph', 'ews'] as const]) {
      const gone = await call('POST', 'exchange/cutover');
      expect(gone).toMatchObject({ status: 202, body: { from, to, links: 1 } });
      expect((await call('GET', 'exchange/cutover')).body).toMatchObject({ to, links: { total: 1, waiting: 1 } });
      expect(await idsOf(pairs)).toEqual({ [from]: 3 });
      await run();
      expect((await call('GET', 'exchange/cutover')).body).toMatchObject({
        to,
        links: { total: 1, done: 1, inProgress: 0, waiting: 0 },
        problems: [],
      });
      expect(await idsOf(pairs)).toEqual({ [to]: 3 });
    }
    expect(sent).toHaveBeenCalledWith({ company: acme.company, link: acme.link });
    expect(joined(await pairs())).toEqual(before);
    expect(JSON.stringify(microsoft.person(ADA).list())).toBe(events);
    expect((await call('GET', 'exchange')).body.kind).toBe('ews');
    expect((await call('GET', 'exchange/next')).body.kind).toBe('graph');
    const { decisions } = (await call('GET', 'exchange/cutover')).body;
    expect(decisions).toEqual([
      { at: expect.any(String), by: 'company' },
      { at: expect.any(String), by: 'company' },
    ]);
    const { items } = (await call('GET', adaPath('audit'))).body as { items: { what: string }[] };
    expect(items.filter(({ what }) => what === 'cutOver')).toHaveLength(2);
  });

  it('a link that cannot go over stays where it is, and says why', async () => {
    const { call, run, pairs } = await synchronised();
    await call('PUT', 'exchange/next', { body: GRAPH });
    await call('POST', 'exchange/cutover');
    await run();
    // Nobody has granted it.
    expect((await call('GET', 'exchange/cutover')).body).toMatchObject({
      links: { total: 1, waiting: 1 },
      problems: [{ email: ADA, code: 'consent-missing' }],
    });
    expect(await idsOf(pairs)).toEqual({ ews: 3 });
    await call('POST', 'exchange/cutover');
    await run();
    expect((await call('GET', 'exchange/cutover')).body).toMatchObject({ to: 'ews', links: { done: 1 }, problems: [] });
    expect((await call('GET', adaPath('link'))).body.problem).toBeUndefined();
  });

  it('is refused where nothing is prepared', async () => {
    const { call } = await newCompany();
    expect((await call('POST', 'exchange/cutover')).body.code).toBe('exchange-not-configured');
    expect((await call('GET', 'exchange/cutover')).body.code).toBe('exchange-not-configured');
    await call('PUT', 'exchange', { body: EWS });
    expect((await call('POST', 'exchange/cutover')).body.code).toBe('next-exchange-missing');
    expect((await call('POST', 'exchange/next/test', { body: {} })).body.code).toBe('next-exchange-missing');
  });
});

/** Counts the ids by their interface: those of Graph do not change, and all begin alike. */
async function idsOf(pairs: Synchronised['pairs']): Promise<Partial<Record<'ews' | 'graph', number>>> {
  const counts: Partial<Record<'ews' | 'graph', number>> = {};
  for (const { mailbox } of await pairs()) {
    const api = mailbox?.id.startsWith('AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A') ? 'graph' : 'ews';
    counts[api] = (counts[api] ?? 0) + 1;
  }
  return counts;
}
