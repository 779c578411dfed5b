// The accounts behind a link change: the user's address, the mailbox, the calendar, the source, the credentials. The link
// stops, says what is needed, and deletes nothing. It goes on from where it was, or is matched anew.
import { afterAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../local/exchange/server.ts';
import { systemClock } from '../../shared/seams.ts';
import { ADA, ENTRY, newCompany, SOURCE } from '../world/product/acme.ts';
import { deliverPasses } from '../world/product/deliverPasses.ts';
import { appAt } from '../world/product/registered.ts';

const AUGUSTA = 'augusta@example.com';
const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'a password of these tests', impersonates: 'all' } as const;
const HOUR = 3_600_000;

const servers: LocalExchange[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** Mailboxes of another seed have other ids. */
async function exchangeServer(seed = 'first'): Promise<LocalExchange> {
  const server = await startExchange({ mailboxes: [ADA, AUGUSTA], accounts: [ACCOUNT], clock: systemClock, seed });
  servers.push(server);
  return server;
}

const connectionOf = ({ url, caCertificate }: LocalExchange, password: string = ACCOUNT.password) => ({
  kind: 'ews',
  url,
  version: 'Exchange2016',
  signIn: { method: 'basic', account: ACCOUNT.name, password },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: ADA,
  caCertificate,
});

const entryOf = (owner: string) => ({ ...ENTRY, owner, start: '2027-02-03T09:00:00', end: '2027-02-03T10:00:00' });

/** Two events and an entry, in step. */
async function inStep() {
  const server = await exchangeServer();
  let ahead = 0;
  const app = appAt(() => systemClock() + ahead);
  const { company, call } = await newCompany();
  await call('PUT', 'exchange', { body: connectionOf(server) });
  await call('PUT', 'sources/planner', { body: SOURCE });
  await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
  await call('PUT', 'sources/planner/entries/e1', { body: entryOf(ADA) });
  const person = server.person(ADA);
  for (const subject of ['Budget', 'Lunch']) {
    person.create({ subject, start: '2027-02-02T09:00:00', end: '2027-02-02T10:00:00', zone: 'FLE Standard Time' });
  }
  const wait = (): void => {
    ahead += HOUR;
  };
  const run = (times?: number) => deliverPasses(app, company, { times, wait });
  const put = async (path: string, body: object): Promise<void> => {
    expect((await call('PUT', path, { body, headers: { 'if-match': '*' } })).status).toBe(200);
  };
  const entries = async () =>
    (await call('GET', 'sources/planner/entries')).body.items as { id: string; title: string }[];
  const problem = async (email = ADA): Promise<unknown> => {
    const told = (await call('GET', `users/${email}/link`)).body.problem as { code?: string } | undefined;
    return told?.code;
  };
  const connection = async (): Promise<string> => {
    const [link] = await app.directory.links(company);
    const context = await app.linkContext(company, link?.link ?? '');
    if (typeof context === 'string') throw new Error(context);
    return context.connection;
  };
  await call('POST', `users/${ADA}/switch-on`, { body: {} });
  await run(2);
  await call('POST', `users/${ADA}/start`, { body: {} });
  await run();
  expect([person.list().length, (await entries()).length, await problem()]).toEqual([3, 3, undefined]);
  return { server, person, call, run, put, entries, problem, connection };
}

describe('what stands behind a link changes', () => {
  it("the user's address: the entries have to name the new one, and the calendar has to be the same", async () => {
    const { server, person, call, run, put, entries, problem } = await inStep();
    const changed = await call('POST', `users/${ADA}/address`, { body: { email: AUGUSTA } });
    expect(changed).toMatchObject({ status: 200, body: { email: AUGUSTA, name: 'Ada' } });
    expect((await call('GET', `users/${ADA}`)).status).toBe(404);
    await run();
    expect(await problem(AUGUSTA)).toBe('address-changed');
    for (const { id } of await entries()) {
      const { body } = await call('GET', `sources/planner/entries/${id}`);
      await put(`sources/planner/entries/${id}`, { ...entryOf(AUGUSTA), title: String(body.title) });
    }
    await run();
    // The new address is another person's mailbox here.
    expect(await problem(AUGUSTA)).toBe('calendar-replaced');
    expect([person.list().length, (await entries()).length]).toEqual([3, 3]);
    expect(server.person(AUGUSTA).list()).toEqual([]);
    expect((await call('POST', `users/${AUGUSTA}/rematch`)).status).toBe(202);
    await run();
    await call('POST', `users/${AUGUSTA}/start`, { body: {} });
    await run();
    expect(await problem(AUGUSTA)).toBeUndefined();
    expect(server.person(AUGUSTA).list()).toHaveLength(3);
    expect([person.list().length, (await entries()).length]).toEqual([3, 3]);
    const { items } = (await call('GET', `users/${AUGUSTA}/audit`)).body as { items: { what: string }[] };
    expect(items.map(({ what }) => what)).toContain('addressChanged');
  });

  it('another address, or another calendar, is another connection: the mailbox is asked which calendar it is', async () => {
    const { call, connection } = await inStep();
    const seen = [await connection()];
    await call('POST', `users/${ADA}/address`, { body: { email: AUGUSTA } });
    seen.push(await connection());
    await call('POST', `users/${AUGUSTA}/switch-off`, { body: {} });
    await call('POST', `users/${AUGUSTA}/switch-on`, { body: { calendar: { name: 'Second' } } });
    seen.push(await connection());
    expect(new Set(seen).size).toBe(3);
    expect(seen.join()).not.toContain('@');
  });

  it('an address that somebody has, or nobody, is refused', async () => {
    const { call } = await newCompany();
    await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
    await call('PUT', `users/${AUGUSTA}`, { body: { name: 'Augusta' } });
    const taken = await call('POST', `users/${ADA}/address`, { body: { email: AUGUSTA } });
    expect(taken).toMatchObject({ status: 409, body: { code: 'address-taken' } });
    expect((await call('POST', 'users/nobody@example.com/address', { body: { email: 'x@example.com' } })).status).toBe(
      404,
    );
  });

  it('the mailbox is made anew on another server: it is matched anew', async () => {
    const { call, put, run, entries, problem } = await inStep();
    const other = await exchangeServer('second');
    await put('exchange', connectionOf(other));
    await run();
    expect(await problem()).toBe('calendar-replaced');
    expect([other.person(ADA).list().length, (await entries()).length]).toEqual([0, 3]);
    await call('POST', `users/${ADA}/rematch`);
    await run();
    await call('POST', `users/${ADA}/start`, { body: {} });
    await run();
    expect([other.person(ADA).list().length, (await entries()).length]).toEqual([3, 3]);
  });

  it('another calendar is chosen: it stops, and goes on from its watermark when the former one is chosen again', async () => {
    const { person, call, run, entries, problem } = await inStep();
    person.addCalendar('Second', 'below');
    const choose = async (body: object): Promise<void> => {
      await call('POST', `users/${ADA}/switch-off`, { body: {} });
      expect((await call('POST', `users/${ADA}/switch-on`, { body })).status).toBe(202);
      await run();
    };
    await choose({ calendar: { name: 'Second' } });
    expect(await problem()).toBe('calendar-replaced');
    expect([person.list().length, (await entries()).length]).toEqual([3, 3]);
    const [event] = person.list();
    person.edit(event?.id ?? '', { subject: 'Renamed' });
    await choose({});
    await call('POST', `users/${ADA}/start`, { body: {} });
    await run();
    expect(await problem()).toBeUndefined();
    expect([person.list().length, (await entries()).map(({ title }) => title)]).toEqual([
      3,
      expect.arrayContaining(['Renamed']),
    ]);
  });

  it('another source is refused while there is one', async () => {
    const { call } = await inStep();
    const answer = await call('PUT', 'sources/other', { body: SOURCE });
    expect(answer).toMatchObject({ status: 409, body: { code: 'another-source' } });
  });

  it('the credentials are revoked: it stops, and goes on from its watermark when they are right again', async () => {
    const { server, person, put, run, entries, problem } = await inStep();
    await put('exchange', connectionOf(server, 'no longer the password'));
    const [event] = person.list();
    person.edit(event?.id ?? '', { subject: 'Renamed' });
    await run();
    expect(await problem()).toBe('exchange-sign-in-refused');
    expect([person.list().length, (await entries()).length]).toEqual([3, 3]);
    await put('exchange', connectionOf(server));
    await run();
    expect(await problem()).toBeUndefined();
    expect((await entries()).map(({ title }) => title)).toContain('Renamed');
  });
});
