// No sequence of failed, empty, partial, repeated or misleading answers deletes anything, neither in Ivanti nor in the
// mailbox: through polls, sweeps and reads. Only a refusal of Ivanti about one record, while it shows others, is an absence.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { tlsFiles } from '../../../../local/exchange/http/tls.ts';
import { type Answer, htmlPage } from '../../../../local/ivanti/http/answer.ts';
import { askedOf } from '../../../../local/ivanti/http/asked.ts';
import { createIvanti } from '../../../../local/ivanti/ivanti.ts';
import { ivanti } from '../../../../shared/sources/ivanti/application.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { MemoryTables } from '../../../memory/tables.ts';
import { memoryTagLedger } from '../../../memory/tagLedger.ts';
import { seam } from '../../../world/play/faults.ts';
import { pass } from '../../../world/play/play.ts';
import { type Ports, World } from '../../../world/world.ts';
import { ADA, ZONE } from './openLocalIvanti.ts';
import { hourOn } from './openParts.ts';

const MINUTE = 60_000;
const HISTORIES = 40;
/** The sweep of the near days is due each quarter of an hour. */
const BETWEEN_PASSES = 20 * MINUTE;

const row = { RecId: 'F'.repeat(32), Subject: 'Other', Owner: 'bob', LastModDateTime: '2026-11-20T08:00:00Z' };
const json = (value: unknown): Answer => ({ status: 200, json: value });

/** Answers instead of the truth, by name. */
const LIES = {
  'nothing with 200': { status: 200 },
  'nothing with 204': { status: 204 },
  'an empty list': json({ value: [] }),
  'no instances found': json({ value: 'No instances found.' }),
  'prose instead of rows': json({ value: 'The search failed.' }),
  'a sign-in page with 200': htmlPage(200),
  'a page with 404': { status: 404, type: 'text/html', text: '<html>not found</html>' },
  'a refusal': {
    status: 400,
    json: { code: 'ISM_4000', description: 'Invalid Request Payload', message: ['Refused'] },
  },
  'a refusal that names no path': {
    status: 404,
    json: { code: 'ISM_4004', message: ['Requested resource not found'] },
  },
  'a lost session': { status: 401, json: { code: 'ISM_4001', message: ['Invalid Session key'] } },
  'a pause': { status: 429 },
  'an error': { status: 500, type: 'text/html', text: 'Unhandled system exception' },
  'half a body': { status: 200, type: 'application/json', text: '{"value":[{"RecId":"1' },
  'only a context': json({ '@odata.context': 'https://ivanti/$metadata' }),
  'the rows of others': json({ value: [row] }),
  'rows without dates': json({ value: [{ ...row, LastModDateTime: '0001-01-01T00:00:00Z' }] }),
  'a hundred times one row': json({ value: Array.from({ length: 100 }, () => row) }),
} as const satisfies Readonly<Record<string, Answer>>;
type Lie = keyof typeof LIES;
const NAMES = Object.keys(LIES) as Lie[]; // the keys of a constant

