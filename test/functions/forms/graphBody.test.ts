// The form of the connection over Graph: whose application signs in, which stored secrets are kept, what is shown.
import { describe, expect, it } from 'vitest';
import { EXCHANGE, newCompany } from '../../world/product/acme.ts';
import { appAt } from '../../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const GRAPH = { kind: 'graph', timeZone: 'Europe/Helsinki', testMailbox: 'ada@example.com' };
const OWN = {
  kind: 'own',
  tenant: 'contoso.com',
  clientId: 'app-1',
  credential: { kind: 'secret', secret: 'a secret' },
};

describe('graphBody', () => {
  it("the operator's application in the global cloud is what nobody has to write", async () => {
    const { call } = await newCompany();
    const whole = { ...GRAPH, cloud: 'global', application: { kind: 'operator' } };
    expect(await call('PUT', 'exchange', { body: GRAPH })).toMatchObject({ status: 201, body: whole });
    const { body, headers } = await call('GET', 'exchange');
    expect(body).toEqual(whole);
    expect((await call('PUT', 'exchange', { body, headers: { 'if-match': headers.etag ?? '' } })).status).toBe(200);
  });

  it('another calendar than the default one is named or given by its id', async () => {
    const { call } = await newCompany();
    const body = { ...GRAPH, calendar: { name: 'Work' }, participants: 'invitations' };
    const { headers } = await call('PUT', 'exchange', { body });
    expect((await call('GET', 'exchange')).body).toMatchObject({
      calendar: body.calendar,
      participants: 'invitations',
    });
    const both = { ...GRAPH, calendar: { name: 'Work', id: 'AAMk' } };
    const answer = await call('PUT', 'exchange', { body: both, headers: { 'if-match': headers.etag ?? '' } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'calendar' }] } });
  });

  it('the secret of an application of its own is sealed and not shown', async () => {
    const { call, company } = await newCompany();
    const { body } = await call('PUT', 'exchange', { body: { ...GRAPH, application: OWN } });
    expect(body.application).toEqual({ ...OWN, credential: { kind: 'secret' } });
    const stored = JSON.stringify(await app.directory.exchange(company).get());
    expect(stored + JSON.stringify(body)).not.toContain('a secret');
  });

  it('without the secret the stored one is kept, for the same application in the same cloud only', async () => {
    const { call } = await newCompany();
    const { headers } = await call('PUT', 'exchange', { body: { ...GRAPH, application: OWN } });
    const again = (application: object, more: object = {}) =>
      call('PUT', 'exchange', {
        body: { ...GRAPH, ...more, application: { ...OWN, credential: { kind: 'secret' }, ...application } },
        headers: { 'if-match': headers.etag ?? '' },
      });
    for (const [other, more] of [
      [{ tenant: 'evil.example' }],
      [{ clientId: 'app-2' }],
      [{}, { cloud: 'china' }],
    ] as const) {
      expect(await again(other ?? {}, more)).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'application.credential.secret' }] },
      });
    }
    expect((await again({})).status).toBe(200);
  });

  it('from EWS to Graph and back, the password is asked for again', async () => {
    const { call } = await newCompany();
    const ews = await call('PUT', 'exchange', { body: EXCHANGE });
    const graph = await call('PUT', 'exchange', { body: GRAPH, headers: { 'if-match': ews.headers.etag ?? '' } });
    expect(graph.status).toBe(200);
    const { password: _, ...signIn } = EXCHANGE.signIn;
    const back = { body: { ...EXCHANGE, signIn }, headers: { 'if-match': graph.headers.etag ?? '' } };
    expect((await call('PUT', 'exchange', back)).body.errors).toMatchObject([{ field: 'signIn.password' }]);
  });

  it.each([
    ['tenant', { tenant: '11111111-2222-4333-8444-555555555555' }],
    ['cloud', { cloud: 'moon' }],
    ['application.kind', { application: { kind: 'somebody' } }],
    ['application.tenant', { application: { ...OWN, tenant: 'a/b' } }],
    ['application.credential.secret', { application: { ...OWN, credential: { kind: 'secret' } } }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['testMailbox', { testMailbox: 'ada' }],
    ['url', { url: 'https://evil.example/EWS/Exchange.asmx' }],
  ])('a wrong %s is refused for its field', async (field, wrong) => {
    const { call } = await newCompany();
    const answer = await call('PUT', 'exchange', { body: { ...GRAPH, ...wrong } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });
});
