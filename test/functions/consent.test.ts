// The administrator's calls around a consent, with the company's API key.
import { describe, expect, it } from 'vitest';
import { EXCHANGE, newCompany } from '../world/product/acme.ts';
import {
  CONTOSO,
  comeBack,
  customer,
  decide,
  GRAPH,
  microsoft,
  microsoftApp,
  signIn,
} from '../world/product/microsoft.ts';

const ADMIN = 'admin@example.com';
microsoftApp();

/** The address at which a browser without a cookie of ours ends after grant and sign-in. */
async function endOfTheWay({ browser, start }: Awaited<ReturnType<typeof customer>>): Promise<string> {
  const granted = await comeBack({}, await decide(browser, await start(), { person: ADMIN }));
  return signIn(browser, granted.headers.location ?? '');
}

describe('POST exchange/consent', () => {
  it('answers the address at Microsoft, and a cookie that no script and no other site gets', async () => {
    const { call } = await customer();
    const { status, body, cookies } = await call('POST', 'exchange/consent');
    expect(status).toBe(200);
    expect(String(body.url)).toContain('/organizations/v2.0/adminconsent?');
    expect(cookies).toMatchObject([
      { name: '__Host-consent', httpOnly: true, secure: true, sameSite: 'Lax', path: '/', maxAge: 600 },
    ]);
    expect(String(body.url)).not.toContain(cookies[0]?.value);
  });

  it.each([
    ['without a connection', undefined, 409, 'exchange-not-configured'],
    ['over EWS', EXCHANGE, 409, 'consent-not-needed'],
    [
      "with the company's own application",
      {
        ...GRAPH,
        application: { kind: 'own', tenant: 't', clientId: 'c', credential: { kind: 'secret', secret: 's' } },
      },
      409,
      'consent-not-needed',
    ],
    ['in a cloud without an application', { ...GRAPH, cloud: 'china' }, 409, 'consent-not-offered'],
  ])('%s there is nothing to grant', async (_, body, status, code) => {
    const { call } = await newCompany();
    if (body) await call('PUT', 'exchange', { body });
    expect(await call('POST', 'exchange/consent')).toMatchObject({ status, body: { code }, cookies: [] });
  });
});

describe('POST exchange/consent/finish', () => {
  it('ends with the API key what was granted in a browser that has no cookie of ours', async () => {
    const company = await customer();
    const address = await endOfTheWay(company);
    expect((await comeBack({}, address)).page).toContain('consent-other-session');
    const finished = await company.call('POST', 'exchange/consent/finish', { body: { address } });
    expect(finished).toMatchObject({ status: 200, body: { cloud: 'global', tenant: CONTOSO.tenant } });
    const again = await company.call('POST', 'exchange/consent/finish', { body: { address } });
    expect(again).toMatchObject({ status: 409, body: { code: 'consent-used' } });
  });

  it("with another company's key it binds nothing", async () => {
    const company = await customer();
    const other = await newCompany();
    const address = await endOfTheWay(company);
    expect(await other.call('POST', 'exchange/consent/finish', { body: { address } })).toMatchObject({
      status: 403,
      body: { code: 'consent-other-session' },
    });
    expect((await other.call('GET', 'exchange/consent')).status).toBe(404);
  });

  it('says where to go on, after the first step and when it is too early', async () => {
    const { call, browser, start } = await customer();
    const back = await decide(browser, await start(), { person: ADMIN });
    const first = await call('POST', 'exchange/consent/finish', { body: { address: back } });
    expect(first.body.url).toContain('/oauth2/v2.0/authorize?');
    microsoft.organisations.withdraw(CONTOSO.tenant, '66666666-7777-4888-8999-000000000000');
    const address = await signIn(browser, String(first.body.url));
    const early = await call('POST', 'exchange/consent/finish', { body: { address } });
    expect(early).toMatchObject({ status: 503, body: { code: 'consent-too-early' } });
    expect(early.body.url).toContain('/oauth2/v2.0/authorize?');
  });

  it('what is no address is refused for its field', async () => {
    const { call } = await customer();
    const answer = await call('POST', 'exchange/consent/finish', { body: { address: 'state=x' } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'address' }] } });
  });
});

describe('GET and DELETE exchange/consent', () => {
  it('shows the organisation while the company holds it', async () => {
    const { call, connect } = await customer();
    expect((await call('GET', 'exchange/consent')).status).toBe(404);
    expect(await call('POST', 'exchange/test', { body: {} })).toMatchObject({
      status: 409,
      body: { code: 'consent-missing' },
    });
    await connect();
    expect((await call('GET', 'exchange/consent')).body).toEqual({
      cloud: 'global',
      tenant: CONTOSO.tenant,
      grantedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect((await call('DELETE', 'exchange/consent')).status).toBe(204);
    expect((await call('GET', 'exchange/consent')).status).toBe(404);
    expect((await call('DELETE', 'exchange/consent')).status).toBe(204);
  });

  it('saving the connection anew keeps it', async () => {
    const { call, connect } = await customer();
    await connect();
    const { body, headers } = await call('GET', 'exchange');
    await call('PUT', 'exchange', {
      body: { ...body, timeZone: 'Europe/Paris' },
      headers: { 'if-match': headers.etag ?? '' },
    });
    expect((await call('GET', 'exchange/consent')).body.tenant).toBe(CONTOSO.tenant);
    expect((await call('POST', 'exchange/test', { body: {} })).body.ok).toBe(true);
  });
});
