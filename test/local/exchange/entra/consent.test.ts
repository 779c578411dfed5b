// Entra's pages for people: what an administrator grants and who signs in, and what comes back to the application.
import { request as httpsRequest } from 'node:https';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';

const TENANT = '8d823444-70ec-4f41-9239-2edd6ff1b199';
const OTHER = '1d823444-70ec-4f41-9239-2edd6ff1b199';
const CLIENT = 'app-1';
const REDIRECT = 'https://sync.example/callback';
const SCOPE = 'https://graph.microsoft.com/.default';

let exchange: LocalExchange;
let now = Date.parse('2026-11-20T12:00:00Z');

beforeAll(async () => {
  exchange = await startExchange({
    mailboxes: ['ada@example.com', 'eve@other.example'],
    accounts: [],
    clock: () => now,
    organisations: [
      {
        tenant: TENANT,
        domains: ['example.com'],
        people: [
          { name: 'admin@example.com', administrator: true },
          { name: 'ada@example.com', administrator: false },
        ],
      },
      { tenant: OTHER, domains: ['other.example'], people: [{ name: 'eve@other.example', administrator: true }] },
    ],
    registrations: [{ clientId: CLIENT, secret: 's', roles: ['Calendars.ReadWrite'], redirectUris: [REDIRECT] }],
  });
});
afterAll(() => exchange.close());

interface Reply {
  readonly status: number;
  readonly location: URL | null;
  readonly cookie: string;
  readonly text: string;
}

function ask(path: string, form?: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
  return new Promise<Reply>((resolve, reject) => {
    const options = { method: form ? 'POST' : 'GET', headers, ca: exchange.caCertificate, agent: false } as const;
    const request = httpsRequest(new URL(path, exchange.url), options, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: URL.parse(answer.headers.location ?? ''),
          cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
          text,
        }),
      );
    });
    request.on('error', reject);
    request.end(form && new URLSearchParams(form).toString());
  });
}

