// The requests to Graph about subscriptions, and the meaning of its answers. Bodies are judged by Microsoft's metadata in
// test/local/exchange/graph, where the same calls meet the local Graph.
import { describe, expect, it } from 'vitest';
import { createGraphSubscriptions } from '../../../../shared/exchange/graph/subscriptions.ts';
import {
  type Asked,
  connectTo,
  isToken,
  json,
  MAILBOX,
  NOW,
  refusal,
  type Script,
  scriptedGraph,
} from './scriptedGraph.ts';

const DAY_MS = 86_400_000;
const URL = 'https://sync.example/api/notifications/graph?company=acme&link=ada';
const ASKED = { mailbox: MAILBOX, url: URL, clientState: 'secret', expiresAt: NOW + 7 * DAY_MS };
const made = (id: string, end: number) => json(201, { id, expirationDateTime: new Date(end).toISOString() });

/** Tokens are given whatever the script says. */
const notTokens =
  (script: Script): Script =>
  (asked) =>
    isToken(asked) ? undefined : script(asked);

const open = async (script: Script) => {
  const graph = await scriptedGraph(notTokens(script));
  const subscriptions = createGraphSubscriptions(connectTo(graph));
  const asked = () => graph.asked.map(({ method, url }) => `${method} ${url}`);
  return { graph, subscriptions, asked };
};
const isPost = ({ method }: Asked) => method === 'POST';
/** The script's answers, one a request. */
const inTurn = (...answers: readonly ReturnType<typeof json>[]): Script => {
  let next = 0;
  return () => answers[next++];
};

