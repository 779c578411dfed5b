// Whose application signs in where, with which credential: against the local Entra and Graph. The consent itself is
// tried in test/functions/consentCallback.test.ts.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { type App, createApp } from '../../../../shared/app/app.ts';
import { joinGraph } from '../../../../shared/app/exchange/graph.ts';
import type { Config, MicrosoftApplication } from '../../../../shared/config.ts';
import { systemClock } from '../../../../shared/seams.ts';
import { createDirectory } from '../../../../shared/state/account/tables.ts';
import type { Decision } from '../../../../shared/state/decision.ts';
import type { GraphSettings } from '../../../../shared/state/directory.ts';
import { sealOf } from '../../../world/sealOf.ts';

const TENANT = randomUUID();
const SECRETS = { operators: 'the secret of the operator', own: 'the secret of the company' };
const GRAPH: GraphSettings = {
  kind: 'graph',
  cloud: 'global',
  application: { kind: 'operator' },
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
};

let exchange: LocalExchange;
let config: Config;

beforeAll(async () => {
  const clientId = 'own-app';
  exchange = await startExchange({
    mailboxes: ['ada@example.com', 'ben@example.com'],
    accounts: [],
    clock: systemClock,
    apps: [
      {
        clientId,
        tenant: TENANT,
        secret: SECRETS.own,
        roles: ['Calendars.ReadWrite'],
        impersonates: ['ada@example.com'],
      },
    ],
    organisations: [{ tenant: TENANT, domains: ['example.com'], people: [] }],
    registrations: [
      { clientId: 'operators-app', secret: SECRETS.operators, roles: ['Calendars.ReadWrite'], redirectUris: [] },
    ],
  });
  const storage = { kind: 'connectionString', connectionString: inject('azurite') } as const;
  config = {
    queues: storage,
    state: storage,
    encryptionKey: new Uint8Array(32).fill(3),
    marksKey: new Uint8Array(32).fill(9),
    formerEncryptionKeys: [],
    operatorKey: 'operator-key-of-these-tests-only',
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    companyNetworks: new Map(),
    localUsers: false,
    microsoft: operators({ kind: 'secret', secret: SECRETS.operators }),
    localMicrosoft: { url: new URL(exchange.url).origin, caCertificate: exchange.caCertificate },
  };
});
afterAll(() => exchange.close());

const operators = (credential: MicrosoftApplication['credential']): MicrosoftApplication => ({
  cloud: 'global',
  clientId: 'operators-app',
  credential,
  redirectUrl: 'https://sync.example/api/consent/callback',
});

const appWith = (changes: Partial<Config> = {}): App =>
  createApp({ ...config, ...changes }, { now: systemClock, newId: () => 'id' });

/** A company with these settings. */
async function connected(app: App, settings: (company: string) => GraphSettings): Promise<string> {
  const company = `ms-${randomUUID()}`;
  await app.prepare();
  await app.directory.exchange(company).put(settings(company), undefined);
  return company;
}

const decision = (): Decision => ({
  name: `1-${randomUUID()}`,
  row: { at: 1, by: 'company', what: 'consentGiven' },
});

