// The record of decisions about a link, and of the people who made them.
import { describe, expect, it } from 'vitest';
import { ADA, adaPath, configuredCompany, EXCHANGE } from '../world/product/acme.ts';
import { listed } from '../world/product/adaLink.ts';
import { appAt, send } from '../world/product/registered.ts';

/** The id in a key's text. */
const idIn = (apiKey: string): string => apiKey.slice(4, 20);

describe('GET audit', () => {
  it('each switch is on record once, with who and when, the newest first', async () => {
    let now = Date.UTC(2026, 10, 20);
    const app = appAt(() => now);
    const { apiKey, call, company } = await listed(app);
    const byKey = idIn(apiKey);
    const next = () => {
      now += 60_000;
    };
    next();
    const headers = { 'x-local-user': ADA, 'x-local-company': company };
    await send('POST', adaPath('start'), { headers, body: {} });
    next();
    await call('POST', adaPath('start'), { body: {} });
    await call('POST', adaPath('switch-on'), { body: {} });
    next();
    await call('POST', adaPath('switch-off'), { body: {} });
    await call('POST', adaPath('switch-off'), { body: {} });
    expect((await call('GET', adaPath('audit'))).body.items).toEqual([
      { at: '2026-11-20T00:03:00.000Z', by: 'company', byKey, what: 'switchedOff' },
      { at: '2026-11-20T00:01:00.000Z', by: ADA, what: 'started' },
      { at: '2026-11-20T00:00:00.000Z', by: 'company', byKey, what: 'switchedOn' },
    ]);
  });

  it('is answered page by page', async () => {
    const { call } = await configuredCompany();
    const all = (await call('GET', 'audit')).body.items as object[];
    expect(all.length).toBeGreaterThan(1);
    const { items, next } = (await call('GET', 'audit?limit=1')).body;
    expect(items).toEqual(all.slice(0, 1));
    expect((await call('GET', `audit?cursor=${next}`)).body).toEqual({ items: all.slice(1) });
  });

  it('before anything was decided it is empty', async () => {
    const { call } = await configuredCompany();
    expect((await call('GET', adaPath('audit'))).body).toEqual({ items: [] });
  });
});

describe('GET audit of the company', () => {
  it('says who changed a connection and which fields, and never a value', async () => {
    let now = Date.UTC(2026, 10, 20);
    appAt(() => now);
    const { apiKey, call } = await configuredCompany();
    const byKey = idIn(apiKey);
    const change = async (path: string, edit: (body: Record<string, unknown>) => object) => {
      now += 60_000;
      const { body, headers } = await call('GET', path);
      const answer = await call('PUT', path, { body: edit(body), headers: { 'if-match': headers.etag ?? '' } });
      expect(answer.status).toBe(200);
    };
    const signIn = { method: 'basic', account: 'ACME\\other', password: 'another password' };
    await change('exchange', (body) => ({ ...body, signIn, testMailbox: 'grace@example.com' }));
    await change('exchange', (body) => body);
    await change('sources/planner', (body) => ({ ...body, defaultType: 'absence' }));
    const { items } = (await call('GET', 'audit')).body as { items: { fields: string[] }[] };
    expect(items.slice(0, 2)).toEqual([
      { at: '2026-11-20T00:03:00.000Z', by: 'company', byKey, what: 'sourceChanged', fields: ['defaultType'] },
      {
        at: '2026-11-20T00:01:00.000Z',
        by: 'company',
        byKey,
        what: 'exchangeChanged',
        fields: ['signIn.account', 'signIn.password', 'testMailbox'],
      },
    ]);
    expect(items.slice(2)).toMatchObject([{ what: 'sourceChanged' }, { what: 'exchangeChanged' }]);
    const told = JSON.stringify(items);
    for (const value of ['grace@', 'ACME', 'another password', 'v2.']) expect(told).not.toContain(value);
    const ofAda = (await call('GET', adaPath('audit'))).body;
    expect(ofAda).toEqual({ items: [] });
  });

  it('a connection that is prepared and dropped is on record', async () => {
    const { call } = await configuredCompany();
    const next = { ...EXCHANGE, testMailbox: 'grace@example.com' };
    await call('PUT', 'exchange/next', { body: next });
    const { headers } = await call('GET', 'exchange/next');
    expect(headers.etag).toBeDefined();
    expect((await call('DELETE', 'exchange/next')).status).toBe(204);
    const { items } = (await call('GET', 'audit')).body as { items: { what: string }[] };
    expect(items.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['nextExchangeDropped', 'nextExchangeChanged', 'sourceChanged', 'exchangeChanged']),
    );
  });
});
