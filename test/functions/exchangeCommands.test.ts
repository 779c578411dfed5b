// The commands of a company's own connection.
import { describe, expect, it } from 'vitest';
import { EXCHANGE, newCompany } from '../world/product/acme.ts';

const APPLICATION = {
  method: 'oauth',
  tenant: 'contoso.example',
  clientId: '11111111-2222-4333-8444-555555555555',
  credential: { kind: 'secret', secret: 's3cret-of-the-app' },
};
const GRAPH = { kind: 'graph', timeZone: 'Europe/Helsinki', testMailbox: 'ada@example.com' };

describe('GET exchange/commands', () => {
  it('answers text with the ids of the connection, for the group and mailbox that are asked for', async () => {
    const { call } = await newCompany();
    const url = 'https://outlook.office365.com/EWS/Exchange.asmx';
    await call('PUT', 'exchange', { body: { ...EXCHANGE, url, signIn: APPLICATION } });
    const read = await call('GET', 'exchange/commands?group=O%27Brien&mailbox=bob%40example.com');
    expect(read.status).toBe(200);
    expect(read.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(read.page).toContain("AppId eq ''11111111-2222-4333-8444-555555555555''");
    expect(read.page).toContain("-Identity 'O''Brien'");
    expect(read.page).toContain("-Resource 'bob@example.com'");
    expect(read.page).toContain('EwsAllowedAppIDs');
    expect(read.page).not.toContain('s3cret');
  });

  it('the test mailbox and a group of the usual name, where none is said', async () => {
    const { call } = await newCompany();
    await call('PUT', 'exchange', { body: EXCHANGE });
    const read = await call('GET', 'exchange/commands');
    expect(read.page).toContain("Get-DistributionGroup -Identity 'Calendar synchronisation'");
    expect(read.page).toContain(`-User '${EXCHANGE.signIn.account}'`);
  });

  it("over Graph, an own application is named, and the operator's only once an organisation let it in", async () => {
    const { call } = await newCompany();
    const { method: _, ...own } = APPLICATION;
    const { headers } = await call('PUT', 'exchange', { body: { ...GRAPH, application: { kind: 'own', ...own } } });
    expect((await call('GET', 'exchange/commands')).page).toContain('Application Calendars.ReadWrite');
    await call('PUT', 'exchange', { body: GRAPH, headers: { 'if-match': headers.etag ?? '' } });
    const refused = await call('GET', 'exchange/commands');
    expect(refused).toMatchObject({ status: 409, body: { code: expect.stringMatching(/^consent-/) } });
  });

  it('without a connection there is nothing to run, and an empty group is refused', async () => {
    const { call } = await newCompany();
    expect((await call('GET', 'exchange/commands')).body).toMatchObject({ code: 'exchange-not-configured' });
    expect(await call('GET', 'exchange/commands?group=%20')).toMatchObject({ status: 422 });
  });
});

describe('GET exchange/next/commands', () => {
  it('are those of the connection that is prepared, before the company goes over to it', async () => {
    const { call } = await newCompany();
    await call('PUT', 'exchange', { body: EXCHANGE });
    expect((await call('GET', 'exchange/next/commands')).body).toMatchObject({ code: 'next-exchange-missing' });
    const { method: _, ...own } = APPLICATION;
    await call('PUT', 'exchange/next', { body: { ...GRAPH, application: { kind: 'own', ...own } } });
    const read = await call('GET', 'exchange/next/commands?group=O%27Brien&mailbox=bob%40example.com');
    expect(read).toMatchObject({ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    for (const part of ['Application Calendars.ReadWrite', "-Identity 'O''Brien'", "-Resource 'bob@example.com'"]) {
      expect(read.page).toContain(part);
    }
    expect((await call('GET', 'exchange/commands')).page).toContain('ApplicationImpersonation');
  });
});