describe('joinGraph', () => {
  it("tests with the operator's application in the organisation that the company holds", async () => {
    const app = appWith();
    const company = await connected(app, () => GRAPH);
    expect(await app.testExchange(company, {})).toBe('consent-missing');
    exchange.organisations.grant(TENANT, 'operators-app');
    await app.directory.consents.bind(company, { cloud: 'global', tenant: TENANT, grantedAt: 1 }, decision());
    expect(await app.testExchange(company, {})).toMatchObject({ ok: true });
    exchange.organisations.withdraw(TENANT, 'operators-app');
    expect(await app.testExchange(company, {})).toMatchObject({ ok: false, problem: 'consent-missing' });
    await app.directory.consents.release(company, decision());
  });

  it("tests with the company's own application, and shows a mailbox that it may not open", async () => {
    const app = appWith({});
    const company = await connected(app, (name) => ({
      ...GRAPH,
      application: {
        kind: 'own',
        tenant: TENANT,
        clientId: 'own-app',
        credential: { kind: 'secret', sealedSecret: app.sealPassword(name, SECRETS.own) },
      },
    }));
    expect(await app.testExchange(company, {})).toMatchObject({ ok: true });
    expect(await app.testExchange(company, { write: true })).toMatchObject({
      ok: true,
      steps: expect.arrayContaining([expect.objectContaining({ step: 'write', state: 'ok' })]),
    });
    expect(exchange.person('ada@example.com').list()).toEqual([]);
    expect(exchange.mail).toEqual([]);
    expect(await app.testExchange(company, { mailbox: 'ben@example.com' })).toMatchObject({
      ok: false,
      problem: 'mailbox-access-denied',
    });
    expect(await appWith({ encryptionKey: new Uint8Array(32) }).testExchange(company, {})).toBe('password-unreadable');
  });

  it('without an application in that cloud nothing can be tested', async () => {
    const { microsoft: _, ...without } = config;
    const app = createApp(without, { now: systemClock, newId: () => 'id' });
    expect(await app.testExchange(await connected(app, () => GRAPH), {})).toBe('consent-not-offered');
    const china = await connected(app, () => ({ ...GRAPH, cloud: 'china' }));
    expect(await appWith().testExchange(china, {})).toBe('consent-not-offered');
  });

  it('an organisation that was granted in another cloud is not this one', async () => {
    const app = appWith({ microsoft: { ...operators({ kind: 'secret', secret: 's' }), cloud: 'china' } });
    const company = await connected(app, () => ({ ...GRAPH, cloud: 'china' }));
    await app.directory.consents.bind(company, { cloud: 'global', tenant: randomUUID(), grantedAt: 1 }, decision());
    expect(await app.testExchange(company, {})).toBe('consent-missing');
  });

  it('opens one connection, until the settings change or the organisation grants anew', async () => {
    const directory = createDirectory({ connection: inject('azurite'), now: systemClock, sealOf });
    await directory.ensureTables();
    const company = `ms-${randomUUID()}`;
    const tenant = randomUUID();
    let now = 0;
    const graph = joinGraph({
      config,
      ...{ now: () => now, newId: () => 'id' },
      directory,
      timeoutMs: 5_000,
      rememberMs: 60_000,
      identity: { getToken: () => Promise.resolve(null) },
      openSecret: () => '',
    });
    const open = async (etag: string) => {
      const opened = await graph.connect(company, { value: GRAPH, etag });
      return typeof opened === 'string' ? { connection: opened, version: opened } : opened;
    };
    expect((await open('1')).version).toBe('consent-missing');
    await directory.consents.bind(company, { cloud: 'global', tenant, grantedAt: 1 }, decision());
    const first = await open('1');
    expect((await open('1')).connection).toBe(first.connection);
    await directory.consents.bind(company, { cloud: 'global', tenant, grantedAt: 2 }, decision());
    now = 59_999;
    expect((await open('1')).version).toBe(first.version);
    now = 60_000;
    const granted = await open('1');
    expect(granted.version).not.toBe(first.version);
    expect(granted.connection).not.toBe(first.connection);
    // Read anew and the same: the connection stays.
    now = 120_000;
    expect((await open('1')).connection).toBe(granted.connection);
    const changed = await open('2');
    expect(changed.version).not.toBe(granted.version);
    await directory.consents.release(company, decision());
    now = 180_000;
    expect((await open('2')).version).toBe('consent-missing');
  });

  it("with a managed identity, its token for the cloud's exchange stands for the application", async () => {
    const asked: (string | string[])[] = [];
    const directory = createDirectory({ connection: inject('azurite'), now: systemClock, sealOf });
    await directory.ensureTables();
    const company = `ms-${randomUUID()}`;
    await directory.consents.bind(company, { cloud: 'global', tenant: randomUUID(), grantedAt: 1 }, decision());
    const graph = joinGraph({
      config: { ...config, microsoft: operators({ kind: 'managedIdentity' }) },
      ...{ now: systemClock, newId: () => 'id' },
      directory,
      timeoutMs: 5_000,
      rememberMs: 60_000,
      identity: {
        async getToken(scopes) {
          asked.push(scopes);
          return { token: 'e30.e30.x', expiresOnTimestamp: 0 };
        },
      },
      openSecret: () => '',
    });
    // The local Entra does not know this organisation; what matters is what it was asked with.
    expect(await graph.test(company, GRAPH, {})).toMatchObject({ ok: false });
    expect(asked).toEqual(['api://AzureADTokenExchange/.default']);
  });

  it('a link over Graph is synchronised with its own calendar, else with that of the connection', async () => {
    const app = appWith();
    const { directory } = app;
    const company = await connected(app, (name) => ({
      ...GRAPH,
      calendar: { name: 'None of this name' },
      application: {
        kind: 'own',
        tenant: TENANT,
        clientId: 'own-app',
        credential: { kind: 'secret', sealedSecret: app.sealPassword(name, SECRETS.own) },
      },
    }));
    await directory.synchronisation(company).put({ state: 'enabled', at: 0 }, undefined);
    await directory
      .user(company, 'ada@example.com')
      .put({ user: 'ada', email: 'ada@example.com', name: 'Ada' }, undefined);
    const source = { source: 'planner', kind: 'entries', entryTypes: [], defaultType: 'x' } as const;
    await directory.source(company, 'planner').put(source, undefined);
    const link = {
      link: 'ada',
      source: 'planner',
      on: true,
      started: false,
      epoch: 1,
      conflictPolicy: 'mailbox',
      endsAfter: 0,
    } as const;
    await directory.switchLink(company, link, { etag: undefined });
    const changes = async () => {
      const context = await app.linkContext(company, 'ada');
      return typeof context === 'string' ? context : context.mailbox.changes(undefined);
    };
    expect(await changes()).toMatchObject({ ok: false, failure: { code: 'calendar-not-found' } });
    exchange.person('ada@example.com').addCalendar('Work');
    const stored = await directory.linkSettings(company, 'ada').get();
    await directory.switchLink(company, { ...link, calendar: { name: 'Work' } }, { etag: stored?.etag });
    expect(await changes()).toMatchObject({ ok: true, value: { changes: [] } });
  });
});
