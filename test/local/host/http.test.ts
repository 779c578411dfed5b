// Answers of a real bundle to HTTP callers.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../local/host/host.ts';
import { bundle } from './bundle.ts';
import { type Calls, listenToCalls } from './calls.ts';
import { startFixture } from './startFixture.ts';

const lines: string[] = [];
let entry: string;
let host: Host;
let calls: Calls;

beforeAll(async () => {
  entry = await bundle();
  host = await startFixture(entry, { log: (_level, line) => lines.push(line) });
});
afterAll(() => host.close());
beforeEach(() => {
  lines.length = 0;
  calls = listenToCalls();
});
afterEach(() => calls.close());

describe('serveHttp', () => {
  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${host.url}${path}`, init);

  it('hands over parameters, query, headers and body, and writes status, headers, cookies and body', async () => {
    const answer = await get('/api/echo/ada%40example.com/7?a=1&b=2&b=3', {
      method: 'PUT',
      headers: { 'x-given': 'yes' },
      body: 'ünïcode',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-name')).toBe('ada%40example.com');
    expect(answer.headers.getSetCookie()).toEqual(['seen=a%20b; Max-Age=60; Path=/; HttpOnly; SameSite=Lax']);
    expect(await answer.json()).toEqual({
      params: { name: 'ada@example.com', count: '7' },
      query: { a: '1', b: '2,3' },
      header: 'yes',
      body: 'ünïcode',
    });
  });

  it('prefers literal text to a parameter', async () => {
    expect(await (await get('/api/ECHO/Literal')).text()).toBe('literal');
  });

  it('matches a catch-all parameter with and without a rest', async () => {
    expect(await (await get('/api/files/a/b%20c')).json()).toEqual({ path: 'a/b c' });
    expect(await (await get('/api/files')).json()).toEqual({});
  });

  it('answers 404 to a path or method that no function has', async () => {
    expect((await get('/api/unknown')).status).toBe(404);
    expect((await get('/echo/x')).status).toBe(404);
    expect((await get('/api/echo/x/y')).status).toBe(404);
    expect((await get('/api/echo/x', { method: 'DELETE' })).status).toBe(404);
  });

  it('answers 400 to a path that is not percent-encoded UTF-8', async () => {
    expect((await get('/api/echo/%ff')).status).toBe(400);
  });

  it('answers 204 when the function returns nothing', async () => {
    expect((await get('/api/nothing', { method: 'POST' })).status).toBe(204);
  });

  it('answers 500 with an empty body when the function throws, and logs one line without the message', async () => {
    const answer = await get('/api/broken');
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('');
    expect(lines).toEqual([expect.stringMatching(/^broken failed: TypeError \(invocation [0-9a-f-]{36}\)$/)]);
  });

  it('carries bytes unharmed', async () => {
    expect(new Uint8Array(await (await get('/api/binary')).arrayBuffer())).toEqual(new Uint8Array([0, 255, 10]));
  });

  it('refuses a body above 100 MiB', async () => {
    const answer = await get('/api/echo/x', { method: 'PUT', body: new Uint8Array(104_857_601) });
    expect(answer.status).toBe(413);
    expect(calls.seen).toEqual([]);
  });

  it('gives the functions the settings as environment', async () => {
    expect(await (await get('/api/environment')).text()).toBe('hello');
  });

  it('takes the route prefix from host.json', async () => {
    const bare = await startFixture(entry, { hostJson: { version: '2.0', extensions: { http: { routePrefix: '' } } } });
    expect((await fetch(`${bare.url}/echo/literal`)).status).toBe(200);
    await bare.close();
  });
});
