// The local Graph with a clock that the test moves, what it sends to us, and companies whose links it is to tell of.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, inject } from 'vitest';
import { type LocalExchange, startExchange } from '../../../local/exchange/server.ts';
import {
  createNotifications,
  type Notification,
  type Notifications,
} from '../../../shared/app/exchange/notifications.ts';
import { createGraphConnection, type GraphConnection } from '../../../shared/exchange/graph/connection/connection.ts';
import { CLOUDS } from '../../../shared/exchange/graph/http/clouds.ts';
import type { Directory } from '../../../shared/state/directory.ts';
import { openDirectory } from '../../world/openDirectory.ts';

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 10, 20);
export const TENANT = randomUUID();
const APP = { clientId: 'own-app', tenant: TENANT, secret: 'a secret of these tests', roles: ['Calendars.ReadWrite'] };
export const RECEIVE = { url: 'https://sync.example/api/notifications/graph', lifetimeMs: 7 * DAY_MS };

export interface Sent {
  readonly url: string;
  readonly value: readonly Notification[];
}

export const world = {
  now: START,
  /** The requests that Microsoft sent to us. */
  sent: [] as Sent[],
  /** True where Microsoft reaches us when it asks for the handshake. */
  answering: true,
};
export let exchange: LocalExchange;
export let directory: Directory;
export let connection: GraphConnection;

beforeAll(async () => {
  ({ directory } = await openDirectory(inject('azurite')));
  exchange = await startExchange({
    mailboxes: ['ada@example.com', 'ben@example.com'],
    accounts: [],
    clock: () => world.now,
    apps: [{ ...APP, impersonates: 'all' }],
    async deliver(url, body) {
      const token = new URL(url).searchParams.get('validationToken');
      if (token !== null) return world.answering ? { status: 200, text: token } : { status: 404, text: '' };
      world.sent.push({ url, value: (body as { value: Notification[] }).value });
      return { status: 202, text: '' };
    },
  });
  const origin = new URL(exchange.url).origin;
  connection = createGraphConnection({
    cloud: { ...CLOUDS.global, loginUrl: origin, graphUrl: origin },
    tenant: TENANT,
    clientId: APP.clientId,
    credential: { kind: 'secret', secret: APP.secret },
    caCertificate: exchange.caCertificate,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    timeoutMs: 5_000,
    now: () => world.now,
  });
});
afterAll(async () => {
  connection.close();
  await exchange.close();
});

interface Kept extends Notifications {
  readonly company: string;
  readonly tick: () => Promise<ReadonlyMap<string, number>>;
  readonly row: (link: string) => Promise<Awaited<ReturnType<ReturnType<Directory['subscriptions']>['get']>>>;
}

/** A company at Microsoft whose users' links are on. */
export async function kept(users: readonly string[], receive: typeof RECEIVE | undefined = RECEIVE): Promise<Kept> {
  world.now = START;
  world.sent = [];
  world.answering = true;
  const company = `n-${randomUUID()}`;
  await directory.exchange(company).put(
    {
      kind: 'graph',
      cloud: 'global',
      application: { kind: 'operator' },
      timeZone: 'Europe/Helsinki',
      testMailbox: 'ada@example.com',
    },
    undefined,
  );
  for (const user of users) {
    await directory
      .user(company, `${user}@example.com`)
      .put({ user, email: `${user}@example.com`, name: user }, undefined);
    await turn(company, user, true);
  }
  const notifications = createNotifications({
    directory,
    now: () => world.now,
    newId: () => randomUUID().slice(0, 16),
    receive,
    graph: { connect: async () => ({ connection, version: '1' }) },
  });
  return {
    ...notifications,
    company,
    tick: () => notifications.keep(company, world.now + DAY_MS),
    row: (link) => directory.subscriptions(company).get(link),
  };
}

export async function turn(company: string, link: string, on: boolean): Promise<void> {
  const before = await directory.linkSettings(company, link).get();
  const settings = before?.value ?? {
    link,
    source: 'planner',
    started: true,
    epoch: 1,
    conflictPolicy: 'mailbox',
    endsAfter: 0,
  };
  await directory.switchLink(company, { ...settings, on }, { etag: before?.etag });
}

/** Microsoft's count of requests of this kind so far. */
export const count = (name: string): number => exchange.graph.requests.get(name) ?? 0;

/** The notification that Microsoft would send about Ada's mailbox. */
export async function notificationOf(company: string): Promise<Notification> {
  world.sent = [];
  exchange
    .person('ada@example.com')
    .create({ subject: 'Budget', start: '2026-11-23T09:00:00Z', end: '2026-11-23T10:00:00Z' });
  await exchange.graph.notifications.delivered();
  const found = world.sent.find(({ url }) => url.includes(company));
  if (!found?.value[0]) throw new Error('nothing was sent');
  return found.value[0];
}
