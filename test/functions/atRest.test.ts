// A company's whole life over the API and the real adapters, with words in every field that nobody else writes. After
// each part, no row of its tables and no message of its queues shows such a word or a secret, in any form (I9).
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Acme, ADA, adaPath, ENTRY, newCompany, SOURCE } from '../world/product/acme.ts';
import { deliverPasses } from '../world/product/deliverPasses.ts';
import { customer, microsoft, microsoftApp, SERVICE_ACCOUNT } from '../world/product/microsoft.ts';
import { logged, OPERATOR_KEY } from '../world/product/registered.ts';
import { formsOf, noteMessages, rawRows, shown } from './rawState.ts';

const MINUTE = 60_000;
const sent = noteMessages();
const EWS = {
  kind: 'ews',
  url: microsoft.url,
  version: 'Exchange2016',
  signIn: { method: 'basic', account: SERVICE_ACCOUNT.name, password: SERVICE_ACCOUNT.password },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: ADA,
  caCertificate: microsoft.caCertificate,
};

async function overEws(): Promise<Acme> {
  const acme = await newCompany();
  await acme.call('PUT', 'exchange', { body: EWS });
  return acme;
}

async function overGraph(): Promise<Acme> {
  const company = await customer();
  expect((await company.connect()).status).toBe(200);
  return company;
}

/** Words that nobody wrote before, with what breaks texts apart on both sides of them. */
function vocabulary() {
  const words: string[] = [];
  const word = (what: string): string => {
    const made = `${what}${randomBytes(9).toString('hex')}`;
    words.push(made);
    return made;
  };
  return {
    words,
    word,
    say: (what: string): string => `"'<&%41 ${word(what)} \\é€😀;`,
  };
}

