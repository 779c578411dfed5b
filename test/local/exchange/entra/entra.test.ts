// A tenant's token endpoint, and EWS' answers to its tokens. Long because both are tested with one set of apps.
import { createHash, generateKeyPairSync, KeyObject, X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../../local/exchange/entra/app.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

const TENANT = '8d823444-70ec-4f41-9239-2edd6ff1b199';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const SCOPE = 'https://outlook.office365.com/.default';
const BODY = ews.requestXml(ews.syncRequest(''));

let exchange: LocalExchange;
let certificate: { readonly pem: string; readonly key: KeyObject };
let now = ews.NOW;

const app = (clientId: string, rest: Partial<App> = {}): App => ({
  clientId,
  tenant: TENANT,
  secret: 'app-secret',
  impersonates: 'all',
  ...rest,
});

beforeAll(async () => {
  certificate = await selfSigned();
  exchange = await ews.startTestExchange({
    clock: () => now,
    apps: [
      app('sync'),
      app('scoped', { impersonates: [ews.BEN] }),
      app('certified', { certificate: certificate.pem }),
      app('mail-only', { roles: ['Mail.Read'] }),
      app('none', { roles: [] }),
    ],
  });
});
afterAll(() => exchange.close());

async function selfSigned() {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=app',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2049-01-01T00:00:00Z'),
  });
  return { pem: made.toString('pem'), key: KeyObject.from(keys.privateKey) };
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(path: string, { method = 'POST', body, headers = {} }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, exchange.url);
    const request = httpsRequest(url, { method, headers, ca: exchange.caCertificate, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const grant = (clientId: string, rest: Readonly<Record<string, string>> = {}, tenant = TENANT) => {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: 'app-secret',
    scope: SCOPE,
    ...rest,
  };
  return send(`/${tenant}/oauth2/v2.0/token`, { body: new URLSearchParams(form).toString() });
};

async function tokenOf(clientId: string, rest: Readonly<Record<string, string>> = {}): Promise<string> {
  const { text } = await grant(clientId, rest);
  return JSON.parse(text).access_token;
}

const callEws = (token: string, body = BODY) =>
  send('/EWS/Exchange.asmx', {
    body,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/xml; charset=utf-8' },
  });

const signJwt = (header: object, claims: JWTPayload, key: KeyObject): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(key);

interface AssertionParts {
  readonly claims?: JWTPayload;
  readonly header?: object;
  readonly key?: KeyObject;
  /** A claim that is missing. */
  readonly without?: string;
}

function assertion({ claims, header, key = certificate.key, without }: AssertionParts = {}): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const thumbprint = new X509Certificate(certificate.pem).fingerprint256.replaceAll(':', '');
  const named = { 'x5t#S256': Buffer.from(thumbprint, 'hex').toString('base64url') };
  const aud = `https://login.example/${TENANT}/oauth2/v2.0/token`;
  const all = { aud, iss: 'certified', sub: 'certified', jti: 'j', nbf: seconds, exp: seconds + 600, ...claims };
  const present = Object.entries(all).filter(([name]) => name !== without);
  return signJwt({ ...named, ...header }, Object.fromEntries(present), key);
}

