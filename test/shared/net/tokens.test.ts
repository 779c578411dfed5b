// Against the authority of the local Exchange, and against one that answers what a test says.
import { generateKeyPairSync } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ExchangeOptions, type LocalExchange, startExchange } from '../../../local/exchange/server.ts';
import { getOwnCalendar } from '../../../shared/exchange/ews/calendar/calendarFolder.ts';
import type { EwsConnectionOptions } from '../../../shared/exchange/ews/connection/connection.ts';
import { callOnce } from '../../../shared/exchange/ews/soap/call.ts';
import { type ApplicationSignIn, createTokens } from '../../../shared/net/tokens.ts';
import { systemClock } from '../../../shared/seams.ts';
import { failed, ok } from '../../../shared/sync/ports/outcome.ts';
import {
  type Answer,
  answer,
  connectTo,
  MAILBOX,
  messages,
  NOW,
  scriptedExchange,
  success,
} from '../exchange/ews/scriptedExchange.ts';

const TENANT = '11111111-2222-3333-4444-555555555555';
const CLIENT = '66666666-7777-8888-9999-000000000000';
const APP = { clientId: CLIENT, tenant: TENANT, secret: 's3cret', impersonates: 'all' } as const;

/** MSAL takes the time of its tokens from the machine. */
async function exchangeWithApps(...apps: NonNullable<ExchangeOptions['apps']>): Promise<LocalExchange> {
  const exchange = await startExchange({ mailboxes: [MAILBOX], accounts: [], clock: systemClock, apps });
  onTestFinished(() => exchange.close());
  return exchange;
}

const signInTo = (server: { url: string }, overrides: Partial<ApplicationSignIn> = {}): ApplicationSignIn => ({
  loginUrl: new URL(server.url).origin,
  resourceUrl: 'https://outlook.office365.com',
  tenant: TENANT,
  clientId: CLIENT,
  credential: { kind: 'secret', secret: APP.secret },
  ...overrides,
});

type Server = Pick<LocalExchange, 'url' | 'caCertificate'>;

function openerOf(server: Server, signIn: ApplicationSignIn, overrides: Partial<EwsConnectionOptions> = {}) {
  const connection = connectTo(server, { signIn: { method: 'oauth', ...signIn }, ...overrides });
  return () => callOnce({ connection, address: MAILBOX }, getOwnCalendar, () => ok('read'));
}

const refused = (detail: string) => failed({ kind: 'denied', code: 'exchange-token-refused', detail });

describe('an application that signs in', () => {
  it('with a secret: one token serves all requests', async () => {
    const exchange = await exchangeWithApps(APP);
    const open = openerOf(exchange, signInTo(exchange));
    expect(await Promise.all([open(), open(), open()])).toEqual([ok('read'), ok('read'), ok('read')]);
    expect(exchange.signIns.get('Bearer')).toBe(3);
  });

  it('with a certificate', async () => {
    const { certificate, privateKey } = await selfSigned();
    const exchange = await exchangeWithApps({ clientId: CLIENT, tenant: TENANT, certificate, impersonates: 'all' });
    const credential = { kind: 'certificate', certificate, privateKey } as const;
    expect(await openerOf(exchange, signInTo(exchange, { credential }))()).toEqual(ok('read'));
    const other = await selfSigned();
    const wrong = { ...credential, privateKey: other.privateKey };
    expect(await openerOf(exchange, signInTo(exchange, { credential: wrong }))()).toMatchObject({
      failure: { kind: 'denied', code: 'exchange-token-refused' },
    });
  });

  it.each([
    ['a wrong secret', { credential: { kind: 'secret', secret: 'wrong' } }, 'AADSTS7000215'],
    ['an unknown application', { clientId: 'nobody' }, 'AADSTS700016'],
  ] as const)('%s is refused by its number, and Exchange is not asked', async (_, overrides, number) => {
    const exchange = await exchangeWithApps(APP);
    expect(await openerOf(exchange, signInTo(exchange, overrides))()).toEqual(refused(number));
    expect(exchange.requests.get('GetFolder')).toBeUndefined();
  });

  it('a mailbox outside of its scope is refused by Exchange', async () => {
    const exchange = await exchangeWithApps({ ...APP, impersonates: [] });
    expect(await openerOf(exchange, signInTo(exchange))()).toMatchObject({
      failure: { kind: 'denied', code: 'exchange-impersonation-refused' },
    });
  });

  it('a token is asked for where the address may be called, and over a certificate that verifies', async () => {
    const exchange = await exchangeWithApps(APP);
    expect(await openerOf(exchange, signInTo(exchange), { allowedNetworks: ['127.0.0.2/32'] })()).toEqual(
      refused('ADDRESS_REFUSED'),
    );
    const { port } = new URL(exchange.url);
    const byAddress = signInTo(exchange, { loginUrl: `https://[::ffff:127.0.0.1]:${port}` });
    expect(await openerOf(exchange, byAddress)()).toEqual(refused('ERR_TLS_CERT_ALTNAME_INVALID'));
  });
});

