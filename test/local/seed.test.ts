// The company of a trial: a repetition keeps what a person wrote.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { addressOf, seed } from '../../local/seed.ts';

const servers: { close: () => void }[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** An API that keeps what is put, and takes no notice of keys. */
async function api(stored: Record<string, object> = {}) {
  const kept = new Map(Object.entries(stored));
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const path = (request.url ?? '').slice(1);
    if (request.method === 'PUT') kept.set(path, JSON.parse(text));
    const found = request.method === 'GET' ? kept.get(path) : { apiKey: 'made' };
    response.writeHead(path === 'companies' ? 201 : found ? 200 : 404);
    response.end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({ close: () => void server.close() });
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  const start = (exchange: Parameters<typeof seed>[0]['exchange'], savedAddress?: string) =>
    seed({
      api: `http://127.0.0.1:${port}`,
      operatorKey: 'o',
      company: 'local',
      apiKey: undefined,
      exchange,
      users: [{ email: 'ada@example.com', name: 'Ada' }],
      savedAddress,
      keep: () => {},
    });
  return { kept, start };
}

const at = (port: number) => ({ kind: 'ews', url: `https://localhost:${port}/EWS/Exchange.asmx` }) as const;

describe('seed', () => {
  it('makes what is missing', async () => {
    const { kept, start } = await api();
    expect(await start(at(1))).toEqual({ apiKey: 'made', isConnectionOthers: false });
    expect([...kept.keys()]).toEqual(['exchange', 'sources/planner', 'users/ada%40example.com']);
  });

  it('saves the connection again when only the port of the local Exchange is another one', async () => {
    const { kept, start } = await api({ exchange: at(1) });
    expect(await start(at(2), at(1).url)).toMatchObject({ isConnectionOthers: false });
    expect(kept.get('exchange')).toEqual(at(2));
  });

  it.each([
    ['another server', { kind: 'ews', url: 'https://mail.example/EWS/Exchange.asmx' }],
    ['Graph', { kind: 'graph' }],
  ])('leaves a connection that a person changed to %s', async (_, exchange) => {
    const { kept, start } = await api({ exchange });
    expect(await start(at(2), at(1).url)).toMatchObject({ isConnectionOthers: true });
    expect(kept.get('exchange')).toEqual(exchange);
  });
});

it('over Graph the address is no server of ours', () => {
  expect([addressOf({ kind: 'graph' }), addressOf(at(1)), addressOf({})]).toEqual(['graph', at(1).url, '']);
});
