import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddressRule } from '../../../shared/net/address.ts';
import { type ClientRequest, createHttpsClient, type HttpsClientOptions } from '../../../shared/net/client.ts';
import {
  type Answer,
  answer,
  LOOPBACK,
  type ScriptedExchange,
  scriptedExchange,
} from '../exchange/ews/scriptedExchange.ts';

function clientOf({ url, caCertificate }: ScriptedExchange, overrides: Partial<HttpsClientOptions> = {}) {
  const client = createHttpsClient({
    rule: createAddressRule(LOOPBACK),
    caCertificate,
    timeoutMs: 5_000,
    connectionsMax: 2,
    answerBytesMax: 1_000,
    ...overrides,
  });
  onTestFinished(() => client.close());
  const post = { url: new URL(url), method: 'POST', headers: {}, body: '' } as const;
  return {
    send: (request: Partial<ClientRequest> = {}) => client.send({ ...post, ...request }),
    close: client.close,
  };
}

async function posted(respond: Answer, overrides: Partial<HttpsClientOptions> = {}) {
  const server = await scriptedExchange(respond);
  return { result: await clientOf(server, overrides).send({ body: '<ä/>', headers: { 'X-Test': '1' } }), server };
}

const faultOf = async (respond: Answer, overrides: Partial<HttpsClientOptions> = {}) => {
  const { result, server } = await posted(respond, overrides);
  return { fault: result.ok ? undefined : result.fault, asked: server.asked.length };
};

