// The local Graph as a whole: batches, limits, misbehaviour, ids of both APIs, and Microsoft's own client.
import { Client } from '@microsoft/microsoft-graph-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import { graphSchema } from '../../../contract/graphSchema.ts';
import {
  ADA,
  APP,
  ask,
  BEN,
  events,
  IMMUTABLE,
  type Json,
  meetingOn,
  startGraph,
  tokenOf,
  typeOfAnswer,
} from './graphClient.ts';

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly string[];
}

const JSON_BODY = { 'Content-Type': 'application/json' };

describe('graph', () => {
  let exchange: LocalExchange;
  beforeEach(async () => {
    exchange = await startGraph();
  });
  afterEach(() => exchange.close());

  /** The answers by the ids of their requests, each checked like one that came alone. */
  async function batch(requests: readonly Step[]): Promise<ReadonlyMap<string, Json>> {
    const { status, body } = await ask(exchange, '/$batch', { method: 'POST', body: { requests } });
    expect(status).toBe(200);
    for (const { id, method, url } of requests) {
      const answer = body.responses?.find((each) => each.id === id);
      const type = Number(answer?.status) >= 400 ? 'error' : typeOfAnswer(method, url.split('?')[0] ?? '');
      if (type !== undefined) expect(graphSchema()?.complaints(answer?.body, type) ?? []).toEqual([]);
    }
    return new Map(body.responses?.map((each) => [String(each.id), each]));
  }

  it('a batch answers each of its requests with its own status', async () => {
    const made = (await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01') })).body;
    const answers = await batch([
      { id: '1', method: 'GET', url: `${events()}/${made.id}?$select=subject` },
      { id: '2', method: 'GET', url: `${events()}/AAMkAAAA` },
      { id: '3', method: 'POST', url: events(), body: meetingOn('2026-12-02'), headers: JSON_BODY },
      { id: '4', method: 'DELETE', url: `${events()}/AAMkAAAA` },
      { id: '5', method: 'GET', url: `${events()}?$top=1`, dependsOn: ['4'] },
      { id: '6', method: 'GET', url: `${events()}?$top=1`, dependsOn: ['3'] },
    ]);
    expect([...answers].map(([id, { status }]) => `${id} ${status}`).sort()).toEqual([
      '1 200',
      '2 404',
      '3 201',
      '4 404',
      '5 424',
      '6 200',
    ]);
    expect(answers.get('1')?.body?.subject).toBe('Review');
    expect(exchange.person(ADA).list()).toHaveLength(2);
  });

  it.each([
    ['more than 20 requests', Array.from({ length: 21 }, (_, at) => ({ id: `${at}`, method: 'GET', url: events() }))],
    ['an id that comes twice', [1, 2].map(() => ({ id: 'a', method: 'GET', url: events() }))],
    ['a body without Content-Type', [{ id: '1', method: 'POST', url: events(), body: meetingOn('2026-12-01') }]],
    ['a request without url', [{ id: '1', method: 'GET' }]],
  ])('a batch with %s is refused as a whole', async (_, requests) => {
    const { status, body } = await ask(exchange, '/$batch', { method: 'POST', body: { requests } });
    expect([status, body.error?.code]).toEqual([400, 'BadRequest']);
    expect(exchange.person(ADA).list()).toEqual([]);
  });

  it('one request of a batch is throttled alone, with its own Retry-After', async () => {
    exchange.behaviour.next({ kind: 'tooManyRequests', retryAfterSeconds: 7 }, 1, 'PATCH event');
    const made = (await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01') })).body;
    const url = `${events()}/${made.id}`;
    const answers = await batch([
      { id: '1', method: 'PATCH', url, body: { subject: 'A' }, headers: JSON_BODY },
      { id: '2', method: 'PATCH', url, body: { subject: 'B' }, headers: JSON_BODY },
    ]);
    expect(answers.get('1')).toMatchObject({ status: 429, headers: { 'Retry-After': '7' } });
    expect(answers.get('2')).toMatchObject({ status: 200 });
    expect(exchange.graph.requests.get('PATCH event')).toBe(2);
  });

  it('an answer can be lost after the request was carried out, the connection break before, or the answer be spoiled', async () => {
    const post = () => ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01') });
    exchange.behaviour.next({ kind: 'dropped' });
    await expect(post()).rejects.toThrow();
    expect(exchange.person(ADA).list()).toHaveLength(0);
    exchange.behaviour.next({ kind: 'lost' }, 1, 'POST event');
    await expect(post()).rejects.toThrow();
    expect(exchange.person(ADA).list()).toHaveLength(1);
    exchange.behaviour.next({ kind: 'truncated' });
    await expect(post()).rejects.toThrow('JSON');
    expect(exchange.person(ADA).list()).toHaveLength(2);
  });

  it.each([
    [{ kind: 'tooManyRequests', retryAfterSeconds: 30 } as const, 429, 'ApplicationThrottled', '30'],
    [{ kind: 'unavailable', retryAfterSeconds: 5 } as const, 503, 'serviceNotAvailable', '5'],
    [{ kind: 'busy', backOffMilliseconds: 1500, as: 'fault' } as const, 429, 'ApplicationThrottled', '2'],
    [{ kind: 'refused', status: 504, code: 'UnknownError', message: '' } as const, 504, 'UnknownError', undefined],
    [{ kind: 'switchedOff' } as const, 403, 'ErrorAccessDenied', undefined],
  ])('misbehaves on command: %o', async (misbehaviour, status, code, retryAfter) => {
    exchange.behaviour.next(misbehaviour, 1, 'GET events');
    const answer = await ask(exchange, events());
    expect([answer.status, answer.body.error?.code, answer.headers['retry-after']]).toEqual([status, code, retryAfter]);
    expect((await ask(exchange, events())).status).toBe(200);
  });

  it('lets an app have four requests at once in a mailbox', async () => {
    exchange.behaviour.limit({ answerMs: 150 });
    await tokenOf(exchange);
    const statuses = (await Promise.all([1, 2, 3, 4, 5].map(() => ask(exchange, events())))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    const others = await Promise.all([ADA, ADA, ADA, BEN, BEN, BEN].map((user) => ask(exchange, events(user))));
    expect(others.every(({ status }) => status === 200)).toBe(true);
  });

  it('translates ids between EWS and Graph, both ways', async () => {
    await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01') });
    const ewsId = exchange.person(ADA).list()[0]?.id ?? '';
    const translate = async (ids: readonly string[], sourceIdType: string, targetIdType: string) => {
      const body = { inputIds: ids, sourceIdType, targetIdType };
      return (await ask(exchange, `/users/${ADA}/translateExchangeIds`, { method: 'POST', body })).body.value ?? [];
    };
    const [immutable, unknown] = await translate([ewsId, `${ewsId.slice(0, -4)}AAAA`], 'ewsId', 'restImmutableEntryId');
    const shown = (await ask(exchange, events(), { headers: IMMUTABLE })).body.value?.[0]?.id;
    expect(immutable).toEqual({ sourceId: ewsId, targetId: shown });
    expect(unknown?.targetId).toBeUndefined();
    expect(unknown?.errorDetails?.code).toBe('ErrorInvalidIdMalformed');
    expect(await translate([String(shown)], 'restImmutableEntryId', 'ewsId')).toMatchObject([{ targetId: ewsId }]);
    const [regular] = await translate([ewsId], 'ewsId', 'restId');
    expect(regular?.targetId).toBe((await ask(exchange, events())).body.value?.[0]?.id);
    const many = { inputIds: Array.from({ length: 1001 }, () => ewsId), sourceIdType: 'ewsId', targetIdType: 'restId' };
    expect((await ask(exchange, `/users/${ADA}/translateExchangeIds`, { method: 'POST', body: many })).status).toBe(
      400,
    );
  });

  it('an id of another mailbox, or none, is no event', async () => {
    const made = (await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01'), headers: IMMUTABLE }))
      .body;
    expect((await ask(exchange, `${events(BEN)}/${made.id}`)).status).toBe(404);
    expect((await ask(exchange, `${events()}/not!an!id`)).body.error?.code).toBe('ErrorInvalidIdMalformed');
    expect((await ask(exchange, '/me/events')).status).toBe(400);
  });

  it("answers Microsoft's own client, pages and batches of it included", async () => {
    const token = await tokenOf(exchange, APP);
    // The client's own chain sends a token to https only and retries; here it is one link, which asks as tests do.
    const execute = async (context: {
      request: unknown;
      options?: RequestInit | undefined;
      response?: Response | undefined;
    }) => {
      const { method = 'GET', body, headers } = context.options ?? {};
      const answer = await ask(exchange, String(context.request), {
        method,
        token,
        headers: Object.fromEntries(new Headers(headers)),
        ...(typeof body === 'string' && { body }),
      });
      const text = answer.status === 204 ? null : JSON.stringify(answer.body);
      context.response = new Response(text, { status: answer.status, headers: JSON_BODY });
    };
    const baseUrl = exchange.graph.url.replace(/v1\.0$/, '');
    const client = Client.initWithMiddleware({ baseUrl, defaultVersion: 'v1.0', middleware: { execute } });
    const made = await client.api(events()).post(meetingOn('2026-12-01'));
    await client.api(`${events()}/${made.id}`).header('If-Match', made['@odata.etag']).patch({ subject: 'Plan' });
    const listed = await client.api(events()).filter("subject eq 'Plan'").select(['subject', 'start']).top(5).get();
    expect(listed.value).toMatchObject([{ id: made.id, subject: 'Plan' }]);
    await client.api(`${events()}/${made.id}`).delete();
    await expect(client.api(`${events()}/${made.id}`).get()).rejects.toMatchObject({
      statusCode: 404,
      code: 'ErrorItemNotFound',
    });
  });
});