const token = (value: string, status = 200) =>
  answer(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: value }), status);

/** An authority and an Exchange in one: answers each kind of request from its own list, the last again and again. */
async function authority(tokens: Answer[], exchange: Answer[]) {
  const next = (answers: Answer[]) => (answers.length > 1 ? answers.shift() : answers[0]);
  const counts = { tokens: 0, exchange: 0 };
  const server = await scriptedExchange((asked, response) => {
    const origin = new URL(server.url).origin;
    if (asked.body === '') {
      const at = `${origin}/${TENANT}/oauth2/v2.0`;
      const document = {
        issuer: `${origin}/${TENANT}/v2.0`,
        authorization_endpoint: `${at}/authorize`,
        token_endpoint: `${at}/token`,
        jwks_uri: `${at}/keys`,
      };
      return answer(JSON.stringify(document))(asked, response);
    }
    const isToken = asked.body.includes('grant_type=client_credentials');
    counts[isToken ? 'tokens' : 'exchange'] += 1;
    return next(isToken ? tokens : exchange)?.(asked, response);
  });
  return { server, counts };
}

const OPENED = answer(messages('GetFolder', success('GetFolder')));
const EXPIRED = answer('', 401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' });

describe('createTokens', () => {
  it('a token that Exchange refuses is renewed once', async () => {
    const { server, counts } = await authority([token('old'), token('new')], [EXPIRED, OPENED]);
    expect(await openerOf(server, signInTo(server))()).toEqual(ok('read'));
    expect(counts).toEqual({ tokens: 2, exchange: 2 });
    const sent = server.asked.map(({ headers }) => headers.authorization).filter((each) => each !== undefined);
    expect(sent).toEqual(['Bearer old', 'Bearer new']);
  });

  it('and not a second time', async () => {
    const { server, counts } = await authority([token('old')], [EXPIRED]);
    expect(await openerOf(server, signInTo(server))()).toMatchObject({ failure: { code: 'exchange-sign-in-refused' } });
    expect(counts).toEqual({ tokens: 2, exchange: 2 });
  });

  it.each([
    ['hangs up', (_: unknown, response: { destroy: () => void }) => void response.destroy()],
    ['answers no JSON', answer('<html>', 502)],
  ] as [string, Answer][])('an authority that %s is trouble that passes', async (_, respond) => {
    const { server, counts } = await authority([respond, token('new')], [OPENED]);
    const open = openerOf(server, signInTo(server));
    expect(await open()).toMatchObject({ failure: { kind: 'transient', code: 'exchange-token-unavailable' } });
    expect(await open()).toEqual(ok('read'));
    expect(counts.exchange).toBe(1);
  });

  it('an authority that is busy is left alone for a while', async () => {
    const busy = { error: 'temporarily_unavailable', error_description: 'AADSTS90033: -' };
    const { server, counts } = await authority([answer(JSON.stringify(busy), 503)], []);
    const open = openerOf(server, signInTo(server));
    const unavailable = { failure: { kind: 'transient', code: 'exchange-token-unavailable', detail: 'AADSTS90033' } };
    expect([await open(), await open()]).toMatchObject([unavailable, unavailable]);
    expect(counts).toEqual({ tokens: 1, exchange: 0 });
  });

  it('an authority that says when to ask again is asked then, over EWS as over Graph', async () => {
    const busy = { error: 'temporarily_unavailable', error_description: 'AADSTS90033: -' };
    const { server } = await authority([answer(JSON.stringify(busy), 503, { 'Retry-After': '9' })], []);
    expect(await openerOf(server, signInTo(server))()).toEqual(
      failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + 9_000 }),
    );
  });

  it('no failure tells the secret', async () => {
    const description = `AADSTS7000215: Invalid client secret '${APP.secret}' provided.`;
    const { server } = await authority(
      [answer(JSON.stringify({ error: 'invalid_client', error_description: description }), 401)],
      [],
    );
    const outcome = await openerOf(server, signInTo(server))();
    expect(outcome).toEqual(refused('AADSTS7000215'));
  });

  it('closed, it asks nobody', async () => {
    const { server } = await authority([token('x')], []);
    const rule = () => true;
    const tokens = createTokens(signInTo(server), {
      ...{ caCertificate: server.caCertificate },
      rule,
      timeoutMs: 1_000,
      connectionsMax: 1,
      answerBytesMax: 10_000,
    });
    tokens.close();
    expect(await tokens.get(false)).toEqual({ ok: false, fault: { reason: 'tokenUnavailable', code: 'CLOSED' } });
  });
});

async function selfSigned() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const keys = {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']),
  };
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=app',
    keys,
    signingAlgorithm: algorithm,
  });
  return {
    certificate: made.toString('pem'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
