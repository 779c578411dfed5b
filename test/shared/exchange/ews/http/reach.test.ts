import { createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ReachOptions, reachName, reachPort, reachTls } from '../../../../../shared/exchange/ews/http/reach.ts';
import { createAddressRule } from '../../../../../shared/net/address.ts';
import { answer, LOOPBACK, scriptedExchange } from '../scriptedExchange.ts';

async function optionsTo(overrides: Partial<ReachOptions> = {}): Promise<ReachOptions> {
  const { url, caCertificate } = await scriptedExchange(answer(''));
  return { url: new URL(url), rule: createAddressRule(LOOPBACK), caCertificate, timeoutMs: 5_000, ...overrides };
}

/** A server that accepts connections and never speaks. */
async function silentServer(): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server): URL => {
  const { port } = server.address() as { port: number }; // a TCP server has one
  return new URL(`https://localhost:${port}/EWS/Exchange.asmx`);
};

describe('reachName', () => {
  it('an existing name is reached, an unknown and a refused one are not', async () => {
    expect(await reachName(await optionsTo())).toBeUndefined();
    const unknown = new URL('https://nowhere.invalid/EWS/Exchange.asmx');
    expect(await reachName(await optionsTo({ url: unknown }))).toMatchObject({ reason: 'name' });
    expect(await reachName(await optionsTo({ rule: createAddressRule([]) }))).toMatchObject({ reason: 'address' });
  });
});

describe('reachPort', () => {
  it('an open port is reached, a closed one is not', async () => {
    expect(await reachPort(await optionsTo())).toBeUndefined();
    const server = await silentServer();
    const url = urlOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await reachPort(await optionsTo({ url }))).toEqual({ reason: 'unreachable', code: 'ECONNREFUSED' });
  });
});

describe('reachTls', () => {
  it('a certificate of a known CA verifies', async () => {
    expect(await reachTls(await optionsTo())).toBeUndefined();
  });

  it('a certificate of an unknown CA does not', async () => {
    const { caCertificate: _, ...withoutCa } = await optionsTo();
    expect(await reachTls(withoutCa)).toMatchObject({ reason: 'certificate', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  it('a CA that is no certificate is told apart', async () => {
    const options = await optionsTo({ caCertificate: 'none' });
    expect(await reachTls(options)).toEqual({ reason: 'certificate', code: 'CA_NOT_PEM' });
  });

  it('a certificate for another name does not verify', async () => {
    const options = await optionsTo();
    const url = new URL(options.url.href.replace('localhost', '[::ffff:127.0.0.1]'));
    expect(await reachTls({ ...options, url })).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('a server that never speaks is given up', async () => {
    const server = await silentServer();
    onTestFinished(() => {
      server.close();
    });
    const options = await optionsTo({ url: urlOf(server), timeoutMs: 50 });
    expect(await reachTls(options)).toEqual({ reason: 'timeout', code: 'TIMEOUT' });
  });
});
