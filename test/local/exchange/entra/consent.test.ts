// Entra's page for administrators: what they grant, what comes back to the application, and what its tokens then open.
import { decodeJwt as claimsOf } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  accept,
  appToken,
  ask,
  CLIENT,
  consentPath,
  exchange,
  OTHER,
  parameters,
  SCOPE,
  TENANT,
  useOrganisations,
} from './organisations.ts';

useOrganisations();

describe('admin consent', () => {
  it('shows who can decide, and asks nobody without a page', async () => {
    const { status, text } = await ask(consentPath());
    expect(status).toBe(200);
    for (const name of ['admin@example.com (Global Administrator)', 'ada@example.com', 'eve@other.example']) {
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
    ['applications@example.com', 'Accept', 'AADSTS90094'],
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