const servers: { close: () => void }[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** The local tenant behind a server that may lie to each GET of records. */
async function startLiar(clock: { now: number }) {
  const { answer, ...tenant } = createIvanti({
    clock: () => clock.now,
    behaviour: undefined,
    post: async () => undefined,
  });
  const { ca, certificate, key } = await tlsFiles(undefined);
  const liar = { lie: undefined as (() => Lie | undefined) | undefined };
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { method = 'GET', url = '/', headers } = request;
    const asked = askedOf({ method, url: new URL(url, 'https://ivanti'), text, headers });
    const isRead = method === 'GET' && url.includes('/businessobject/frs_calendaritems');
    const lie = isRead ? liar.lie?.() : undefined;
    const told: Answer = lie ? LIES[lie] : asked ? answer(asked, '') : { status: 404 };
    const body = told.json === undefined ? (told.text ?? '') : JSON.stringify(told.json);
    response.writeHead(told.status, { 'content-type': told.type ?? 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({ close: () => void server.close() });
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return { ...tenant, liar, url: `https://localhost:${port}`, caCertificate: ca };
}

async function inStep() {
  const clock = { now: Date.UTC(2026, 10, 20, 8) };
  const { office, account, liar, url, caCertificate } = await startLiar(clock);
  for (const login of ['ada', 'bob']) office.addEmployee({ login, email: `${login}@example.com` });
  const application = ivanti.open(
    {
      connection: { url, caCertificate, timeZone: ZONE, twoWay: ['CalendarItem'] },
      secrets: { secret: account.apiKey },
    },
    {
      defaultType: 'CalendarItem',
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      timeoutMs: 10_000,
      now: () => clock.now,
    },
  );
  if (!application?.keepsTags) throw new Error('this tenant has a field for the tag');
  const { source } = application;
  const mailbox = new MemoryMailbox({ batchSize: 4, pageSize: 5 });
  const tables = new MemoryTables();
  const nobody = async (): Promise<never> => {
    throw new Error('people work in Ivanti through its office');
  };
  const ports: Ports = {
    mailbox,
    source,
    ledger: memoryTagLedger(),
    store: tables.linkStore('ada'),
    company: tables.companyStore(),
    person: mailbox.person,
    people: { list: async () => [], create: nobody, edit: nobody, reassign: nobody, remove: nobody },
    async setLink(row) {
      tables.registrations.set('ada', { link: 'ada', email: ADA, on: row.on, started: row.started });
      tables.put('ada', { kind: 'link', name: '' }, row);
    },
    loseRows: nobody,
  };
  for (const day of [23, 24, 25]) office.create({ title: `Item ${day}`, times: hourOn(day), owner: 'ada' });
  await mailbox.person.create({
    title: 'Event',
    description: '',
    location: '',
    when: { showWithoutTime: false, start: '2026-11-26T09:00:00', timeZone: ZONE, duration: 'PT1H' },
    privacy: 'public',
    freeBusyStatus: 'busy',
    keywords: [],
    alert: null,
  });
  const world = await World.begin(ports, {});
  const passes = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await pass(world, seam(ports, []));
      world.now += BETWEEN_PASSES;
      clock.now += BETWEEN_PASSES;
    }
  };
  await passes(4);
  const standing = async () => ({
    events: (await mailbox.person.list()).map(({ event }) => event.title).sort(),
    items: office
      .list()
      .map(({ title }) => title)
      .sort(),
  });
  return { office, liar, passes, standing };
}

const TITLES = ['Event', 'Item 23', 'Item 24', 'Item 25'];
const ALL = { events: TITLES, items: TITLES };

function lieInTurn(liar: { lie: (() => Lie | undefined) | undefined }, lies: readonly (Lie | undefined)[]): void {
  let turn = 0;
  liar.lie = () => lies[turn++ % lies.length];
}

describe('listings that lie', () => {
  it('are told from the truth: an item that is gone takes its event away', async () => {
    const { office, passes, standing } = await inStep();
    expect(await standing()).toEqual(ALL);
    office.remove(office.list().find(({ title }) => title === 'Item 24')?.id ?? '');
    await passes(3);
    const left = TITLES.filter((title) => title !== 'Item 24');
    expect(await standing()).toEqual({ events: left, items: left });
  });

  it.each(NAMES)('%s, for hours: nothing is deleted, and nothing is doubled', async (lie) => {
    const { liar, passes, standing } = await inStep();
    lieInTurn(liar, [lie]);
    await passes(8);
    expect(await standing()).toEqual(ALL);
    liar.lie = undefined;
    await passes(3);
    expect(await standing()).toEqual(ALL);
  });

  it(`in any order, between true answers: nothing is deleted (${HISTORIES} sequences)`, {
    timeout: 120_000,
  }, async () => {
    const { liar, passes, standing } = await inStep();
    const lies = fc.array(fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 2 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(lies, async (sequence) => {
        lieInTurn(liar, sequence);
        await passes(3);
        expect(await standing()).toEqual(ALL);
      }),
      { seed: 20261201, numRuns: HISTORIES },
    );
    liar.lie = undefined;
    await passes(3);
    expect(await standing()).toEqual(ALL);
  });
});
