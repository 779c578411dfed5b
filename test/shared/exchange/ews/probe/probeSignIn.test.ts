// The reason why a sign-in is refused, as the connection test finds it out.
import type { AddressInfo } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ExchangeOptions, type LocalExchange, startExchange } from '../../../../../local/exchange/server.ts';
import { type EwsProbeOptions, probeEws } from '../../../../../shared/exchange/ews/probe/probe.ts';
import type { ProbeReport } from '../../../../../shared/exchange/probe/probeReport.ts';
import { CA_CERTIFICATE, SERVER_CERTIFICATE, SERVER_KEY } from '../loopbackIdentity.ts';
import { MAILBOX, NOW, optionsFor } from '../scriptedExchange.ts';

const PASSWORD = 'pässword';

async function localExchange(options: Partial<ExchangeOptions> = {}): Promise<LocalExchange> {
  const account = { name: 'EXAMPLE\\svc-sync', password: PASSWORD, impersonates: 'all' } as const;
  const exchange = await startExchange({ mailboxes: [MAILBOX], accounts: [account], clock: () => NOW, ...options });
  onTestFinished(() => exchange.close());
  return exchange;
}

const probe = (
  server: Pick<LocalExchange, 'url' | 'caCertificate'>,
  overrides: Partial<EwsProbeOptions> = {},
): Promise<ProbeReport> =>
  probeEws({ ...optionsFor(server), now: Date.now, testMailbox: MAILBOX, write: false, ...overrides });

function endOf({ steps }: ProbeReport) {
  const { step, answered, problem } = steps.find(({ state }) => state === 'failed') ?? {};
  return { step, answered, problem };
}

describe('refusedScheme, explainRefusal', () => {
  const ntlm = { method: 'ntlm', account: 'EXAMPLE\\svc-sync', password: PASSWORD } as const;

  it('a method that the server does not offer is named, and nothing is sent to it', async () => {
    const server = await localExchange({ schemes: ['Negotiate', 'NTLM'] });
    const end = endOf(await probe(server));
    expect(end).toEqual({
      step: 'signIn',
      problem: 'exchange-scheme-not-offered',
      answered: 'HTTP 401 Negotiate, NTLM',
    });
  });

  it.each(['ntlm', 'password'] as const)(
    '%s signs in over NTLM, also where channel binding is demanded',
    async (method) => {
      const server = await localExchange({ schemes: ['NTLM', 'Basic'], channelBinding: 'require' });
      expect((await probe(server, { signIn: { ...ntlm, method } })).ok).toBe(true);
      expect([...server.signIns.keys()]).toEqual(['NTLM']);
    },
  );

  it('a wrong password over NTLM is a wrong password', async () => {
    const server = await localExchange({ schemes: ['NTLM', 'Basic'] });
    const report = await probe(server, { signIn: { ...ntlm, password: 'wrong' } });
    expect(endOf(report)).toEqual({
      step: 'signIn',
      problem: 'exchange-sign-in-refused',
      answered: 'HTTP 401 NTLM, Basic',
    });
  });

  it('NTLM that is refused for its channel binding is told apart from a wrong password', async () => {
    const server = await localExchange({ schemes: ['NTLM'] });
    const front = await frontOf(server);
    const report = await probe(front, { signIn: ntlm });
    expect(endOf(report)).toMatchObject({ step: 'signIn', problem: 'exchange-channel-binding-refused' });
  });

  it('an application without a token ends at the sign-in', async () => {
    const app = { clientId: 'app', tenant: 'contoso', secret: 's3cret', impersonates: 'all' } as const;
    const server = await localExchange({ apps: [app] });
    const signIn = {
      method: 'oauth',
      loginUrl: new URL(server.url).origin,
      resourceUrl: 'https://outlook.office365.com',
      tenant: 'contoso',
      clientId: 'app',
      credential: { kind: 'secret', secret: 'wrong' },
    } as const;
    expect(endOf(await probe(server, { signIn }))).toEqual({
      step: 'signIn',
      problem: 'exchange-token-refused',
      answered: 'AADSTS7000215',
    });
  });

  it('EWS that is switched off for an application with a good token is no matter of its sign-in', async () => {
    const app = { clientId: 'app', tenant: 'contoso', secret: 's3cret', impersonates: 'all' } as const;
    const server = await localExchange({ apps: [app], clock: Date.now });
    const signIn = applicationAt(server);
    expect((await probe(server, { signIn })).ok).toBe(true);
    server.behaviour.next({ kind: 'switchedOff' }, 1, 'GetFolder');
    server.behaviour.next({ kind: 'switchedOff' }, 1, 'GetFolder');
    expect(endOf(await probe(server, { signIn }))).toMatchObject({ problem: 'exchange-blocked', answered: 'HTTP 403' });
  });

  it.each([
    [['Mail.Read'], 'HTTP 403'],
    [[], 'HTTP 401 Bearer'],
  ])('an application with the permissions %j lacks the one for EWS', async (roles, answered) => {
    const app = { clientId: 'app', tenant: 'contoso', secret: 's3cret', impersonates: 'all', roles } as const;
    const server = await localExchange({ apps: [app], schemes: ['Bearer'], clock: Date.now });
    expect(endOf(await probe(server, { signIn: applicationAt(server) }))).toMatchObject({
      step: 'signIn',
      problem: 'application-permission-missing',
      answered: expect.stringContaining(answered),
    });
  });

  it('an application with a role in Exchange instead needs no permission, and its scope refuses the others', async () => {
    const outsider = 'outsider@example.com';
    const scope = { impersonates: [MAILBOX], roles: [] };
    const app = { clientId: 'app', tenant: 'contoso', secret: 's3cret', ...scope };
    const server = await localExchange({ apps: [app], mailboxes: [MAILBOX, outsider], clock: Date.now });
    expect((await probe(server, { signIn: applicationAt(server), outsider })).ok).toBe(true);
    expect(endOf(await probe(server, { signIn: applicationAt(server), testMailbox: outsider }))).toMatchObject({
      problem: 'exchange-impersonation-refused',
    });
  });
});

const applicationAt = (server: LocalExchange) =>
  ({
    method: 'oauth',
    loginUrl: new URL(server.url).origin,
    resourceUrl: 'https://outlook.office365.com',
    tenant: 'contoso',
    clientId: 'app',
    credential: { kind: 'secret', secret: 's3cret' },
  }) as const;

/** A proxy before a server, which ends TLS with a certificate of its own: bytes go through one connection for each. */
async function frontOf(server: LocalExchange) {
  const target = new URL(server.url);
  const front = createTlsServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, (socket) => {
    const behind = connectTls({ host: 'localhost', port: Number(target.port), ca: server.caCertificate });
    socket.pipe(behind).pipe(socket);
    socket.on('error', () => behind.destroy());
    behind.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void front.close());
  const { port } = front.address() as AddressInfo; // a TCP server has one
  return { url: `https://localhost:${port}/EWS/Exchange.asmx`, caCertificate: CA_CERTIFICATE };
}