const query = (rest: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({ client_id: CLIENT, redirect_uri: REDIRECT, state: 'st&te', ...rest }).toString();
const consentPath = (rest: Readonly<Record<string, string>> = {}, authority = 'organizations') =>
  `/${authority}/v2.0/adminconsent?${query({ scope: SCOPE, ...rest })}`;
const authorizePath = (rest: Readonly<Record<string, string>> = {}) =>
  `/organizations/oauth2/v2.0/authorize?${query({ response_type: 'code', scope: 'openid', nonce: 'n-1', ...rest })}`;
const parameters = ({ location }: Reply) => Object.fromEntries(location?.searchParams ?? []);

const token = async (form: Readonly<Record<string, string>>, tenant = TENANT) => {
  const { status, text } = await ask(`/${tenant}/oauth2/v2.0/token`, {
    client_id: CLIENT,
    client_secret: 's',
    ...form,
  });
  return { status, body: JSON.parse(text) };
};
const appToken = (tenant = TENANT, scope = SCOPE) => token({ grant_type: 'client_credentials', scope }, tenant);
const accept = (person: string, decision = 'Accept', path = consentPath()) => ask(path, { person, decision });
const claimsOf = (jwt: string) => decodeJwt(jwt);

describe('admin consent', () => {
  it('shows who can decide, and asks nobody without a page', async () => {
    const { status, text } = await ask(consentPath());
    expect(status).toBe(200);
    for (const name of ['admin@example.com (administrator)', 'ada@example.com', 'eve@other.example']) {
      expect(text).toContain(name);
    }
    expect((await ask(consentPath({}, TENANT))).text).not.toContain('eve@');
  });

  it('an administrator lets the application in: tokens of that organisation have its roles', async () => {
    expect((await appToken()).body.error_codes).toEqual([700016]);
    const reply = await accept('admin@example.com');
    expect(reply.location?.origin).toBe('https://sync.example');
    expect(parameters(reply)).toEqual({ admin_consent: 'True', tenant: TENANT, scope: SCOPE, state: 'st&te' });
    const { body } = await appToken();
    expect(claimsOf(body.access_token)).toMatchObject({
      tid: TENANT,
      roles: ['Calendars.ReadWrite'],
      aud: 'https://graph.microsoft.com',
    });
    expect((await appToken(OTHER)).body.error_codes).toEqual([700016]);
    exchange.organisations.withdraw(TENANT, CLIENT);
    expect((await appToken()).status).toBe(400);
  });

  it.each([
    ['admin@example.com', 'Decline', 'AADSTS65004'],
    ['ada@example.com', 'Accept', 'AADSTS90094'],
  ])('%s, %s: nothing is granted, and the redirect says admin_consent all the same', async (person, decision, code) => {
    const answered = parameters(await accept(person, decision));
    expect(answered).toMatchObject({ admin_consent: 'True', tenant: TENANT, state: 'st&te', error: 'access_denied' });
    expect(answered.error_description).toContain(code);
    expect((await appToken()).status).toBe(400);
  });

  it.each([
    ['an unknown application', consentPath({ client_id: 'nobody' }), 'AADSTS700016'],
    ['an address that is not registered', consentPath({ redirect_uri: 'https://evil.example/' }), 'AADSTS50011'],
    ['common, which is no organisation', consentPath({}, 'common'), 'AADSTS90002'],
    ['a scope that is not /.default', consentPath({ scope: 'openid' }), 'AADSTS70011'],
  ])('%s gets a page and no redirect', async (_, path, code) => {
    const reply = await ask(path, { person: 'admin@example.com', decision: 'Accept' });
    expect([reply.status, reply.location]).toEqual([400, null]);
    expect(reply.text).toContain(code);
  });

  it('a person of another organisation cannot decide for this one', async () => {
    expect((await accept('eve@other.example', 'Accept', consentPath({}, TENANT))).status).toBe(200);
    expect((await appToken(OTHER)).status).toBe(400);
  });

  it('what was granted is known after as many requests as it takes', async () => {
    exchange.organisations.spreadAfter(2);
    await accept('admin@example.com');
    exchange.organisations.spreadAfter(0);
    const statuses = [await appToken(), await appToken(), await appToken()].map(({ status }) => status);
    expect(statuses).toEqual([400, 400, 200]);
    exchange.organisations.withdraw(TENANT, CLIENT);
  });

  it('a secret can expire', async () => {
    exchange.organisations.grant(TENANT, CLIENT);
    exchange.organisations.expireSecret(CLIENT);
    expect((await appToken()).body.error_codes).toEqual([7000222]);
    exchange.organisations.expireSecret(CLIENT, false);
    expect((await appToken()).status).toBe(200);
    exchange.organisations.withdraw(TENANT, CLIENT);
  });
});

describe('sign-in', () => {
  const redeem = (code: string, rest: Readonly<Record<string, string>> = {}) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...rest }, 'organizations');

  it('a code is worth an id token of the person’s organisation, once', async () => {
    const reply = await ask(authorizePath(), { person: 'eve@other.example' });
    const { code = '', state } = parameters(reply);
    expect(state).toBe('st&te');
    const { body } = await redeem(code);
    expect(claimsOf(body.id_token)).toMatchObject({ aud: CLIENT, tid: OTHER, nonce: 'n-1' });
    expect((await redeem(code)).body.error_codes).toEqual([54005]);
  });

  it('who has just decided is not asked again', async () => {
    const { cookie } = await accept('ada@example.com', 'Decline');
    const reply = await ask(authorizePath(), undefined, { cookie: `x=y; ${cookie}` });
    const { body } = await redeem(parameters(reply).code ?? '');
    expect(claimsOf(body.id_token)).toMatchObject({ tid: TENANT, preferred_username: 'ada@example.com' });
    expect((await ask(authorizePath())).text).toContain('Sign in');
  });

  it.each([
    ['after ten minutes', 70008, {}, 10 * 60_000],
    ['for another address', 500112, { redirect_uri: 'https://sync.example/' }, 0],
    ['with a wrong secret', 7000215, { client_secret: 'x' }, 0],
  ])('a code %s is worth nothing', async (_, number, rest, later) => {
    const reply = await ask(authorizePath(), { person: 'ada@example.com' });
    now += later;
    expect((await redeem(parameters(reply).code ?? '', rest)).body.error_codes).toEqual([number]);
  });

  it('without openid or a code there is no sign-in', async () => {
    for (const rest of [{ scope: 'profile' }, { response_type: 'token' }]) {
      expect((await ask(authorizePath(rest), { person: 'ada@example.com' })).status).toBe(400);
    }
  });
});

describe('tokens of organisations', () => {
  const call = async (jwt: string, path: string) => ask(path, undefined, { authorization: `Bearer ${jwt}` });

  it('open Graph and the mailboxes of the organisation, not EWS, and not those of another', async () => {
    exchange.organisations.grant(TENANT, CLIENT);
    const { access_token } = (await appToken()).body;
    expect((await call(access_token, '/v1.0/users/ada@example.com/calendar')).status).toBe(200);
    expect((await call(access_token, '/v1.0/users/eve@other.example/calendar')).status).toBe(404);
    expect((await ask('/EWS/Exchange.asmx', {}, { authorization: `Bearer ${access_token}` })).status).toBe(401);
  });

  it('without the role do not open the calendar; of EWS or altered they are none', async () => {
    exchange.organisations.grant(TENANT, CLIENT, ['Mail.Read']);
    const { access_token } = (await appToken()).body;
    expect((await call(access_token, '/v1.0/users/ada@example.com/calendar')).status).toBe(403);
    const ews = (await appToken(TENANT, 'https://outlook.office365.com/.default')).body.access_token;
    for (const other of [ews, `${access_token}x`, '']) {
      const { status, text } = await call(other, '/v1.0/users/ada@example.com/calendar');
      expect([status, JSON.parse(text).error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    }
  });
});