describe.each([
  ['EWS', overEws],
  ['Graph', overGraph],
])('what is stored of a company over %s', (_, open) => {
  it('shows no word that a person wrote and no secret, whatever was done', { timeout: 120_000 }, async () => {
    const firstKey = new Uint8Array(randomBytes(32));
    let ahead = 0;
    const changed = { encryptionKey: firstKey, formerEncryptionKeys: [] as readonly Uint8Array[] };
    microsoftApp(changed, () => ahead);
    const { words, word, say } = vocabulary();
    const { company, apiKey, call } = await open();
    const secrets = [apiKey, SERVICE_ACCOUNT.password, OPERATOR_KEY, Buffer.from(firstKey).toString('base64')];
    const person = microsoft.person(ADA);
    for (const item of person.list()) person.remove(item.id);
    await call('PUT', 'sources/planner', { body: SOURCE });
    await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
    let app = microsoftApp(changed, () => ahead);
    let inSight = 0;

    const wait = (): void => {
      ahead += 4 * MINUTE;
    };
    const run = (times?: number) => deliverPasses(app, company, { times, wait });
    const nothingShows = async (part: string): Promise<void> => {
      const rows = await rawRows(company);
      inSight = Math.max(inSight, rows.length);
      expect(shown([...rows, ...sent, ...logged], [...words, ...secrets]), part).toEqual([]);
    };
    const event = () => ({
      subject: say('subject'),
      body: say('body'),
      location: say('location'),
      categories: [say('category').replaceAll(/[;,]/g, '')],
      start: '2027-02-02T09:00:00',
      end: '2027-02-02T10:00:00',
      zone: 'FLE Standard Time',
    });
    const entry = () => ({
      ...ENTRY,
      start: '2027-02-03T09:00:00',
      end: '2027-02-03T10:00:00',
      title: say('title'),
      participants: [`${word('guest')}@example.com`],
      description: say('description'),
      location: say('place'),
      keywords: [say('keyword')],
    });
    const entries = async () =>
      (await call('GET', 'sources/planner/entries')).body.items as { id: string; title: string }[];
    const editEntry = async (id: string): Promise<void> => {
      const path = `sources/planner/entries/${id}`;
      const { body, headers } = await call('GET', path);
      const { id: _id, version: _version, ...rest } = body;
      await call('PUT', path, { body: { ...rest, title: say('edited') }, headers: { 'if-match': headers.etag ?? '' } });
    };

    person.create(event());
    person.receiveMeeting({ ...event(), organizer: 'boss@example.com' } as never);
    await call('PUT', 'sources/planner/entries/e1', { body: entry() });
    await call('POST', adaPath('switch-on'), { body: {} });
    await run(2);
    expect((await call('GET', adaPath('preview'))).status).toBe(200);
    await nothingShows('the preview');

    await call('POST', adaPath('start'), { body: {} });
    await run();
    expect((await entries()).length).toBe(3);
    await nothingShows('the first run');

    const [own] = person.list();
    person.edit(own?.id ?? '', { subject: say('renamed'), body: say('rewritten') });
    await editEntry((await entries()).find(({ id }) => id !== 'e1')?.id ?? '');
    await editEntry('e1');
    await run();
    const conflicts = (await call('GET', adaPath('conflicts'))).body.items as { conflict: string }[];
    expect(conflicts.length).toBeGreaterThan(0);
    await nothingShows('a conflict');
    await call('POST', adaPath(`conflicts/${Object.values(conflicts[0] ?? {})[0]}/restore`), { body: {} });
    await run();
    await nothingShows('a losing value restored');

    const many = Array.from({ length: 12 }, () => person.create(event()));
    await run();
    for (const item of many) person.remove(item.id);
    await run();
    expect((await call('GET', adaPath('hold'))).body.deletes).toBe(12);
    await nothingShows('a hold');
    await call('POST', adaPath('hold'), { body: { decision: 'release' } });
    await run();
    expect((await entries()).length).toBe(3);
    await nothingShows('a released hold');

    const privateEvents = { kind: 'busyOnly', title: 'Busy' };
    await call('PUT', adaPath('rules'), { body: { privateEvents, leavesFilter: 'remove' } });
    person.create({ ...event(), sensitivity: 'Private' });
    await run();
    const title = (await entries())[0]?.title ?? '';
    await call('GET', adaPath(`explain?${new URLSearchParams({ title, date: '2027-02-02' })}`));
    await nothingShows('rules and private events');

    const secondKey = new Uint8Array(randomBytes(32));
    secrets.push(Buffer.from(secondKey).toString('base64'));
    // Rows that name no key count for the oldest one, also those that other tests left in the same tables.
    const oldestKey = new Uint8Array(randomBytes(32));
    app = microsoftApp({ encryptionKey: secondKey, formerEncryptionKeys: [firstKey, oldestKey] }, () => ahead);
    await editEntry('e1');
    await run();
    await app.keyChange.resealWhatIsDue(company);
    const counts = (await app.countKeys()).slice(0, 2);
    expect(counts).toMatchObject([
      { use: 'inUse', links: 1 },
      { use: 'former', secrets: 0, losingValues: 0, entries: 0, links: 0, linksOff: 0 },
    ]);
    expect(counts[0]?.losingValues).toBeGreaterThan(0);
    await nothingShows('a change of the key');

    await call('POST', adaPath('switch-off'), { body: { events: 'remove', entries: 'remove' } });
    await run(6);
    await nothingShows('what we made removed');
    expect(inSight).toBeGreaterThan(20);
  });
});

describe('shown', () => {
  it('finds a text in each of its forms', () => {
    const text = 'budget"é1234567';
    for (const form of formsOf(text)) expect(shown([`before ${form} after`], [text])).toEqual([text]);
    const inMiddle = ['a', 'ab', 'abc'].map((before) => Buffer.from(`${before}${text} and more`).toString('base64url'));
    expect(inMiddle.every((coded) => shown([coded], [text]).length === 1)).toBe(true);
    expect(shown(['nothing of it'], [text])).toEqual([]);
  });
});
