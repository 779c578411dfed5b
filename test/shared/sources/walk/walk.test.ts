// The contributor's walk: a business application that is made up here joins the product from test/ alone. The steps are
// those of docs/guides/add-a-source.md, in its order. Planner is described in plannerServer.ts. Long because it is one walk.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../functions/process/running.ts';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { createApp } from '../../../../shared/app/app.ts';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { APPLICATIONS } from '../../../../shared/sources/registry.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { sampleEvent, sampleSeries, sourceContract, value } from '../../../contract/source.ts';
import { type Acme, ADA, adaPath, newCompany } from '../../../world/product/acme.ts';
import { deliver, testConfig } from '../../../world/product/registered.ts';
import { planner } from './plannerApplication.ts';
import { type BookingFields, booking, eventOf, fieldsOf } from './plannerBooking.ts';
import { ACCOUNT, type PlannerServer, startPlanner } from './plannerServer.ts';

const GUIDE = new URL('../../../../docs/guides/add-a-source.md', import.meta.url);
const START = Date.UTC(2026, 10, 20, 8);
const clock = { now: START };
const servers: PlannerServer[] = [];

async function start(): Promise<PlannerServer> {
  const server = await startPlanner();
  servers.push(server);
  return server;
}
afterAll(async () => {
  for (const server of servers) await server.close();
});

/** The source as the product opens it, once its settings and secrets were read. */
function open(server: PlannerServer, key = ACCOUNT.key): Source {
  const { url, caCertificate } = server;
  const opened = planner.open(
    { connection: { url, account: ACCOUNT.account, caCertificate }, secrets: { key } },
    { defaultType: 'booking', allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now: () => clock.now },
  );
  if (!opened?.keepsTags) throw new Error('the settings of the walk are not those of Planner');
  return opened.source;
}

const bookingOf = (event: CalendarEvent, host: string, guests: readonly string[] = []): BookingFields =>
  booking.omit({ id: true, version: true }).parse({ ...fieldsOf(event), host, guests, sync: null });

