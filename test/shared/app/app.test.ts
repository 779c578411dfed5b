// What the app joins: a link's context, what of it is remembered, and whose keys it holds.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type App, createApp } from '../../../shared/app/app.ts';
import type { Config } from '../../../shared/config.ts';
import type { LinkContext } from '../../../shared/sync/ports/link.ts';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';

let now = Date.UTC(2026, 10, 20);
let tables = 0;
const storage = { kind: 'connectionString', connectionString: inject('azurite') } as const;
const config: Config = {
  queues: storage,
  state: storage,
  encryptionKey: new Uint8Array(32).fill(3),
  formerEncryptionKeys: [],
  operatorKey: 'operator-key-of-these-tests-only',
  allowedNetworks: [],
  localUsers: false,
};
const seams = {
  now: () => now,
  newId: () => 'id',
  meter: (target: string) => {
    if (target === 'tables') tables += 1;
  },
};
const app = createApp(config, seams);

beforeAll(() => app.prepare());

/** A company with one source and two users, both switched on. */
async function company(on: App = app): Promise<string> {
  const name = `app-${randomUUID()}`;
  const { directory } = on;
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

async function addUser(name: string, user: string): Promise<void> {
  const { directory } = app;
  await directory.user(name, `${user}@example.com`).put({ user, email: `${user}@example.com`, name: user }, undefined);
  await directory.switchLink(name, { ...settings, link: user }, undefined);
}

const settings = {
  source: 'planner',
  on: true,
  started: false,
  epoch: 1,
  conflictPolicy: 'mailbox',
  endsAfter: 0,
} as const;
const exchange = (sealedPassword: string) =>
  ({
    kind: 'ews',
    url: 'https://mail.example.com/EWS/Exchange.asmx',
    version: 'Exchange2016',
    signIn: { method: 'basic', account: 'ACME\\sync', sealedPassword },
    access: 'impersonation',
    timeZone: 'Europe/Helsinki',
    testMailbox: 'ada@example.com',
  }) as const;

async function contextOf(name: string, link: string): Promise<LinkContext> {
  const context = await app.linkContext(name, link);
  if (typeof context === 'string') throw new Error(context);
  return context;
}

/** Requests to the tables that one context costs. */
async function cost(name: string, link: string): Promise<number> {
  const before = tables;
  await contextOf(name, link);
  return tables - before;
}

describe('linkContext', () => {
  it('joins the user, the policy and a deadline before the lease ends', async () => {
    const context = await contextOf(await company(), 'ada');
    expect(context).toMatchObject({ link: 'ada', email: 'ada@example.com', conflictPolicy: 'mailbox' });
    expect(context.deadline).toBe(now + 4 * 60_000);
    expect(context.participants).toBe('silentCopies');
  });

  it('invitations are the rule of the company’s connection', async () => {
    const name = await company();
    const stored = await app.directory.exchange(name).get();
    const settings = { ...exchange(app.sealPassword(name, 'secret')), participants: 'invitations' } as const;
    await app.directory.exchange(name).put(settings, stored?.etag);
    expect((await contextOf(name, 'ada')).participants).toBe('invitations');
    expect((await contextOf(name, 'grace')).participants).toBe('invitations');
  });

  it('prints and losers of one link mean nothing for another', async () => {
    const name = await company();
    const [ada, again, grace] = await Promise.all([
      contextOf(name, 'ada'),
      contextOf(name, 'ada'),
      contextOf(name, 'grace'),
    ]);
    const fields = { title: 'Budget' };
    expect(ada.print(fields)).toEqual(again.print(fields));
    expect(ada.print(fields).title).not.toBe(grace.print(fields).title);
    expect(ada.seal('Budget')).not.toContain('Budget');
  });

  it('says what is missing', async () => {
    const name = `app-${randomUUID()}`;
    expect(await app.linkContext(name, 'ada')).toBe('not-found');
    await addUser(name, 'ada');
    expect(await app.linkContext(name, 'ada')).toBe('exchange-not-configured');
    await app.directory.exchange(name).put(exchange(app.sealPassword(name, 'secret')), undefined);
    expect(await app.linkContext(name, 'ada')).toBe('source-not-configured');
  });

  it('a password that was sealed for another company does not open', async () => {
    const name = await company();
    const stored = await app.directory.exchange(name).get();
    await app.directory.exchange(name).put(exchange(app.sealPassword('other', 'secret')), stored?.etag);
    expect(await app.linkContext(name, 'ada')).toBe('password-unreadable');
  });

  it('what the links of a company share is read once a minute, so that a context costs one request', async () => {
    const name = await company();
    expect(await cost(name, 'ada')).toBe(4);
    expect(await cost(name, 'ada')).toBe(1);
    expect(await cost(name, 'grace')).toBe(1);
    now += 60_000;
    expect(await cost(name, 'ada')).toBe(4);
  });

  it('a user who was added meanwhile is found at once', async () => {
    const name = await company();
    await contextOf(name, 'ada');
    await addUser(name, 'alan');
    expect((await contextOf(name, 'alan')).email).toBe('alan@example.com');
  });

  it('changed settings count at once where they were changed, and within a minute elsewhere', async () => {
    const name = await company();
    await contextOf(name, 'ada');
    const elsewhere = createApp(config, seams);
    await elsewhere.linkContext(name, 'ada');
    const stored = await app.directory.exchange(name).get();
    await app.directory.exchange(name).put(exchange('v1.AAAA'), stored?.etag);
    app.settingsChanged(name);
    expect(await app.linkContext(name, 'ada')).toBe('password-unreadable');
    expect(await elsewhere.linkContext(name, 'ada')).toMatchObject({ link: 'ada' });
    now += 60_000;
    expect(await elsewhere.linkContext(name, 'ada')).toBe('password-unreadable');
  });
});

describe('pollContext', () => {
  it('answers the source, or that there is none', async () => {
    const name = await company();
    const poll = await app.pollContext(name, 'planner');
    if (typeof poll === 'string') throw new Error(poll);
    expect(await poll.source.changes(undefined)).toMatchObject({ ok: true, value: { changes: [], more: false } });
    expect(await app.pollContext(name, 'other')).toBe('source-not-configured');
  });
});

describe('prepare', () => {
  it('makes the tables once; after a failure the next caller tries again', async () => {
    const fresh = createApp(config, seams);
    const make = vi.spyOn(fresh.directory, 'ensureTables').mockRejectedValueOnce(new StoreUnavailable('down'));
    const both = await Promise.allSettled([fresh.prepare(), fresh.prepare()]);
    expect(both.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    expect(make).toHaveBeenCalledTimes(1);
    await fresh.prepare();
    await fresh.prepare();
    expect(make).toHaveBeenCalledTimes(2);
  });
});

describe('createApp', () => {
  it('with a managed identity nothing is asked for before the first request', () => {
    const account = (name: string) =>
      ({ kind: 'managedIdentity', url: `https://jobs.${name}.core.windows.net` }) as const;
    expect(() => createApp({ ...config, queues: account('queue'), state: account('table') }, seams)).not.toThrow();
  });
});
