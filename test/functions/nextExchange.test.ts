// The connection beside the one in use: written and read like that one, and dropped again.
import { describe, expect, it } from 'vitest';
import { configuredCompany, EXCHANGE, newCompany } from '../world/product/acme.ts';
import { appAt } from '../world/product/registered.ts';

appAt(() => Date.UTC(2026, 10, 20));
const GRAPH = { kind: 'graph', cloud: 'global', timeZone: 'Europe/Helsinki', testMailbox: 'ada@example.com' };

describe('nextExchange', () => {
  it('is written beside the connection in use, which it leaves alone, and dropped', async () => {
    const { call } = await configuredCompany();
    const inUse = await call('GET', 'exchange');
    expect((await call('GET', 'exchange/next')).status).toBe(404);
    const put = await call('PUT', 'exchange/next', { body: GRAPH });
    expect(put).toMatchObject({ status: 201, body: { kind: 'graph', application: { kind: 'operator' } } });
    expect((await call('PUT', 'exchange/next', { body: GRAPH })).body.code).toBe('version-required');
    const again = await call('PUT', 'exchange/next', {
      body: { ...GRAPH, timeZone: 'UTC' },
      headers: { 'if-match': put.headers.etag ?? '' },
    });
    expect(again).toMatchObject({ status: 200, body: { timeZone: 'UTC' } });
    expect((await call('GET', 'exchange/next')).body).toEqual(again.body);
    expect((await call('GET', 'exchange')).body).toEqual(inUse.body);
    expect((await call('DELETE', 'exchange/next')).status).toBe(204);
    expect((await call('DELETE', 'exchange/next')).status).toBe(404);
  });

  it('never shows its password, and keeps it as long as it goes to the same server', async () => {
    const { call } = await configuredCompany();
    const put = await call('PUT', 'exchange/next', { body: EXCHANGE });
    expect(JSON.stringify(put.body)).not.toContain(EXCHANGE.signIn.password);
    const { password: _, ...signIn } = EXCHANGE.signIn;
    const silent = { ...EXCHANGE, signIn };
    const headers = { 'if-match': put.headers.etag ?? '' };
    const elsewhere = { ...silent, url: 'https://mail.example/EWS/Exchange.asmx' };
    expect((await call('PUT', 'exchange/next', { body: elsewhere, headers })).body.code).toBe('request-invalid');
    expect((await call('PUT', 'exchange/next', { body: silent, headers })).status).toBe(200);
  });

  it('without a connection in use there is nothing beside it', async () => {
    const { call } = await newCompany();
    expect((await call('PUT', 'exchange/next', { body: GRAPH })).body.code).toBe('exchange-not-configured');
  });
});
