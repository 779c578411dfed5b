// NTLM over HTTP: three legs, one connection, and what a server refuses.
import { X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelBindingToken } from '../../../../local/exchange/ntlm/verify.ts';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';
import { handshake, negotiate, type Proof, send } from './ntlmClient.ts';

const BODY = ews.requestXml(ews.syncRequest(''));
const SERVICE: Proof = { user: 'svc-sync', domain: 'EXAMPLE', password: ews.SERVICE.password };

let exchange: LocalExchange;
let agent: Agent;
beforeAll(async () => {
  exchange = await ews.startTestExchange({ schemes: ['Negotiate', 'NTLM', 'Basic'] });
});
afterAll(() => exchange.close());
beforeEach(() => {
  agent = connectionOf(exchange);
});
afterEach(() => agent.destroy());

/** One connection, kept open. */
const connectionOf = ({ caCertificate }: LocalExchange) =>
  new Agent({ keepAlive: true, maxSockets: 1, ca: caCertificate });

const ntlmSignIns = () => exchange.signIns.get('NTLM') ?? 0;

describe('NTLM', () => {
  it('offers its schemes one by one, in their order', async () => {
    expect(await send({ exchange, agent }, BODY)).toEqual({
      status: 401,
      offered: 'Negotiate, NTLM, Basic realm="localhost"',
    });
  });

  it('signs a connection in once, for every request on it', async () => {
    const before = ntlmSignIns();
    expect(await handshake({ exchange, agent }, BODY, SERVICE)).toBe(200);
    expect((await send({ exchange, agent }, BODY)).status).toBe(200);
    expect((await send({ exchange, agent }, BODY)).status).toBe(200);
    expect(ntlmSignIns() - before).toBe(1);
  });

  it('signs in one connection and no other', async () => {
    await handshake({ exchange, agent }, BODY, SERVICE);
    const another = connectionOf(exchange);
    expect((await send({ exchange, agent: another }, BODY)).status).toBe(401);
    another.destroy();
  });

  it('is Negotiate too, for clients that put NTLM in it', async () => {
    expect(await handshake({ exchange, agent }, BODY, { ...SERVICE, scheme: 'Negotiate' })).toBe(200);
  });

  it('takes names without letter case, and an address without domain', async () => {
    expect(await handshake({ exchange, agent }, BODY, { ...SERVICE, user: 'SVC-Sync', domain: 'example' })).toBe(200);
    const ada = { user: ews.ADA, domain: '', password: ews.ADA_HERSELF.password };
    expect(await handshake({ exchange, agent }, ews.requestXml(ews.syncRequest(''), { as: null }), ada)).toBe(200);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown name', { user: 'nobody' }],
    ['another domain', { domain: 'ELSEWHERE' }],
    ['NTLMv1', { version: 1 }],
    ['a wrong integrity code', { integrity: 'wrong' }],
  ] as const)('refuses %s, and the connection is not signed in', async (_, wrong) => {
    expect(await handshake({ exchange, agent }, BODY, { ...SERVICE, ...wrong })).toBe(401);
    expect((await send({ exchange, agent }, BODY)).status).toBe(401);
  });

  it('a failed handshake ends what the connection was signed in as', async () => {
    await handshake({ exchange, agent }, BODY, SERVICE);
    expect(await handshake({ exchange, agent }, BODY, { ...SERVICE, password: 'wrong' })).toBe(401);
    expect((await send({ exchange, agent }, BODY)).status).toBe(401);
  });

  it('answers a token that is no NTLM message, or the third one without the second, with a new offer', async () => {
    for (const token of ['AAAA', negotiate().fill(3, 8, 9).toString('base64')]) {
      expect(await send({ exchange, agent }, BODY, `NTLM ${token}`)).toMatchObject({
        status: 401,
        offered: expect.stringMatching(/^Negotiate, NTLM/),
      });
    }
  });

  it('is not accepted where it is not offered', async () => {
    const basic = await ews.startTestExchange();
    const connection = connectionOf(basic);
    const reply = await send({ exchange: basic, agent: connection }, BODY, `NTLM ${negotiate().toString('base64')}`);
    connection.destroy();
    await basic.close();
    expect(reply).toEqual({ status: 401, offered: 'Basic realm="localhost"' });
  });
});

describe('Extended Protection', () => {
  const certificateOf = ({ url, caCertificate }: LocalExchange): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(url);
      const socket = connect({ host: 'localhost', port: Number(port), ca: caCertificate }, () => {
        resolve(new X509Certificate(socket.getPeerCertificate(true).raw).raw);
        socket.destroy();
      });
      socket.on('error', reject);
    });

  it.each([
    { channelBinding: 'require', without: 401 },
    { channelBinding: 'allow', without: 200 },
  ] as const)(
    '$channelBinding: $without without a token, 200 with it, 401 with another',
    async ({ channelBinding, without }) => {
      const strict = await ews.startTestExchange({ schemes: ['NTLM'], channelBinding });
      const connection = connectionOf(strict);
      const token = channelBindingToken(await certificateOf(strict));
      const statuses = [
        await handshake({ exchange: strict, agent: connection }, BODY, SERVICE),
        await handshake({ exchange: strict, agent: connection }, BODY, { ...SERVICE, token }),
        await handshake({ exchange: strict, agent: connection }, BODY, { ...SERVICE, token: Buffer.alloc(16, 1) }),
      ];
      connection.destroy();
      await strict.close();
      expect(statuses).toEqual([without, 200, 401]);
    },
  );
});
