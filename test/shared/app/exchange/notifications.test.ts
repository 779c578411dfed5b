// Subscriptions as they are kept and heard, against the local Graph. That an edit comes sooner with them is
// test/local/notifications.test.ts. It is long because each way in which a subscription comes and goes is one case.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createNotifications, type Notification } from '../../../../shared/app/exchange/notifications.ts';
import {
  connection,
  count,
  DAY_MS,
  directory,
  exchange,
  kept,
  notificationOf,
  RECEIVE,
  START,
  TENANT,
  turn,
  world,
} from '../subscribed.ts';

const RETRY_MS = 3_600_000;
const EWS = {
  kind: 'ews',
  url: 'https://mail.example/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'a', sealedPassword: 's' },
  access: 'impersonation',
} as const;

describe('keep', () => {
  it('subscribes for each link that is on, once, to an address that names it', async () => {
    const { tick, row, company } = await kept(['ada', 'ben']);
    await turn(company, 'ben', false);
    const before = count('POST subscriptions');
    expect(await tick()).toEqual(new Map());
    await tick();
    expect(count('POST subscriptions')).toBe(before + 1);
    const { value } = (await row('ada')) ?? {};
    expect(value).toMatchObject({ link: 'ada', standing: { tenant: TENANT, expiresAt: START + 7 * DAY_MS } });
    expect(await row('ben')).toBeUndefined();
    await notificationOf(company);
    expect(world.sent.at(-1)?.url).toBe(`${RECEIVE.url}?company=${company}&link=ada`);
  });

  it('stores no secret, no address and no title: the secret only as its hash', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const stored = JSON.stringify(await row('ada'));
    const { clientState } = await notificationOf(company);
    expect(clientState.length).toBeGreaterThanOrEqual(43);
    expect(stored).not.toContain(clientState);
    expect(stored).not.toContain('@');
  });

  it('renews between the half and four fifths of its time, not all links at once', async () => {
    const { tick, row } = await kept(['ada', 'ben']);
    await tick();
    const due = [(await row('ada'))?.value.dueAt ?? 0, (await row('ben'))?.value.dueAt ?? 0];
    for (const each of due) {
      expect(each).toBeGreaterThanOrEqual(START + 3.5 * DAY_MS);
      expect(each).toBeLessThan(START + 5.6 * DAY_MS);
    }
    expect(due[0]).not.toBe(due[1]);
    const before = count('PATCH subscription');
    world.now = Math.min(...due);
    await tick();
    expect(count('PATCH subscription')).toBe(before + 1);
    const renewed = [await row('ada'), await row('ben')].map((each) => each?.value.standing?.expiresAt);
    expect(renewed).toContain(world.now + 7 * DAY_MS);
  });

  it('makes one anew that Microsoft removed', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const before = await row('ada');
    await exchange.graph.notifications.lifecycle('subscriptionRemoved');
    world.now = before?.value.dueAt ?? world.now;
    expect(await tick()).toEqual(new Map());
    const after = await row('ada');
    expect(after?.value.standing?.id).not.toBe(before?.value.standing?.id);
    expect((await notificationOf(company)).subscriptionId).toBe(after?.value.standing?.id);
  });

  it('replaces one whose creation was stored by nobody', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const lost = await row('ada');
    await directory.subscriptions(company).remove('ada', lost?.etag ?? '');
    expect(await tick()).toEqual(new Map());
    expect((await row('ada'))?.value.standing?.id).not.toBe(lost?.value.standing?.id);
    await notificationOf(company);
    expect(world.sent.filter(({ url }) => url.includes(company))).toHaveLength(1);
  });

  it('ends it at the switch-off', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const standing = exchange.graph.notifications.count();
    await turn(company, 'ada', false);
    await tick();
    expect(await row('ada')).toBeUndefined();
    expect(exchange.graph.notifications.count()).toBe(standing - 1);
  });

  it('without a public address there are none, and those of before are ended', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const without = createNotifications({
      directory,
      now: () => world.now,
      newId: randomUUID,
      receive: undefined,
      graph: { connect: async () => ({ connection, version: '1' }) },
    });
    await without.keep(company, world.now + DAY_MS);
    expect(await row('ada')).toBeUndefined();
  });

  it('forgets them when the company is not at Microsoft any more, without asking anybody', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const stored = await directory.exchange(company).get();
    const ews = {
      kind: 'ews',
      url: 'https://mail.example.com/EWS/Exchange.asmx',
      version: 'Exchange2016',
      signIn: { method: 'basic', account: 'a', sealedPassword: 'x' },
      access: 'impersonation',
      timeZone: 'Europe/Helsinki',
      testMailbox: 'ada@example.com',
    } as const;
    await directory.exchange(company).put(ews, stored?.etag);
    const before = count('DELETE subscription');
    await tick();
    expect(await row('ada')).toBeUndefined();
    expect(count('DELETE subscription')).toBe(before);
  });

  it('ends what it subscribed to when the company is cut over to EWS', async () => {
    const { tick, row, company } = await kept(['ada']);
    await tick();
    const next = directory.nextExchange(company);
    const graph = await directory.exchange(company).get();
    if (!graph) throw new Error('there is no connection');
    await next.put({ ...EWS, timeZone: 'UTC', testMailbox: 'ada@example.com' }, undefined);
    const ews = await next.get();
    if (!ews) throw new Error('there is no next connection');
    await next.exchangePlaces(graph, ews, { name: '1-a', row: { at: START, by: 'company', what: 'cutOver' } });
    const before = count('DELETE subscription');
    expect(await tick()).toEqual(new Map());
    expect(await row('ada')).toBeUndefined();
    expect(count('DELETE subscription')).toBe(before + 1);
  });

  it('what fails is told by its code and tried again in an hour; other links go on', async () => {
    const { tick, row, company } = await kept(['ada', 'ben', 'gone']);
    expect(await tick()).toEqual(new Map([['mailbox-access-denied', 1]]));
    expect((await row('ada'))?.value.standing).toBeDefined();
    const problem = { code: 'mailbox-access-denied', at: START };
    expect((await row('gone'))?.value).toEqual({ link: 'gone', dueAt: START + RETRY_MS, problem });
    const before = count('POST subscriptions');
    await tick();
    expect(count('POST subscriptions')).toBe(before);
    world.answering = false;
    await turn(company, 'gone', false);
    const { tick: unreached, row: rowOf } = await kept(['ada']);
    world.answering = false;
    expect(await unreached()).toEqual(new Map([['notifications-not-delivered', 1]]));
    const since = world.now;
    world.now += RETRY_MS;
    await unreached();
    expect((await rowOf('ada'))?.value.problem).toEqual({ code: 'notifications-not-delivered', at: since });
    world.answering = true;
    world.now += RETRY_MS;
    await unreached();
    const { standing, problem: over } = (await rowOf('ada'))?.value ?? {};
    expect([standing === undefined, over]).toEqual([false, undefined]);
  });

  it('a pause that Microsoft asks for ends the tick for this company', async () => {
    const users = ['ada', 'ben', 'cy', 'di', 'ed', 'flo'];
    const { tick, row } = await kept(users);
    const before = count('POST subscriptions');
    exchange.behaviour.next({ kind: 'tooManyRequests', retryAfterSeconds: 120 }, 1, 'POST subscriptions');
    const failures = await tick();
    expect(failures.get('exchange-throttled')).toBe(1);
    expect(count('POST subscriptions') - before).toBeLessThanOrEqual(4);
    const rows = await Promise.all(users.map(row));
    expect(rows.filter((each) => each === undefined)).toHaveLength(2);
    expect(rows.map((each) => each?.value.dueAt)).toContain(START + 120_000);
  });

  it('a problem with the connection is told once, and who was switched off meanwhile is forgotten', async () => {
    const { tick, row, company } = await kept(['ada', 'ben', 'cy']);
    await tick();
    await turn(company, 'ada', false);
    world.now += RETRY_MS;
    const unconsented = createNotifications({
      directory,
      now: () => world.now,
      newId: randomUUID,
      receive: RECEIVE,
      graph: { connect: async () => 'consent-missing' },
    });
    expect(await unconsented.keep(company, world.now + DAY_MS)).toEqual(new Map([['consent-missing', 1]]));
    expect(await row('ada')).toBeUndefined();
  });
});

