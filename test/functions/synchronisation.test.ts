// Synchronisation is enabled for the company first, by its administrator, and only where its connections work. Disabled,
// nothing of it runs, and nothing is lost.
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type LocalExchange, startExchange } from '../../local/exchange/server.ts';
import { type Acme, ADA, adaPath, EXCHANGE, newDisabledCompany, SOURCE } from '../world/product/acme.ts';
import { appAt, tick } from '../world/product/registered.ts';

let now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);
const polls = vi.spyOn(app.queues, 'pollSource');
const pollsOf = (id: string) => polls.mock.calls.filter(([{ company }]) => company === id).length;
const servers: LocalExchange[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function company(exchange: object = {}): Promise<Acme> {
  const acme = await newDisabledCompany();
  await acme.call('PUT', 'exchange', { body: { ...EXCHANGE, ...exchange } });
  await acme.call('PUT', 'sources/planner', { body: SOURCE });
  await acme.call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
  return acme;
}

async function workingCompany(): Promise<Acme> {
  const account = { name: 'ACME\\sync', password: 'a password', impersonates: 'all' } as const;
  const server = await startExchange({ mailboxes: [ADA], accounts: [account], clock: () => now });
  servers.push(server);
  const signIn = { method: 'basic', account: account.name, password: account.password };
  return company({ url: server.url, caCertificate: server.caCertificate, signIn });
}

describe('synchronisation of a company', () => {
  it('is disabled at first: nobody can switch on, and no tick asks for anything', async () => {
    const { call, company: id } = await company();
    expect((await call('GET', 'synchronisation')).body).toEqual({ state: 'disabled' });
    const answer = await call('POST', adaPath('switch-on'), { body: {} });
    expect([answer.status, answer.body.code]).toEqual([409, 'synchronisation-disabled']);
    await tick('schedule');
    expect(pollsOf(id)).toBe(0);
  });

  it('is not enabled while a connection test fails, and the failed step is told', async () => {
    const { call } = await company();
    const answer = await call('POST', 'synchronisation/enable');
    expect([answer.status, answer.body.code]).toEqual([409, 'connection-tests-failed']);
    const { exchange } = answer.body.tests as { exchange: { ok: boolean; steps: { state: string }[] } };
    expect(exchange.ok).toBe(false);
    expect(exchange.steps.some(({ state }) => state === 'failed')).toBe(true);
    expect((await call('GET', 'synchronisation')).body.state).toBe('disabled');
  });

  it('says what is not configured yet', async () => {
    const { call } = await newDisabledCompany();
    expect((await call('POST', 'synchronisation/enable')).body.code).toBe('source-not-configured');
    await call('PUT', 'sources/planner', { body: SOURCE });
    expect((await call('POST', 'synchronisation/enable')).body.code).toBe('exchange-not-configured');
  });

  it('enabled, users switch on; disabled, nothing runs, nothing is deleted, and it goes on where it was', async () => {
    const { call, company: id } = await workingCompany();
    const enabled = await call('POST', 'synchronisation/enable');
    expect([enabled.status, enabled.body]).toEqual([200, { state: 'enabled', since: new Date(now).toISOString() }]);
    now += 60_000;
    expect((await call('POST', 'synchronisation/enable')).body).toEqual(enabled.body);
    expect((await call('POST', adaPath('switch-on'), { body: {} })).status).toBe(202);
    const before = pollsOf(id);
    expect(before).toBe(1);
    expect((await call('POST', 'synchronisation/disable')).body.state).toBe('disabled');
    expect((await call('POST', 'synchronisation/disable')).body.state).toBe('disabled');
    await tick('schedule');
    expect(pollsOf(id)).toBe(before);
    expect(await app.linkContext(id, 'any')).toBe('synchronisation-disabled');
    expect((await app.directory.links(id))[0]).toMatchObject({ on: true });
    expect((await call('POST', 'synchronisation/enable')).status).toBe(200);
    const audit = (await call('GET', 'audit')).body.items as { what: string }[];
    expect(audit.map(({ what }) => what).filter((what) => what.startsWith('synchronisation'))).toEqual([
      'synchronisationEnabled',
      'synchronisationDisabled',
      'synchronisationEnabled',
    ]);
  });
});

describe('the application of a source', () => {
  it('that has no test and no entry types of its own says so', async () => {
    const { call } = await company();
    for (const [method, path] of [
      ['POST', 'sources/planner/test'],
      ['GET', 'sources/planner/entry-types'],
    ] as const) {
      const answer = await call(method, path);
      expect([answer.status, answer.body.code]).toEqual([404, 'not-of-this-source']);
    }
  });
});
