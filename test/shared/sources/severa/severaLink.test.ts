// A company between Severa and the local Exchange, through the product's own functions. People come from Severa, the
// company is enabled, a user switches on, and people work on both sides.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../../../functions/process/running.ts';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { createApp } from '../../../../shared/app/app.ts';
import { APPLICATIONS } from '../../../../shared/sources/registry.ts';
import { severa } from '../../../../shared/sources/severa/application.ts';
import { type Acme, ADA, adaPath, newDisabledCompany } from '../../../world/product/acme.ts';
import { deliver, testConfig } from '../../../world/product/registered.ts';
import { activity } from './openSevera.ts';
import { CREDENTIALS, type SeveraServer, startSevera } from './severaServer.ts';

const SERVICE = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const clock = { now: Date.UTC(2026, 10, 20, 8) };
let ids = 0;
// The pace of requests is tried in requestBudget.test.ts: with a clock that stands, each would wait for its turn.
const { requestsPerSecond: _, ...unpaced } = severa;
const seams = { now: () => clock.now, newId: () => `id${String(ids++).padStart(4, '0')}` };
const app = createApp(testConfig, seams, [...APPLICATIONS.filter(({ kind }) => kind !== severa.kind), unpaced]);
let exchange: LocalExchange;
let server: SeveraServer;

beforeAll(async () => {
  useApp(app);
  exchange = await startExchange({ mailboxes: [ADA], accounts: [SERVICE], clock: () => clock.now });
  server = await startSevera(clock.now, () => clock.now);
  server.users.push({
    guid: 'u-ada',
    firstName: 'Ada',
    lastName: 'L',
    email: ADA,
    timezone: { ianaName: 'Europe/Helsinki' },
  });
  server.types.push({ guid: 't-meeting', name: 'Meeting', category: 'CalendarEntry', isDefault: true });
});
afterAll(async () => {
  await exchange.close();
  await server.close();
});

async function linked(): Promise<Acme & { readonly run: (minutes?: number) => Promise<void> }> {
  const acme = await newDisabledCompany();
  const { call, company } = acme;
  const signIn = { method: 'basic', account: SERVICE.name, password: SERVICE.password };
  await call('PUT', 'exchange', {
    body: {
      kind: 'ews',
      url: exchange.url,
      signIn,
      caCertificate: exchange.caCertificate,
      timeZone: 'Europe/Helsinki',
      testMailbox: ADA,
    },
  });
  const { url, caCertificate } = server;
  await call('PUT', 'sources/severa', {
    body: {
      kind: 'severa',
      entryTypes: [{ id: 't-meeting', name: 'Meeting' }],
      defaultType: 't-meeting',
      connection: { url, caCertificate, clientId: CREDENTIALS.clientId },
      secrets: { clientSecret: CREDENTIALS.clientSecret },
    },
  });
  expect((await call('POST', 'sources/severa/people')).body).toMatchObject({ active: 1, added: 1 });
  expect((await call('POST', 'synchronisation/enable')).body).toMatchObject({ state: 'enabled' });
  expect((await call('POST', adaPath('switch-on'), { body: {} })).status).toBe(202);
  const link = (await app.directory.links(company))[0]?.link ?? '';
  const run = async (minutes = 1): Promise<void> => {
    for (let i = 0; i < 4; i += 1) {
      clock.now += minutes * 60_000;
      await deliver('pollSource', { v: 1, company, source: 'severa' });
      await deliver('syncLink', { v: 1, company, link });
    }
  };
  await run();
  expect((await call('POST', adaPath('start'), { body: {} })).status).toBe(202);
  await run();
  return { ...acme, run };
}

describe('Severa and Exchange', () => {
  it('become one calendar, edits and deletions on either side reach the other, and then it rests', {
    timeout: 60_000,
  }, async () => {
    const ada = exchange.person(ADA);
    const review = server.office.create(activity({ name: 'Review' }));
    server.office.create(activity({ name: 'To-do', hasDuration: false }));
    ada.create({ subject: 'Lunch', start: '2026-11-24T10:00:00Z', end: '2026-11-24T11:00:00Z' });
    const { call, run } = await linked();
    const titles = () => [
      server.activities
        .map(({ name }) => String(name))
        .sort()
        .join(),
      ada
        .list()
        .map(({ subject = '' }) => subject)
        .sort()
        .join(),
    ];
    expect(titles()).toEqual(['Lunch,Review,To-do', 'Lunch,Review']);

    server.office.edit(review, {
      name: 'Review, moved',
      startDateTime: '2026-11-23T12:00:00+02:00',
      endDateTime: '2026-11-23T13:00:00+02:00',
    });
    ada.edit(ada.list().find(({ subject }) => subject === 'Lunch')?.id ?? '', { subject: 'Long lunch' });
    await run();
    expect(titles()).toEqual(['Long lunch,Review, moved,To-do', 'Long lunch,Review, moved']);

    server.office.remove(review);
    ada.remove(ada.list().find(({ subject }) => subject === 'Long lunch')?.id ?? '');
    // Severa tells nobody of the deletion: the sweep of the near days finds it.
    await run(20);
    expect(titles()).toEqual(['To-do', '']);

    const writes = () => server.sent.filter(({ method }) => method !== 'GET').length;
    const before = writes();
    await run(20);
    expect(writes()).toBe(before);
    expect((await call('GET', adaPath('link'))).body).toMatchObject({ state: 'on' });
  });
});
