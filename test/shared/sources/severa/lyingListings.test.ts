// No sequence of failed, empty, partial, repeated or misleading answers deletes anything, neither in Severa nor in the
// mailbox: through polls, sweeps and reads. 404 for an activity that was asked for by its id is the one true absence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { MemoryTables } from '../../../memory/tables.ts';
import { memoryTagLedger } from '../../../memory/tagLedger.ts';
import { seam } from '../../../world/play/faults.ts';
import { pass } from '../../../world/play/play.ts';
import { type Ports, World } from '../../../world/world.ts';
import { ADA, activity, EVENT, open } from './openSevera.ts';
import type { Answer, SeveraServer } from './severaServer.ts';

const MINUTE = 60_000;
const ACTIVITIES = 3;
const HISTORIES = 40;
/** The sweep of the near days is due each quarter of an hour. */
const BETWEEN_PASSES = 20 * MINUTE;
const WEEKLY = { frequency: 'Weekly', pattern: { weekly: { interval: 1, monday: true } }, range: {} };

const page = (body: unknown, headers: Record<string, string> = {}): Answer => ({ status: 200, body, headers });
const others = [activity({ guid: 'of-bob', ownerUser: { guid: 'u-bob' }, hasDuration: true })];

/** Answers instead of the truth, by name; each is one answer to a listing or to any other request. */
const LIES = {
  'a refused token': () => ({ status: 401 }),
  'a page of a sign-in with 401': () => ({ status: 401, text: '<html>sign in</html>' }),
  'a web page with 200': () => ({ status: 200, text: '<html><form action="/login"></form></html>' }),
  'an empty array': () => page([]),
  'an empty array with another page': () => page([], { NextPageToken: 'more' }),
  'the first row again and again': ({ activities: [first] }) => page(first ? [first] : [], { NextPageToken: 'again' }),
  'one row and no header': ({ activities: [first] }) => page(first ? [first] : []),
  'half a body': () => ({ status: 200, text: '[{"guid":"activity-1","na' }),
  'no body': () => ({ status: 200, text: '' }),
  'the activities of others': () => page(others),
  'an object': () => page({ value: [] }),
  null: () => page(null),
  'a web page with 404': () => ({ status: 404, text: '<html>not here</html>' }),
  'a gateway’s 404': () => ({ status: 404, body: { statusCode: 404, message: 'Resource not found' } }),
  'a quota': () => ({ status: 429, text: 'API calls quota exceeded! maximum admitted 10 per 1s.' }),
  'an error': () => ({ status: 500, text: '' }),
  'another type of content': () => ({ status: 200, text: 'OK', headers: { 'content-type': 'text/plain' } }),
  'no content': () => ({ status: 204, text: '' }),
} as const satisfies Readonly<Record<string, (server: SeveraServer) => Answer>>;
type Lie = keyof typeof LIES;
const NAMES = Object.keys(LIES) as Lie[]; // the keys of a constant

async function inStep() {
  const { server, source } = await open();
  const mailbox = new MemoryMailbox({ batchSize: 4, pageSize: 5 });
  const tables = new MemoryTables();
  const nobody = async (): Promise<never> => {
    throw new Error('people work in Severa through its office');
  };
  const ports: Ports = {
    mailbox,
    source: source as unknown as Source, // World gives it to keepTags, as untaggedPorts.ts does
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
  for (let index = 0; index < ACTIVITIES; index += 1) {
    const day = `2026-11-2${3 + index}`;
    server.office.create(
      activity({
        name: `Activity ${index}`,
        startDateTime: `${day}T09:00:00+02:00`,
        endDateTime: `${day}T10:00:00+02:00`,
        ...(index === 0 ? { recurrence: WEEKLY } : {}),
      }),
    );
  }
  await mailbox.person.create({ ...EVENT, title: 'Event' });
  const world = await World.begin(ports, {});
  const passes = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await pass(world, seam(ports, []));
      world.now += BETWEEN_PASSES;
    }
  };
  await passes(4);
  const standing = async () => ({
    events: (await mailbox.person.list()).map(({ event }) => event.title).sort(),
    activities: server.activities.map(({ name }) => String(name)).sort(),
  });
  return { server, world, passes, standing, ports };
}

const TITLES = ['Activity 0', 'Activity 1', 'Activity 2', 'Event'];
const ALL = { events: TITLES, activities: TITLES };

/**
 * Each request takes the next answer: a lie, or the truth where there is none. No lie is a 404 without a body: of a
 * single activity it would be the truth.
 */
function lieInTurn(server: SeveraServer, lies: readonly (Lie | undefined)[]): void {
  let turn = 0;
  server.answerWith((method) => {
    const lie = lies[turn % lies.length];
    turn += 1;
    return lie === undefined || method !== 'GET' ? undefined : LIES[lie](server);
  });
}

describe('listings that lie', () => {
  it('are told from the truth: an activity that is gone takes its event away', async () => {
    const { server, passes, standing } = await inStep();
    expect(await standing()).toEqual(ALL);
    server.office.remove(String(server.activities.find(({ name }) => name === 'Activity 1')?.guid));
    await passes(3);
    const left = TITLES.filter((title) => title !== 'Activity 1');
    expect(await standing()).toEqual({ events: left, activities: left });
  });

  it.each(NAMES)('%s, for hours: nothing is deleted', async (lie) => {
    const { server, passes, standing } = await inStep();
    lieInTurn(server, [lie]);
    await passes(8);
    expect(await standing()).toEqual(ALL);
    server.answerWith(undefined);
    await passes(3);
    expect(await standing()).toEqual(ALL);
  });

  it('participants that are not there are no absence of their activity', async () => {
    const { server, passes, standing } = await inStep();
    server.answerWith((_, path) => (path.endsWith('/activityparticipants') ? { status: 404 } : undefined));
    // Of one alone: many at once would be held back.
    const one = server.activities.find(({ name }) => name === 'Activity 1');
    server.office.edit(String(one?.guid), { notes: 'edited' });
    await passes(4);
    expect(await standing()).toEqual(ALL);
  });

  it(`in any order, between true answers: nothing is deleted (${HISTORIES} sequences)`, {
    timeout: 120_000,
  }, async () => {
    const { server, passes, standing } = await inStep();
    const lies = fc.array(fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 2 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(lies, async (sequence) => {
        lieInTurn(server, sequence);
        await passes(3);
        expect(await standing()).toEqual(ALL);
      }),
      { seed: 20261201, numRuns: HISTORIES },
    );
    server.answerWith(undefined);
    await passes(3);
    expect(await standing()).toEqual(ALL);
  });
});