describe('the guide', () => {
  it('has the steps of this walk, in this order', () => {
    const headings = [...readFileSync(GUIDE, 'utf8').matchAll(/^## (\d\..*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(STEPS);
  });
});

describe('the adapter', () => {
  it.each(['Application', 'Booking', 'Client', 'Source'])(
    'planner%s.ts imports only what a source may know',
    (name) => {
      const text = readFileSync(new URL(`planner${name}.ts`, import.meta.url), 'utf8');
      const imported = [...text.matchAll(/ from '(?:\.\.\/)+(shared\/[^']+)'/g)].map(([, path = '']) => path);
      expect(imported.length).toBeGreaterThan(0);
      for (const path of imported) expect(path).toMatch(/^shared\/(calendar|net|sources\/connect|sync\/ports)\//);
    },
  );
});

const STEPS = [
  '1. Say what it asks for',
  '2. Translate its entries',
  '3. Call it',
  '4. Make it a Source',
  '5. Pass the contract suite',
  '6. Add it to the list',
  '7. See it converge',
] as const;

describe(STEPS[0], () => {
  it('the settings that an administrator writes open the source, and others do not', () => {
    const basics = { defaultType: 'booking', allowedNetworks: [], timeoutMs: 1, now: () => 0 };
    const connection = { url: 'https://planner.example', account: 'acme' };
    expect(planner.open({ connection, secrets: { key: 'k' } }, basics)).toBeDefined();
    expect(planner.open({ connection, secrets: {} }, basics)).toBeUndefined();
    expect(
      planner.open({ connection: { ...connection, url: 'http://planner.example' }, secrets: { key: 'k' } }, basics),
    ).toBeUndefined();
  });
});

describe(STEPS[1], () => {
  it.each([sampleEvent, ...sampleSeries])('an event comes back as it was: %#', (event) => {
    expect(eventOf({ ...bookingOf(event, ADA), id: 'b1', version: 1 })).toEqual(event);
  });
});

describe(STEPS[2], () => {
  it('a token that has ended is renewed once, and a pause is taken as long as it was asked for', async () => {
    const server = await start();
    const source = open(server);
    value(await source.changes(undefined));
    server.endTokens();
    const before = server.requests();
    value(await source.changes(undefined));
    expect(server.requests()).toBe(before + 2);
    server.throttleOnce(90);
    expect(await source.changes(undefined)).toEqual({
      ok: false,
      failure: { kind: 'throttled', code: 'source-throttled', retryAt: clock.now + 90_000 },
    });
  });

  it('what stands in the way bears the code of a source', async () => {
    const server = await start();
    const failureOf = async (source: Source) => {
      const page = await source.changes(undefined);
      return page.ok ? undefined : page.failure;
    };
    expect(await failureOf(open(server, 'a wrong key'))).toMatchObject({
      kind: 'denied',
      code: 'source-sign-in-refused',
    });
    expect(await failureOf(open({ ...server, caCertificate: '' }))).toMatchObject({
      code: 'source-certificate-untrusted',
    });
    await server.close();
    expect(await failureOf(open(server))).toMatchObject({ kind: 'transient', code: 'source-unavailable' });
  });
});

describe(STEPS[3], () => {
  it('a feed of several pages goes on where it ended', async () => {
    const server = await start();
    const source = open(server);
    for (let i = 0; i < 120; i += 1) server.person.create(bookingOf(sampleEvent, ADA));
    const first = value(await source.changes(undefined));
    expect(first).toMatchObject({ more: true });
    const second = value(await source.changes(first.watermark));
    expect([first.changes.length, second.changes.length, second.more]).toEqual([100, 20, false]);
  });

  it('an answer that is not the one of its API is nothing to conclude from', async () => {
    const server = await start();
    server.person.create({ ...bookingOf(sampleEvent, ADA), labels: 'none' as never });
    expect(await open(server).list(ADA, undefined)).toMatchObject({
      ok: false,
      failure: { kind: 'transient', code: 'source-answer-broken' },
    });
  });
});

describe(STEPS[4], () => {
  sourceContract({
    name: 'Planner over HTTPS',
    open: async () => {
      const server = await start();
      const { person } = server;
      return {
        source: open(server),
        person: {
          create: async ({ event, owner, participants }) => person.create(bookingOf(event, owner, participants)),
          edit: async (id, patch) => person.edit(id, fieldsOf(patch)),
          remove: async (id) => person.remove(id),
        },
        cutListingShort: server.cutListingShort,
      };
    },
  });
});

let ids = 0;
const app = createApp(testConfig, { now: () => clock.now, newId: () => `id${String(ids++).padStart(4, '0')}` }, [
  ...APPLICATIONS,
  planner,
]);

const SETTINGS = {
  kind: 'planner',
  entryTypes: [{ id: 'booking', name: 'Booking' }],
  defaultType: 'booking',
};
const settingsFor = ({ url, caCertificate }: PlannerServer) => ({
  ...SETTINGS,
  connection: { url, account: ACCOUNT.account, caCertificate },
  secrets: { key: ACCOUNT.key },
});

describe(STEPS[5], () => {
  it('an administrator connects a company, and the secret is sealed', async () => {
    useApp(app);
    const server = await start();
    const { call, company } = await newCompany();
    const { secrets: _, ...shown } = settingsFor(server);
    const created = await call('PUT', 'sources/s1', { body: settingsFor(server) });
    expect(created).toMatchObject({ status: 201, body: shown });
    expect(JSON.stringify((await app.directory.source(company, 's1').get())?.value)).not.toContain(ACCOUNT.key);
    expect((await call('GET', 'sources/s1/entries')).status).toBe(404);
    const wrong = { ...settingsFor(server), connection: { url: 'http://planner.example', account: '' } };
    const refused = await call('PUT', 'sources/s1', { body: wrong });
    expect(refused.body.errors).toMatchObject([{ field: 'connection.url' }, { field: 'connection.account' }]);
  });

  it('a poll that Planner asks to pause says so, and asks nothing before', async () => {
    useApp(app);
    const server = await start();
    const { call, company } = await newCompany();
    await call('PUT', 'sources/s1', { body: settingsFor(server) });
    const poll = () => deliver('pollSource', { v: 1, company, source: 's1' });
    server.throttleOnce(600);
    await poll();
    await poll();
    expect(server.requests()).toBe(1);
    expect((await call('GET', 'sources/s1')).body.poll).toMatchObject({ problem: { code: 'source-throttled' } });
    clock.now += 600_000;
    await poll();
    expect(server.requests()).toBe(2);
    expect((await call('GET', 'sources/s1')).body).not.toHaveProperty('poll');
  });
});

describe(STEPS[6], () => {
  const SERVICE = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
  let exchange: LocalExchange;

  beforeAll(async () => {
    exchange = await startExchange({ mailboxes: [ADA], accounts: [SERVICE], clock: () => clock.now });
  });
  afterAll(() => exchange.close());

  /** Ada's link between Planner and the local Exchange, started. */
  async function linked(server: PlannerServer): Promise<Acme & { readonly run: () => Promise<void> }> {
    useApp(app);
    const acme = await newCompany();
    const { call, company } = acme;
    const signIn = { method: 'basic', account: SERVICE.name, password: SERVICE.password };
    const { url, caCertificate } = exchange;
    await call('PUT', 'exchange', {
      body: { kind: 'ews', url, signIn, caCertificate, timeZone: 'Europe/Helsinki', testMailbox: ADA },
    });
    await call('PUT', 'sources/s1', { body: settingsFor(server) });
    await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
    await call('POST', adaPath('switch-on'), { body: {} });
    const link = (await app.directory.links(company))[0]?.link ?? '';
    const run = async (): Promise<void> => {
      for (let i = 0; i < 5; i += 1) {
        clock.now += 60_000;
        await deliver('pollSource', { v: 1, company, source: 's1' });
        await deliver('syncLink', { v: 1, company, link });
      }
    };
    await run();
    expect((await call('POST', adaPath('start'))).status).toBe(202);
    await run();
    return { ...acme, run };
  }

  it('bookings and events become one, edits on either side reach the other, and then it rests', async () => {
    const server = await start();
    const ada = exchange.person(ADA);
    const [, weekly] = sampleSeries;
    const visit = server.person.create(bookingOf({ ...sampleEvent, title: 'Visit' }, ADA));
    if (weekly) server.person.create(bookingOf({ ...weekly, title: 'Leap day' }, ADA));
    ada.create({ subject: 'Lunch', start: '2026-11-24T10:00:00Z', end: '2026-11-24T11:00:00Z' });
    const { call, run } = await linked(server);
    const titles = () => ({
      planner: server.person
        .list()
        .map(({ subject }) => subject)
        .sort(),
      exchange: ada
        .list()
        .map(({ subject = '' }) => subject)
        .sort(),
    });
    const both = (...of: string[]) => ({ planner: of, exchange: of });
    expect(titles()).toEqual(both('Leap day', 'Lunch', 'Visit'));

    server.person.edit(visit, { subject: 'Visit, moved', begins: '2026-11-21T12:00:00' });
    const lunch = ada.list().find(({ subject }) => subject === 'Lunch');
    ada.edit(lunch?.id ?? '', { subject: 'Long lunch' });
    await run();
    expect(titles()).toEqual(both('Leap day', 'Long lunch', 'Visit, moved'));

    server.person.remove(visit);
    ada.remove(ada.list().find(({ subject }) => subject === 'Long lunch')?.id ?? '');
    await run();
    expect(titles()).toEqual(both('Leap day'));

    const writes = () => server.person.list().map(({ version }) => version);
    const [versions, requests] = [writes(), server.requests()];
    await run();
    expect(writes()).toEqual(versions);
    // Five polls, and nothing else.
    expect(server.requests()).toBe(requests + 5);
    expect((await call('GET', adaPath('link'))).body).toMatchObject({ state: 'on' });
  });
});
