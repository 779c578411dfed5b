// Entra's sign-in page: the code that it brings back, and what the token endpoint gives for it.
import { decodeJwt as claimsOf } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  accept,
  ask,
  authorizePath,
  CLIENT,
  clock,
  OTHER,
  parameters,
  REDIRECT,
  TENANT,
  token,
  useOrganisations,
  WITHOUT_ROLES,
} from './organisations.ts';

useOrganisations();

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
    clock.now += later;
    expect((await redeem(parameters(reply).code ?? '', rest)).body.error_codes).toEqual([number]);
  });

  it.each([
    ['admin@example.com', ['62e90394-69f5-4237-9190-012177145e10']],
    ['roles@example.com', ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'e8611ab8-c189-46e8-94e1-60213ab1f814']],
    ['applications@example.com', ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', '158c047a-c907-4556-b7ef-446551a6b5f7']],
    ['ada@example.com', []],
  ])('an id token names the roles of %s, and the role of every member', async (person, roles) => {
    const { code = '' } = parameters(await ask(authorizePath(), { person }));
    const { wids } = claimsOf((await redeem(code)).body.id_token);
    expect(wids).toEqual([...roles, 'b79fbf4d-3ef9-4689-8143-76b194e85509']);
  });

  it('an id token for an application without group claims names no roles', async () => {
    const { code = '' } = parameters(
      await ask(authorizePath({ client_id: WITHOUT_ROLES }), { person: 'admin@example.com' }),
    );
    const { body } = await redeem(code, { client_id: WITHOUT_ROLES });
    expect(claimsOf(body.id_token)).toMatchObject({ tid: TENANT });
    expect(claimsOf(body.id_token)).not.toHaveProperty('wids');
  });

  describe('with a code challenge', () => {
    // The example of RFC 7636, appendix B.
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };
    const start = async () => parameters(await ask(authorizePath(challenge), { person: 'ada@example.com' })).code ?? '';

    it('takes the verifier of the challenge', async () => {
      expect((await redeem(await start(), { code_verifier: verifier })).status).toBe(200);
    });

    it.each([
      ['another verifier', { code_verifier: `x${verifier.slice(1)}` }],
      ['the challenge itself', { code_verifier: challenge.code_challenge }],
      ['no verifier', {}],
    ])('refuses %s, and the code is used up', async (_, form) => {
      const code = await start();
      expect((await redeem(code, form)).body.error_codes).toEqual([501481]);
      expect((await redeem(code, { code_verifier: verifier })).body.error_codes).toEqual([54005]);
    });

    it.each([
      ['that is too short', { code_challenge: 'short' }],
      ['of the method plain', { code_challenge_method: 'plain' }],
    ])('shows an error for a challenge %s', async (_, rest) => {
      const reply = await ask(authorizePath({ ...challenge, ...rest }), { person: 'ada@example.com' });
      expect([reply.status, reply.location]).toEqual([400, null]);
      expect(reply.text).toContain('AADSTS50147');
    });
  });

  it('without openid or a code there is no sign-in', async () => {
    for (const rest of [{ scope: 'profile' }, { response_type: 'token' }]) {
      expect((await ask(authorizePath(rest), { person: 'ada@example.com' })).status).toBe(400);
    }
  });
});
