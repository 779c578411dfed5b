// Batches against a scripted Graph: answers in any order, refusals of single items, answers that are none.
import { describe, expect, it } from 'vitest';
import { askEach, type BatchRequest } from '../../../../../shared/exchange/graph/connection/batch.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import { type Answer, connectTo, isToken, json, MAILBOX, NOW, refusal, scriptedGraph } from '../scriptedGraph.ts';

const get = (url: string, more: Partial<BatchRequest> = {}): BatchRequest => ({ method: 'GET', url, ...more });

interface Step {
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly string[];
}

async function open(answer: (steps: readonly Step[]) => Answer) {
  const sent: Step[][] = [];
  const graph = await scriptedGraph((asked) => {
    if (isToken(asked)) return undefined;
    const { requests } = JSON.parse(asked.body) as { requests: Step[] }; // our own request
    sent.push(requests);
    return answer(requests);
  });
  const mailbox = { connection: connectTo(graph), address: MAILBOX, timeZone: 'UTC' };
  const ask = (requests: readonly BatchRequest[]) => askEach(mailbox, requests, { read: (body) => ok(body) });
  return { sent, ask };
}

const good = (steps: readonly Step[]) =>
  json(200, { responses: steps.map(({ id, url }) => ({ id, status: 200, body: { url } })).reverse() });

describe('askEach', () => {
  it('no requests are no request', async () => {
    const { ask, sent } = await open(good);
    expect(await ask([])).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('answers each request in its place, twenty at once', async () => {
    const { ask, sent } = await open(good);
    const urls = Array.from({ length: 21 }, (_, at) => `/x/${at}`);
    expect(await ask(urls.map((url) => get(url)))).toEqual(urls.map((url) => ok({ url })));
    expect(sent.map((steps) => steps.length)).toEqual([20, 1]);
    expect(sent[0]?.[0]?.headers.Prefer).toContain('IdType="ImmutableId"');
  });

  it('a refusal costs its own element, and each pause is as long as it says', async () => {
    const { ask } = await open(([, second, third, fourth]) =>
      json(200, {
        responses: [
          { id: '0', status: 204 },
          { id: second?.id, status: 429, headers: { 'retry-after': '7' }, body: {} },
          { id: third?.id, status: 404, body: { error: { code: 'ErrorItemNotFound', message: 'secret' } } },
          { id: fourth?.id, status: 503, headers: { 'Retry-After': '9' }, body: 'PHA+' },
        ],
      }),
    );
    const paused = (seconds: number) =>
      failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + seconds * 1000 });
    expect(await ask([get('/a'), get('/b'), get('/c'), get('/d')])).toEqual([
      ok(undefined),
      paused(7),
      failed({ kind: 'gone' }),
      paused(9),
    ]);
  });

  it('a write that is wrong in itself is rejected, a read of that kind is tried again', async () => {
    const { ask } = await open((steps) =>
      json(200, { responses: steps.map(({ id }) => ({ id, status: 400, body: { error: { code: 'BadRequest' } } })) }),
    );
    const outcomes = await ask([get('/a'), { method: 'PATCH', url: '/a', body: {}, ifMatch: 'W/"1"' }]);
    expect(outcomes).toMatchObject([{ failure: { kind: 'transient' } }, { failure: { kind: 'rejected' } }]);
  });

  it('what holds for the whole request holds for each element', async () => {
    const { ask } = await open(() => refusal(403, 'ErrorAccessDenied'));
    expect(await ask([get('/a'), get('/b')])).toMatchObject([
      { failure: { kind: 'denied', code: 'mailbox-access-denied' } },
      { failure: { kind: 'denied' } },
    ]);
  });

  it.each([
    ['no responses', {}],
    ['missing ones', { responses: [] }],
    ['hostile ones', { responses: [{ id: 0, status: '200' }] }],
  ])('%s are a broken answer', async (_, body) => {
    const { ask } = await open(() => json(200, body));
    expect(await ask([get('/a')])).toMatchObject([{ failure: { kind: 'transient', code: 'exchange-answer-broken' } }]);
  });

  it('a request waits for the one it comes after, in the same batch and in an earlier one', async () => {
    const { ask, sent } = await open((steps) =>
      json(200, { responses: steps.map(({ id }) => ({ id, status: id === '19' ? 500 : 200, body: {} })) }),
    );
    const outcomes = await ask([
      ...Array.from({ length: 19 }, () => get('/a')),
      get('/b', { after: 18 }),
      get('/c', { after: 19 }),
    ]);
    expect(sent[0]?.[19]?.dependsOn).toEqual(['18']);
    expect(sent[1]).toEqual([]);
    expect(outcomes.at(-1)).toMatchObject({ failure: { kind: 'transient', detail: 'HTTP 424 FailedDependency' } });
  });
});