describe('the authority', () => {
  it('shows where its endpoints are and what its keys are', async () => {
    const discovery = JSON.parse(
      (await send(`/${TENANT}/v2.0/.well-known/openid-configuration`, { method: 'GET' })).text,
    );
    const origin = new URL(exchange.url).origin;
    expect(discovery).toMatchObject({
      token_endpoint: `${origin}/${TENANT}/oauth2/v2.0/token`,
      issuer: `${origin}/${TENANT}/v2.0`,
    });
    const { keys } = JSON.parse((await send(new URL(discovery.jwks_uri).pathname, { method: 'GET' })).text);
    const kid = decodeProtectedHeader(await tokenOf('sync')).kid;
    expect(keys).toMatchObject([{ kid, use: 'sig' }]);
  });

  it('gives a token for a secret, and for a certificate', async () => {
    const answer = JSON.parse((await grant('sync')).text);
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    const certified = await grant('certified', {
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: await assertion(),
    });
    expect(certified.status).toBe(200);
  });

  it('takes an assertion signed with PS256, as newer clients sign, and lets clocks differ by five minutes', async () => {
    const seconds = Math.floor(now / 1000);
    for (const client_assertion of [
      await assertion({ header: { alg: 'PS256' } }),
      await assertion({ claims: { exp: seconds - 299 } }),
      await assertion({ claims: { nbf: seconds + 299 } }),
    ]) {
      const answer = await grant('certified', { client_assertion_type: ASSERTION_TYPE, client_assertion });
      expect(answer.status).toBe(200);
    }
  });

  it.each([
    { what: 'another secret', client: 'sync', rest: { client_secret: 'wrong' }, status: 401, code: 7000215 },
    { what: 'an unknown app', client: 'nobody', rest: {}, status: 400, code: 700016 },
    {
      what: 'a scope of single permissions',
      client: 'sync',
      rest: { scope: 'EWS.AccessAsUser.All' },
      status: 400,
      code: 1002012,
    },
    {
      what: 'another resource',
      client: 'sync',
      rest: { scope: 'https://elsewhere.example/.default' },
      status: 400,
      code: 500011,
    },
    { what: 'another grant', client: 'sync', rest: { grant_type: 'password' }, status: 400, code: 70003 },
  ])('refuses $what with AADSTS$code', async ({ client, rest, status, code }) => {
    const answer = await grant(client, rest);
    expect(answer.status).toBe(status);
    const { error_codes, error_description } = JSON.parse(answer.text);
    expect([error_codes, error_description]).toEqual([[code], expect.stringMatching(new RegExp(`^AADSTS${code}: `))]);
  });

  it('refuses a tenant it does not know', async () => {
    expect(JSON.parse((await grant('sync', {}, 'elsewhere')).text).error_codes).toEqual([90002]);
  });

  it('refuses assertions that are not the app’s own: another key, audience, issuer, subject, time or thumbprint', async () => {
    const codeOf = async (client_assertion: string) =>
      JSON.parse((await grant('certified', { client_assertion_type: ASSERTION_TYPE, client_assertion })).text)
        .error_codes;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const seconds = Math.floor(now / 1000);
    const otherThumbprint = createHash('sha256').digest('base64url');
    for (const wrong of [
      await assertion({ key: privateKey }),
      await assertion({ claims: { aud: 'https://login.example/other/oauth2/v2.0/token' } }),
      await assertion({ claims: { iss: 'sync' } }),
      await assertion({ claims: { sub: 'sync' } }),
      await assertion({ claims: { exp: seconds - 301 } }),
      await assertion({ without: 'exp' }),
      await assertion({ claims: { nbf: seconds + 301 } }),
      await assertion({ header: { 'x5t#S256': otherThumbprint } }),
      'no.token',
    ]) {
      expect(await codeOf(wrong)).toEqual([700027]);
    }
  });
});

describe('EWS with a token', () => {
  it('acts for the impersonated mailbox, and for those in scope only', async () => {
    expect((await callEws(await tokenOf('sync'))).status).toBe(200);
    expect((await callEws(await tokenOf('scoped'), ews.requestXml(ews.syncRequest(''), { as: ews.BEN }))).status).toBe(
      200,
    );
    expect((await callEws(await tokenOf('scoped'))).text).toContain('ErrorImpersonateUserDenied');
  });

  it('takes a token for the server’s own address, as hybrid servers do', async () => {
    const token = await tokenOf('sync', { scope: `${new URL(exchange.url).origin}/.default` });
    expect((await callEws(token)).status).toBe(200);
  });

  it('wants impersonation', async () => {
    const answer = await callEws(await tokenOf('sync'), ews.requestXml(ews.syncRequest(''), { as: null }));
    expect([answer.status, ews.text(ews.bodyOf(answer.text), 'ResponseCode')]).toEqual([
      500,
      'ErrorInvalidExchangeImpersonationHeaderData',
    ]);
    expect(await ews.complaints('Exchange2016', answer.text)).toEqual([]);
  });

  it.each([
    { client: 'none', status: 401, reason: 'no permissions' },
    { client: 'mail-only', status: 403, reason: 'not enough scope' },
  ])('says to an app without the permission ($client): $status, $reason', async ({ client, status, reason }) => {
    const answer = await callEws(await tokenOf(client));
    expect([answer.status, answer.headers['x-ms-diagnostics']]).toEqual([status, expect.stringContaining(reason)]);
  });

  it('refuses a token that has expired, was altered, or is somebody else’s', async () => {
    const token = await tokenOf('sync');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const seconds = Math.floor(now / 1000);
    const forged = await signJwt(
      {},
      {
        aud: 'https://outlook.office365.com',
        appid: 'sync',
        tid: TENANT,
        exp: seconds + 60,
        roles: ['full_access_as_app'],
      },
      privateKey,
    );
    for (const wrong of [`${token.slice(0, -4)}AAAA`, forged, 'x']) {
      const answer = await callEws(wrong);
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([
        401,
        expect.stringMatching(/^Bearer .*error="invalid_token"/),
      ]);
    }
    now += 3600_000;
    const late = await callEws(token);
    now = ews.NOW;
    expect(late.status).toBe(401);
  });

  it('offers Bearer beside Basic, and still takes a password', async () => {
    const answer = await send('/EWS/Exchange.asmx', { body: BODY });
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      401,
      expect.stringMatching(/^Basic .*, Bearer /),
    ]);
    expect((await ews.post(exchange, BODY)).status).toBe(200);
  });
});
