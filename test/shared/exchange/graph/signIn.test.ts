// Microsoft's pages: their addresses, and the code that a sign-in brings back.
import { describe, expect, it } from 'vitest';
import { CLOUDS } from '../../../../shared/exchange/graph/http/clouds.ts';
import { grantUrl, redeemCode, signInUrl } from '../../../../shared/exchange/graph/signIn.ts';
import { CLIENT, isToken, json, optionsFor, type Script, scriptedGraph, tokenOf } from './scriptedGraph.ts';

const REDIRECT = 'https://sync.example/api/consent/callback';
const page = { cloud: CLOUDS.usGovernment, clientId: CLIENT, redirectUrl: REDIRECT };

describe('grantUrl', () => {
  it('asks for what the application is registered with, in the cloud, never at common', () => {
    const url = new URL(grantUrl(page, 'the state'));
    expect(url.origin + url.pathname).toBe('https://login.microsoftonline.us/organizations/v2.0/adminconsent');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT,
      redirect_uri: REDIRECT,
      scope: 'https://graph.microsoft.us/.default',
      state: 'the state',
    });
  });
});

describe('signInUrl', () => {
  it('asks for a code with the nonce and the challenge, by the query, so that the cookie comes along', () => {
    const url = new URL(signInUrl(page, { state: 'the state', nonce: 'n-1', codeChallenge: 'the-challenge' }));
    expect(url.pathname).toBe('/organizations/oauth2/v2.0/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid profile offline_access',
      nonce: 'n-1',
      state: 'the state',
      code_challenge: 'the-challenge',
      code_challenge_method: 'S256',
    });
  });
});

async function redeem(script: Script) {
  const graph = await scriptedGraph(script);
  const { cloud, ...options } = optionsFor(graph);
  const redeemed = await redeemCode({ cloud, clientId: CLIENT, redirectUrl: REDIRECT }, options, {
    code: 'the-code',
    nonce: 'n-1',
    codeVerifier: 'the-verifier',
  });
  return { graph, redeemed };
}

const withIdToken = (claims: object): Script => {
  const id_token = tokenOf({ aud: CLIENT, sub: 's', oid: 'o', ...claims });
  return (asked) =>
    isToken(asked) ? json(200, { token_type: 'Bearer', expires_in: 9, access_token: 'a', id_token }) : undefined;
};

describe('redeemCode', () => {
  it('answers the organisation of whoever signed in', async () => {
    const { graph, redeemed } = await redeem(withIdToken({ tid: 'tenant-1', nonce: 'n-1' }));
    expect(redeemed).toEqual({ ok: true, tenant: 'tenant-1' });
    expect(Object.fromEntries(new URLSearchParams(graph.tokens[0]?.body))).toMatchObject({
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: REDIRECT,
      code_verifier: 'the-verifier',
      client_secret: 's3cret',
    });
    expect(graph.tokens[0]?.url).toMatch(/^\/organizations\/oauth2\/v2\.0\/token/);
  });

  it('answers the directory roles of that person where the token names them', async () => {
    const { redeemed } = await redeem(withIdToken({ tid: 'tenant-1', nonce: 'n-1', wids: ['role-1', 'role-2'] }));
    expect(redeemed).toEqual({ ok: true, tenant: 'tenant-1', directoryRoles: ['role-1', 'role-2'] });
  });

  it.each([
    ['another nonce', { tid: 't', nonce: 'n-2' }],
    ['no nonce', { tid: 't' }],
    ['no organisation', { nonce: 'n-1' }],
    ['roles in one text', { tid: 't', nonce: 'n-1', wids: '62e90394-69f5-4237-9190-012177145e10' }],
  ])('an id token with %s is refused', async (_, claims) => {
    expect((await redeem(withIdToken(claims))).redeemed).toMatchObject({
      ok: false,
      fault: { reason: 'tokenRefused' },
    });
  });

  it('a code that is used up, and a sign-in service that is not there', async () => {
    const refused = json(400, { error: 'invalid_grant', error_description: 'AADSTS54005: used' });
    const used = await redeem((asked) => (isToken(asked) ? refused : undefined));
    expect(used.redeemed).toEqual({ ok: false, fault: { reason: 'tokenRefused', code: 'AADSTS54005' } });
    const down = json(503, { error: 'temporarily_unavailable' }, { 'Retry-After': '3' });
    const away = await redeem((asked) => (isToken(asked) ? down : undefined));
    expect(away.redeemed).toMatchObject({ ok: false, fault: { reason: 'tokenUnavailable', retryAfter: '3' } });
  });
});
