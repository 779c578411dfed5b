// An app on the test run's Azurite whose clock stands where a test puts it, and companies for it.
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type App, createApp } from '../../../shared/app/app.ts';
import type { Config } from '../../../shared/config.ts';
import type { LinkContext } from '../../../shared/sync/ports/link.ts';

/** The time, which tests move. */
export const clock = { now: Date.UTC(2026, 10, 20) };
let tables = 0;
const storage = { kind: 'connectionString', connectionString: inject('azurite') } as const;
export const config: Config = {
  queues: storage,
  state: storage,
  encryptionKey: new Uint8Array(32).fill(3),
  formerEncryptionKeys: [],
  marksKey: new Uint8Array(32).fill(9),
  operatorKey: 'operator-key-of-these-tests-only',
  allowedNetworks: [],
  companyNetworks: new Map(),
  localUsers: false,
};
export const seams = {
  now: () => clock.now,
  newId: () => 'id',
  meter: (target: string) => {
    if (target === 'tables') tables += 1;
  },
};
export const app = createApp(config, seams);

/** A company with one source and two users, both switched on. */
export async function newCompany(on: App = app): Promise<string> {
  const name = `app-${randomUUID()}`;
  const { directory } = on;
  await directory.synchronisation(name).put({ state: 'enabled', at: 0 }, undefined);
  await directory.exchange(name).put(exchange(on.sealPassword(name, 'secret')), undefined);
  await directory
    .source(name, 'planner')
    .put(
      { source: 'planner', kind: 'entries', entryTypes: [{ id: 'meeting', name: 'Meeting' }], defaultType: 'meeting' },
      undefined,
    );
  for (const user of ['ada', 'grace']) await addUser(name, user);
  return name;
}

export async function addUser(name: string, user: string): Promise<void> {
  const { directory } = app;
  await directory.user(name, `${user}@example.com`).put({ user, email: `${user}@example.com`, name: user }, undefined);
  await directory.switchLink(name, { ...settings, link: user }, { etag: undefined });
}

const settings = {
  source: 'planner',
  on: true,
  started: false,
  epoch: 1,
  conflictPolicy: 'mailbox',
  endsAfter: 0,
} as const;
export const exchange = (sealedPassword: string) =>
  ({
    kind: 'ews',
    url: 'https://mail.example.com/EWS/Exchange.asmx',
    version: 'Exchange2016',
    signIn: { method: 'basic', account: 'ACME\\sync', sealedPassword },
    access: 'impersonation',
    timeZone: 'Europe/Helsinki',
    testMailbox: 'ada@example.com',
  }) as const;

export async function contextOf(name: string, link: string): Promise<LinkContext> {
  const context = await app.linkContext(name, link);
  if (typeof context === 'string') throw new Error(context);
  return context;
}

/** Requests to the tables that one context costs. */
export async function cost(name: string, link: string): Promise<number> {
  const before = tables;
  await contextOf(name, link);
  return tables - before;
}