describe('createHttpsClient', () => {
  it('posts the text and gives status, headers and body', async () => {
    const { result, server } = await posted(answer('<é/>', 500, { 'X-Answer': '2' }));
    expect(result).toMatchObject({ ok: true, answer: { status: 500, headers: { 'x-answer': '2' }, body: '<é/>' } });
    expect(server.asked).toMatchObject([{ body: '<ä/>', headers: { 'x-test': '1' } }]);
  });

  it.each(['GET', 'POST', 'PATCH', 'DELETE'] as const)('%s goes to any path, with headers and JSON', async (method) => {
    const server = await scriptedExchange(answer('{"id":7}', 201, { ETag: '"1"' }));
    const body = method === 'POST' || method === 'PATCH' ? JSON.stringify({ title: 'Café' }) : '';
    const headers = { 'Content-Type': 'application/json', 'If-Match': '"0"' };
    const url = new URL('/v1/entries/7?expand=people', server.url);
    const result = await clientOf(server).send({ url, method, headers, body });
    expect(result).toMatchObject({ ok: true, answer: { status: 201, headers: { etag: '"1"' }, body: '{"id":7}' } });
    const asked = { 'content-type': 'application/json', 'if-match': '"0"' };
    expect(server.asked).toMatchObject([{ method, path: '/v1/entries/7?expand=people', headers: asked, body }]);
  });

  it('unpacks a compressed answer', async () => {
    const { result } = await posted((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('<a/>'));
    });
    expect(result).toMatchObject({ ok: true, answer: { body: '<a/>' } });
  });

  it('one connection serves one request after the other', async () => {
    const server = await scriptedExchange(answer('x', 200, {}));
    const client = clientOf(server);
    for (let i = 0; i < 3; i += 1) await client.send();
    expect([server.asked.length, server.connections()]).toEqual([3, 1]);
  });

  it('no more connections are opened than allowed; the rest waits its turn', async () => {
    const server = await scriptedExchange(answer('x', 200, {}));
    const client = clientOf(server, { connectionsMax: 2 });
    const results = await Promise.all(Array.from({ length: 8 }, () => client.send()));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(server.connections()).toBe(2);
  });

  it('does not follow a redirect: the password would go with it', async () => {
    const elsewhere = await scriptedExchange(answer('secret'));
    const { result } = await posted(answer('', 302, { Location: elsewhere.url }));
    expect(result).toMatchObject({ ok: true, answer: { status: 302 } });
    expect(elsewhere.asked).toEqual([]);
  });

  it('an answer over the limit is cut off', async () => {
    expect(await faultOf(answer('x'.repeat(2_000)))).toMatchObject({
      fault: { reason: 'cut', code: 'ANSWER_TOO_LARGE' },
    });
  });

  it('a compressed answer that unpacks over the limit is cut off', async () => {
    const bomb: Answer = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
    };
    expect(await faultOf(bomb)).toMatchObject({ fault: { reason: 'cut', code: 'ANSWER_TOO_LARGE' } });
  });

  it('an answer that breaks off is cut, never a shorter answer', async () => {
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('<half', () => response.destroy());
    };
    expect(await faultOf(cut)).toMatchObject({ fault: { reason: 'cut' } });
  });

  it('a compressed answer that breaks off is cut', async () => {
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(gzipSync('<a>whole</a>').subarray(0, 20));
    };
    expect(await faultOf(cut)).toMatchObject({ fault: { reason: 'cut' } });
  });

  it('a server that says nothing is given up', async () => {
    expect(await faultOf(() => {}, { timeoutMs: 50 })).toMatchObject({ fault: { reason: 'timeout', code: 'TIMEOUT' } });
  });

  it('a server that stops in the middle is given up', async () => {
    const stops: Answer = (_, response) => {
      response.writeHead(200);
      response.write('<half');
    };
    expect(await faultOf(stops, { timeoutMs: 200 })).toMatchObject({ fault: { reason: 'timeout' } });
  });

  it('a certificate of an unknown CA ends it before anything is sent', async () => {
    const server = await scriptedExchange(answer('x'));
    const client = clientOf({ ...server, caCertificate: 'no certificate' });
    expect(await client.send({ body: 'secret' })).toMatchObject({ ok: false, fault: { reason: 'certificate' } });
    expect(server.asked).toEqual([]);
  });

  it('a certificate for another name ends it before anything is sent', async () => {
    const server = await scriptedExchange(answer('x'));
    const client = clientOf({ ...server, url: server.url.replace('localhost', '[::ffff:127.0.0.1]') });
    expect(await client.send({ body: 'secret' })).toMatchObject({
      fault: { reason: 'certificate', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['a name in a network that is not allowed', 'localhost'],
    ['an address in one', '127.0.0.1'],
    ['an IPv6 address in one', '[::ffff:127.0.0.1]'],
  ])('%s is not called', async (_, host) => {
    const server = await scriptedExchange(answer('x'));
    const url = server.url.replace('localhost', host);
    const client = clientOf({ ...server, url }, { rule: createAddressRule([]) });
    expect(await client.send()).toMatchObject({ fault: { reason: 'address' } });
    expect(server.asked).toEqual([]);
  });

  it.each(['http://localhost/', 'https://user:password@localhost/'])('%s is not called', async (text) => {
    const server = await scriptedExchange(answer('x'));
    const url = new URL(text);
    url.port = new URL(server.url).port;
    expect(await clientOf(server).send({ url })).toMatchObject({ fault: { reason: 'address' } });
    expect(server.asked).toEqual([]);
  });

  it('a closed port is unreachable, an unknown name unknown', async () => {
    const server = await scriptedExchange(answer('x'));
    const { port } = await closedPort();
    const refused = clientOf({ ...server, url: `https://localhost:${port}/EWS/Exchange.asmx` });
    expect(await refused.send()).toEqual({ ok: false, fault: { reason: 'unreachable', code: 'ECONNREFUSED' } });
    const unknown = clientOf({ ...server, url: 'https://nowhere.invalid/EWS/Exchange.asmx' });
    expect(await unknown.send()).toMatchObject({ fault: { reason: 'name' } });
  });

  it('closing ends a request under way', async () => {
    let arrived = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await scriptedExchange(() => arrived());
    const client = clientOf(server);
    const result = client.send();
    await arrival;
    client.close();
    expect(await result).toEqual({ ok: false, fault: { reason: 'unreachable', code: 'CLOSED' } });
  });
});

/** A port that was free a moment ago. */
async function closedPort(): Promise<{ port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // a TCP server has one
  await new Promise((resolve) => server.close(resolve));
  return { port };
}