describe('hear', () => {
  it('a notification of the subscription asks for a look, and changes nothing', async () => {
    const { tick, row, hear, company } = await kept(['ada']);
    await tick();
    const before = await row('ada');
    expect(await hear(company, 'ada', [await notificationOf(company)])).toBe(true);
    expect(await row('ada')).toEqual(before);
  });

  it('another subscription, another organisation, another secret or another link is nothing', async () => {
    const { tick, hear, company } = await kept(['ada', 'ben']);
    await tick();
    const good = await notificationOf(company);
    const forged: Notification[] = [
      { ...good, subscriptionId: randomUUID() },
      { ...good, tenantId: randomUUID() },
      { ...good, clientState: '' },
      { ...good, clientState: good.clientState.slice(0, -1) },
      { ...good, clientState: `${good.clientState}x` },
    ];
    expect(await hear(company, 'ada', forged)).toBe(false);
    expect(await hear(company, 'ben', [good])).toBe(false);
    expect(await hear(company, 'nobody', [good])).toBe(false);
    expect(await hear('nowhere', 'ada', [good])).toBe(false);
    expect(await hear(company, 'ada', [...forged, good])).toBe(true);
  });

  it('a forged lifecycle event removes nothing', async () => {
    const { tick, row, hear, company } = await kept(['ada']);
    await tick();
    const before = await row('ada');
    const good = await notificationOf(company);
    const forged = { ...good, clientState: 'x', lifecycleEvent: 'subscriptionRemoved' };
    expect(await hear(company, 'ada', [forged])).toBe(false);
    expect(await row('ada')).toEqual(before);
  });

  it.each([
    ['reauthorizationRequired', { looks: false, renews: 1, makes: 0 }],
    ['subscriptionRemoved', { looks: true, renews: 0, makes: 1 }],
    ['missed', { looks: true, renews: 0, makes: 0 }],
  ] as const)('the lifecycle event %s: %j at the next tick', async (lifecycleEvent, { looks, renews, makes }) => {
    const { tick, hear, company } = await kept(['ada']);
    await tick();
    await exchange.graph.notifications.lifecycle(lifecycleEvent);
    const told = world.sent.filter(({ url }) => url.includes(company)).flatMap(({ value }) => value);
    expect(told).toMatchObject([{ lifecycleEvent }]);
    const before = [count('PATCH subscription'), count('POST subscriptions')];
    expect(await hear(company, 'ada', told)).toBe(looks);
    await tick();
    expect([count('PATCH subscription'), count('POST subscriptions')]).toEqual([
      (before[0] ?? 0) + renews,
      (before[1] ?? 0) + makes,
    ]);
  });
});