describe('createGraphSubscriptions', () => {
  it('asks for the events of the mailbox, with one address for notifications and lifecycle events', async () => {
    const { graph, subscriptions } = await open(inTurn(made('s1', NOW + DAY_MS)));
    expect(await subscriptions.create(ASKED)).toEqual({ ok: true, value: { id: 's1', expiresAt: NOW + DAY_MS } });
    expect(JSON.parse(graph.asked[0]?.body ?? '')).toEqual({
      changeType: 'created,updated,deleted',
      resource: `/users/${MAILBOX}/events`,
      notificationUrl: URL,
      lifecycleNotificationUrl: URL,
      clientState: 'secret',
      expirationDateTime: '2026-11-27T12:00:00.000Z',
    });
  });

  it('an address cannot lead to another resource', async () => {
    const { graph, subscriptions } = await open(inTurn(made('s1', NOW)));
    await subscriptions.create({ ...ASKED, mailbox: "a'/../b?c#d@example.com" });
    expect(JSON.parse(graph.asked[0]?.body ?? '').resource).toBe("/users/a'%2F..%2Fb%3Fc%23d@example.com/events");
  });

  it('where Microsoft refuses the end, an earlier one is asked for, once', async () => {
    const { graph, subscriptions } = await open(inTurn(refusal(400, 'ExtensionError'), made('s1', NOW)));
    expect(await subscriptions.create(ASKED)).toMatchObject({ ok: true });
    const ends = graph.asked.map(({ body }) => JSON.parse(body).expirationDateTime);
    expect(ends).toEqual(['2026-11-27T12:00:00.000Z', '2026-11-23T10:30:00.000Z']);
    const refused = await open(({ method }) => (method === 'POST' ? refusal(400, 'ExtensionError') : undefined));
    expect(await refused.subscriptions.create(ASKED)).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    const short = { ...ASKED, expiresAt: NOW + DAY_MS };
    expect(await refused.subscriptions.create(short)).toMatchObject({ ok: false });
    expect(refused.graph.asked.filter(isPost)).toHaveLength(3);
  });

  it('says that Microsoft did not reach us', async () => {
    const { subscriptions, asked } = await open(() => refusal(400, 'ValidationError'));
    expect(await subscriptions.create(ASKED)).toEqual({
      ok: false,
      failure: { kind: 'denied', code: 'notifications-not-delivered', detail: 'ValidationError' },
    });
    expect(asked()).toHaveLength(1);
  });

  it('one whose creation was not answered is replaced; those of others stay', async () => {
    const { subscriptions, graph, asked } = await open(
      inTurn(
        refusal(409, 'InvalidRequest'),
        json(200, {
          value: [{ id: 'other', notificationUrl: `${URL}2` }],
          '@odata.nextLink': `https://localhost/v1.0/subscriptions?$skiptoken=x`,
        }),
      ),
    );
    // The next link leads to another host: it is not followed.
    expect(await subscriptions.create(ASKED)).toMatchObject({ ok: false, failure: { detail: 'ANOTHER_HOST' } });
    expect(asked()).toEqual(['POST /v1.0/subscriptions', 'GET /v1.0/subscriptions']);
    expect(graph.asked).toHaveLength(2);
    const page = (origin: string) => ({ value: [], '@odata.nextLink': `${origin}/v1.0/subscriptions?$skiptoken=x` });
    const again = await scriptedGraph(
      notTokens(({ method, url }) => {
        if (method === 'DELETE') return { status: 204 };
        if (method === 'POST') {
          return again.asked.filter(isPost).length > 1 ? made('s2', NOW) : refusal(409, 'Conflict');
        }
        return url.includes('skiptoken')
          ? json(200, { value: [{ id: 'lost', notificationUrl: URL }] })
          : json(200, page(again.origin));
      }),
    );
    expect(await createGraphSubscriptions(connectTo(again)).create(ASKED)).toMatchObject({ value: { id: 's2' } });
    expect(again.asked.filter(({ method }) => method === 'DELETE').map(({ url }) => url)).toEqual([
      '/v1.0/subscriptions/lost',
    ]);
  });

  it('a second refusal as a duplicate is a failure, and no loop', async () => {
    const { subscriptions, asked } = await open((each) =>
      isPost(each) ? refusal(409, 'Conflict') : json(200, { value: [] }),
    );
    expect(await subscriptions.create(ASKED)).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    expect(asked()).toHaveLength(3);
  });

  it('renews by its id; one that Microsoft removed is gone', async () => {
    const { graph, subscriptions } = await open(inTurn(made('s/1', NOW + DAY_MS), refusal(404, 'ResourceNotFound')));
    expect(await subscriptions.renew(MAILBOX, { id: 's/1', expiresAt: NOW + 2 * DAY_MS })).toMatchObject({ ok: true });
    const [asked] = graph.asked;
    expect([asked?.method, asked?.url, asked?.body]).toEqual([
      'PATCH',
      '/v1.0/subscriptions/s%2F1',
      '{"expirationDateTime":"2026-11-22T12:00:00.000Z"}',
    ]);
    expect(await subscriptions.renew(MAILBOX, { id: 's/1', expiresAt: NOW })).toEqual({
      ok: false,
      failure: { kind: 'gone' },
    });
  });

  it('removing what is not there is done already; other failures are told', async () => {
    const { subscriptions } = await open(
      inTurn({ status: 204 }, refusal(404, 'ResourceNotFound'), refusal(429, '', { 'Retry-After': '7' })),
    );
    expect(await subscriptions.remove(MAILBOX, 's1')).toMatchObject({ ok: true });
    expect(await subscriptions.remove(MAILBOX, 's1')).toMatchObject({ ok: true });
    expect(await subscriptions.remove(MAILBOX, 's1')).toMatchObject({ failure: { retryAt: NOW + 7000 } });
  });

  it.each([[{}], [{ id: 's1' }], [{ id: 's1', expirationDateTime: 'soon' }], ['text'], [null]])(
    'an answer that is no subscription is a failure: %j',
    async (answer) => {
      const { subscriptions } = await open(() => json(201, answer));
      expect(await subscriptions.create(ASKED)).toMatchObject({
        ok: false,
        failure: { kind: 'transient', code: 'exchange-answer-broken' },
      });
    },
  );
});
