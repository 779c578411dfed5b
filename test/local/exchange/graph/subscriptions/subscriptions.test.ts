import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Deliver } from '../../../../../local/exchange/graph/subscriptions/subscriptions.ts';
import type { LocalExchange } from '../../../../../local/exchange/server.ts';
import { graphSchema } from '../../../../contract/graphSchema.ts';
import {
  ADA,
  ask,
  BEN,
  events,
  IMMUTABLE,
  meetingOn,
  NOW,
  READER,
  startGraph,
  TENANT,
  tokenOf,
} from '../graphClient.ts';

const MINUTE_MS = 60_000;
const URL_OF_OURS = 'https://sync.example.com/notifications';

describe('subscriptions', () => {
  let exchange: LocalExchange;
  let delivered: { url: string; body: object }[];
  let answer: Deliver;
  let now: number;
  beforeEach(async () => {
    delivered = [];
    now = NOW;
    answer = async (url, body) => {
      if (body === undefined) return { status: 200, text: new URL(url).searchParams.get('validationToken') ?? '' };
      delivered.push({ url, body });
      return { status: 202, text: '' };
    };
    exchange = await startGraph({ deliver: (url, body) => answer(url, body), clock: () => now });
  });
  afterEach(() => exchange.close());

  const wanted = (more: object = {}) => ({
    changeType: 'created,updated,deleted',
    notificationUrl: URL_OF_OURS,
    lifecycleNotificationUrl: `${URL_OF_OURS}/lifecycle`,
    resource: events(),
    expirationDateTime: new Date(now + 1000 * MINUTE_MS).toISOString(),
    clientState: 'secret',
    ...more,
  });
  const subscribe = (more: object = {}) =>
    ask(exchange, '/subscriptions', { method: 'POST', body: wanted(more), headers: IMMUTABLE });

  it('a subscription begins with a handshake at each of its addresses', async () => {
    const asked: string[] = [];
    const honest = answer;
    answer = (url, body) => {
      asked.push(url);
      return honest(url, body);
    };
    const { status, body } = await subscribe();
    expect([status, body.resource]).toEqual([201, events()]);
    expect(asked.map((url) => new URL(url).pathname)).toEqual(['/notifications', '/notifications/lifecycle']);
    for (const wrong of [
      async () => ({ status: 200, text: 'hello' }),
      async () => ({ status: 202, text: new URL(asked[0] ?? '').searchParams.get('validationToken') ?? '' }),
      () => Promise.reject(new Error('nobody there')),
    ]) {
      answer = wrong;
      const refused = await subscribe({ changeType: 'created' });
      expect([refused.status, refused.body.error?.code]).toEqual([400, 'ValidationError']);
    }
    expect(exchange.graph.notifications.count()).toBe(1);
  });

  it('tells what was created, changed and deleted, by whichever API, and nothing of its content', async () => {
    await subscribe();
    const made = (await ask(exchange, events(), { method: 'POST', body: meetingOn('2026-12-01'), headers: IMMUTABLE }))
      .body;
    const person = exchange.person(ADA);
    person.edit(person.list()[0]?.id ?? '', { subject: 'Secret plan' });
    person.remove(person.list()[0]?.id ?? '');
    await exchange.graph.notifications.delivered();
    const told = delivered.flatMap(({ body }) => ('value' in body && Array.isArray(body.value) ? body.value : []));
    expect(told.map(({ changeType, resourceData }) => [changeType, resourceData.id])).toEqual([
      ['created', made.id],
      ['updated', made.id],
      ['deleted', made.id],
    ]);
    expect(told[0]).toMatchObject({ clientState: 'secret', tenantId: TENANT });
    expect(JSON.stringify(delivered)).not.toContain('Secret plan');
    for (const { body } of delivered) {
      expect(graphSchema()?.complaints(body, 'changeNotificationCollection') ?? []).toEqual([]);
    }
  });

  it('is silent on other mailboxes, on what was not asked for, and while notifications are lost', async () => {
    await subscribe({ changeType: 'deleted' });
    const person = exchange.person(ADA);
    exchange.person(BEN).create({ start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
    const first = person.create({ start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
    exchange.graph.notifications.lose(true);
    person.remove(first.id);
    exchange.graph.notifications.lose(false);
    person.create({ start: '2026-12-02T09:00:00Z', end: '2026-12-02T10:00:00Z' });
    await exchange.graph.notifications.delivered();
    expect(delivered).toEqual([]);
  });

  it('lives until its end, at most 10,080 minutes, and is renewed', async () => {
    const at = (minutes: number) => ({ expirationDateTime: new Date(now + minutes * MINUTE_MS).toISOString() });
    expect((await subscribe(at(10_081))).status).toBe(400);
    const { body } = await subscribe(at(5));
    expect(body.expirationDateTime).toBe(new Date(now + 45 * MINUTE_MS).toISOString());
    const renewed = await ask(exchange, `/subscriptions/${body.id}`, { method: 'PATCH', body: at(10_080) });
    expect(renewed.body.expirationDateTime).toBe(at(10_080).expirationDateTime);
    const other = { notificationUrl: 'https://elsewhere.example.com/' };
    expect((await ask(exchange, `/subscriptions/${body.id}`, { method: 'PATCH', body: other })).status).toBe(400);
    now += 50 * MINUTE_MS;
    expect((await ask(exchange, '/subscriptions')).body.value).toHaveLength(1);
    now += 10_080 * MINUTE_MS;
    expect(exchange.graph.notifications.count()).toBe(0);
  });

  it.each([
    ['a second one of the same', {}, 409],
    ['an address without TLS', { notificationUrl: 'http://sync.example.com/' }, 400],
    ['an unknown change', { changeType: 'moved' }, 400],
    ['a long clientState', { clientState: 'x'.repeat(129) }, 400],
    ['another resource', { resource: `/users/${ADA}/messages` }, 400],
    ['a mailbox that is not there', { resource: events('nobody@example.com') }, 403],
    ['no end', { expirationDateTime: null }, 400],
  ])('refuses %s', async (_, more, status) => {
    await subscribe();
    expect((await subscribe(more)).status).toBe(status);
  });

  it('is seen, renewed and ended by its own app only', async () => {
    const { body } = await subscribe();
    const path = `/subscriptions/${body.id}`;
    const token = await tokenOf(exchange, READER);
    expect((await ask(exchange, path, { token })).status).toBe(404);
    expect((await ask(exchange, '/subscriptions', { token })).body.value).toEqual([]);
    expect((await ask(exchange, path)).body.clientState).toBe('secret');
    expect((await ask(exchange, path, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(exchange, path)).status).toBe(404);
  });

  it('sends lifecycle events to their own address; a removed subscription is no more', async () => {
    await subscribe();
    await exchange.graph.notifications.lifecycle('reauthorizationRequired');
    await exchange.graph.notifications.lifecycle('subscriptionRemoved');
    expect(delivered.map(({ url }) => url)).toEqual([`${URL_OF_OURS}/lifecycle`, `${URL_OF_OURS}/lifecycle`]);
    expect(delivered[0]?.body).toMatchObject({
      value: [{ lifecycleEvent: 'reauthorizationRequired', clientState: 'secret' }],
    });
    for (const { body } of delivered) {
      expect(graphSchema()?.complaints(body, 'changeNotificationCollection') ?? []).toEqual([]);
    }
    expect(exchange.graph.notifications.count()).toBe(0);
  });
});
