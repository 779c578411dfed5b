// Answers that are none, tokens that end, and an organisation that is let in no more.
import { describe, expect, it } from 'vitest';
import { ADA, activity, changesSince, kind, open, read } from './openSevera.ts';
import type { Answer } from './severaServer.ts';

describe('createSeveraClient', () => {
  it.each<[string, Answer]>([
    ['a web page with 200', { status: 200, text: '<html>Sign in</html>' }],
    ['an empty 200', { status: 200 }],
    ['204', { status: 204 }],
    ['404', { status: 404 }],
    ['an object instead of an array', { status: 200, body: {} }],
    ['an activity without an id', { status: 200, body: [{ name: 'x' }] }],
    ['500', { status: 500 }],
    ['a redirect to a sign-in page', { status: 302, headers: { location: 'https://elsewhere.example' } }],
    ['429', { status: 429, text: 'API calls quota exceeded! maximum admitted 10 per 1s.' }],
    ['a page token that comes again', { status: 200, body: [], headers: { NextPageToken: 'same' } }],
  ])('%s is no listing, no change and no deletion', async (_, strange) => {
    const { server, source } = await open();
    const id = server.office.create(activity());
    await read(source, id);
    const { watermark } = await changesSince(source, undefined);
    server.answerWith((method, path) => (method === 'GET' && path === '/v1/activities' ? strange : undefined));
    const first = await source.list(ADA, undefined);
    const second = first.ok && first.value.next !== undefined ? await source.list(ADA, first.value.next) : first;
    const isWhole = second.ok && second.value.complete && second.value.next === undefined;
    expect(isWhole).toBe(false);
    const changes = await source.changes(watermark);
    expect(changes.ok ? changes.value.changes : []).toEqual([]);
    server.answerWith((_, path) => (path.startsWith('/v1/activities/') ? strange : undefined));
    const [one] = await source.read([id]);
    expect(kind(one) === 'gone').toBe(strange.status === 404);
  });

  it('a token that has ended is renewed once; wrong credentials are told', async () => {
    const { server, source } = await open();
    const id = server.office.create(activity());
    await read(source, id);
    server.endTokens();
    expect((await source.read([id])).map(kind)).toEqual(['ok']);
    const wrong = await open({}, { clientSecret: 'wrong' });
    const answer = await wrong.source.changes('{"since":0,"told":[]}');
    expect(answer).toMatchObject({ failure: { code: 'source-sign-in-refused' } });
  });

  it('an error of the organisation ends a batch after one request', async () => {
    const { server, source } = await open();
    const ids = [1, 2, 3].map(() => server.office.create(activity()));
    await read(source, ids[0] ?? '');
    const before = server.requests();
    server.answerWith(() => ({ status: 403, body: { error: { type: 'TrialExpired' } } }));
    expect((await source.read(ids)).map(kind)).toEqual(['blocked', 'blocked', 'blocked']);
    expect(server.requests()).toBe(before + 1);
  });
});
