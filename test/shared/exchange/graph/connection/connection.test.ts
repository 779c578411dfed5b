// Requests to Graph: token, host, limits, and what ends them, over real sockets.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createGraphConnection } from '../../../../../shared/exchange/graph/connection/connection.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import {
  type Answer,
  askCalendar,
  connectTo,
  isToken,
  json,
  MAILBOX,
  NOW,
  optionsFor,
  refusal,
  scriptedGraph,
  tokenOf,
} from '../scriptedGraph.ts';

const denied = (code: string, detail: string) => failed({ kind: 'denied', code, detail } as never);

describe('createGraphConnection', () => {
  it('asks Graph with the token of the organisation, for the scope of its cloud', async () => {
    const graph = await scriptedGraph();
    const answer = await askCalendar(connectTo(graph));
    expect(answer).toEqual(ok({ value: { id: 'AAMk', name: 'Calendar', canEdit: true }, date: expect.any(String) }));
    expect(graph.asked).toMatchObject([
      {
        method: 'GET',
        url: `/v1.0/users/${MAILBOX}/calendar?$select=id`,
        headers: {
          authorization: `Bearer ${tokenOf({ tid: '11111111-2222-4333-8444-555555555555', roles: ['Calendars.ReadWrite'] })}`,
          'user-agent': 'exchange-calendar-sync',
        },
      },
    ]);
    expect(new URLSearchParams(graph.tokens[0]?.body).get('scope')).toBe('https://graph.microsoft.com/.default');
  });

  it('sends a body and its type, and reads an answer without one', async () => {
    const graph = await scriptedGraph((asked) => (isToken(asked) ? undefined : { status: 204 }));
    const answer = await connectTo(graph).ask(MAILBOX, (client) => client.api('/x').patch({ subject: 'ä' }));
    expect(answer).toMatchObject({ ok: true, value: { value: undefined } });
    expect(graph.asked[0]).toMatchObject({
      method: 'PATCH',
      body: '{"subject":"ä"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('one token serves many requests; one that is refused is renewed once', async () => {
    let refusals = 1;
    const graph = await scriptedGraph((asked) =>
      isToken(asked) || refusals-- <= 0 ? undefined : refusal(401, 'InvalidAuthenticationToken'),
    );
    const connection = connectTo(graph);
    expect((await askCalendar(connection)).ok).toBe(true);
    expect((await askCalendar(connection)).ok).toBe(true);
    expect([graph.tokens.length, graph.asked.length]).toEqual([2, 3]);
    refusals = 9;
    expect(await askCalendar(connection)).toEqual(
      denied('exchange-token-refused', 'HTTP 401 InvalidAuthenticationToken'),
    );
    expect(graph.asked.length).toBe(5);
  });

  it('at most three requests at once for a mailbox, however its address is written; others do not wait', async () => {
    let open = 0;
    let most = 0;
    const held: (() => void)[] = [];
    const graph = await scriptedGraph(async (asked) => {
      if (isToken(asked)) return undefined;
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((resolve) => held.push(resolve));
      open -= 1;
      return undefined;
    });
    const connection = connectTo(graph);
    const answers = ['ada@x.example', 'ADA@x.example', 'ada@x.example', 'ada@x.example', 'ben@x.example'].map((each) =>
      askCalendar(connection, each),
    );
    await expect.poll(() => held.length).toBe(4);
    expect(graph.asked.filter(({ url }) => url.includes('ben@'))).toHaveLength(1);
    for (const release of held) release();
    await expect.poll(() => held.length).toBe(5);
    held[4]?.();
    expect((await Promise.all(answers)).every((answer) => answer.ok)).toBe(true);
    expect(most).toBe(4);
  });

  it('a pause is told, and nothing is tried again', async () => {
    const graph = await scriptedGraph((asked) =>
      isToken(asked) ? undefined : refusal(429, 'ApplicationThrottled', { 'Retry-After': '7' }),
    );
    expect(await askCalendar(connectTo(graph))).toEqual(
      failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + 7000 }),
    );
    expect(graph.asked).toHaveLength(1);
  });

  it('a pause of the sign-in service is told with its time', async () => {
    const graph = await scriptedGraph((asked) =>
      isToken(asked) ? json(429, { error: 'temporarily_unavailable' }, { 'Retry-After': '40' }) : undefined,
    );
    expect(await askCalendar(connectTo(graph))).toEqual(
      failed({ kind: 'throttled', code: 'exchange-throttled', retryAt: NOW + 40_000 }),
    );
    expect(graph.asked).toEqual([]);
  });

  it.each<[string, Answer, object]>([
    [
      'a redirect is not followed',
      { status: 302, headers: { location: 'https://evil.example/' } },
      { kind: 'transient' },
    ],
    [
      'an answer that is cut short',
      { status: 200, body: '{"id":', headers: { 'Content-Type': 'application/json' } },
      { code: 'exchange-answer-broken' },
    ],
    [
      'a sign-in page that says it is a text',
      { status: 200, body: '<html>', headers: { 'Content-Type': 'text/plain' } },
      { kind: 'transient', code: 'exchange-web-page', detail: 'HTML' },
    ],
    [
      'a sign-in page',
      { status: 200, body: '<!DOCTYPE html>', headers: { 'Content-Type': 'text/html' } },
      { kind: 'transient', code: 'exchange-web-page', detail: 'HTML' },
    ],
    [
      'an answer of more values than a page has',
      { status: 200, body: `[${'{},'.repeat(300_000)}{}]`, headers: { 'Content-Type': 'application/json' } },
      { kind: 'transient', code: 'exchange-answer-broken', detail: 'ANSWER_TOO_LARGE' },
    ],
    [
      'a gateway',
      { status: 502, body: 'Bad gateway' },
      { kind: 'transient', code: 'exchange-error', detail: 'HTTP 502' },
    ],
  ])('%s', async (_, answer, failure) => {
    const graph = await scriptedGraph((asked) => (isToken(asked) ? undefined : answer));
    const outcome = await askCalendar(connectTo(graph));
    expect(outcome).toMatchObject({ ok: false, failure });
    expect(graph.asked).toHaveLength(1);
  });

  it('the token follows no link to another host', async () => {
    const graph = await scriptedGraph();
    const next = 'https://evil.example/v1.0/users/x/events?$skiptoken=1';
    expect(await connectTo(graph).ask(MAILBOX, (client) => client.api(next).get())).toMatchObject({
      failure: { detail: 'ANOTHER_HOST' },
    });
    expect([graph.asked.length, graph.tokens.length]).toEqual([0, 0]);
  });

  it('an address that may not be called and a certificate that does not verify get no token', async () => {
    const graph = await scriptedGraph();
    expect(await askCalendar(connectTo(graph, { allowedNetworks: [] }))).toMatchObject({
      failure: { code: 'exchange-token-refused', detail: 'ADDRESS_REFUSED' },
    });
    const { caCertificate: _, ...options } = optionsFor(graph);
    const untrusting = createGraphConnection(options);
    expect(await askCalendar(untrusting)).toMatchObject({ failure: { code: 'exchange-token-refused' } });
    untrusting.close();
    expect([graph.asked.length, graph.tokens.length]).toEqual([0, 0]);
  });

  it('takes too long an answer for none', async () => {
    const graph = await scriptedGraph((asked) => (isToken(asked) ? undefined : new Promise<never>(() => undefined)));
    expect(await askCalendar(connectTo(graph, { timeoutMs: 300 }))).toMatchObject({
      failure: { kind: 'transient', code: 'exchange-timeout' },
    });
  });

  it('a federated credential is sent as it is, anew for each token', async () => {
    const graph = await scriptedGraph();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    let asked = 0;
    const assertion = async (): Promise<string> => {
      asked += 1;
      return `e30.e30.${sign(undefined, createHash('sha256').update(`${asked}`).digest(), privateKey).toString('base64url')}`;
    };
    const connection = connectTo(graph, { credential: { kind: 'federated', assertion } });
    await connection.token(true);
    await connection.token(true);
    const sent = graph.tokens.map(({ body }) => new URLSearchParams(body));
    expect(sent.map((form) => form.get('client_assertion_type'))).toEqual(
      Array(2).fill('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
    );
    expect(new Set(sent.map((form) => form.get('client_assertion'))).size).toBe(2);
  });

  it('counts its requests', async () => {
    const graph = await scriptedGraph();
    const counted: string[] = [];
    await askCalendar(connectTo(graph, { meter: (target) => void counted.push(target) }));
    expect(counted).toEqual(['exchange']);
  });
});
