import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { type ExchangeServer, SERVERS, schemaOf } from '../../../../local/exchange/soap/versions.ts';
import { canonicalField, equalFields } from '../../../../shared/calendar/canonical/canonical.ts';
import { normalOverrides } from '../../../../shared/calendar/canonical/normalOverrides.ts';
import { type CalendarEvent, EVENT_FIELDS } from '../../../../shared/calendar/event.ts';
import { createEwsConnection, type EwsConnection } from '../../../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { EWS_VERSIONS, type EwsVersion } from '../../../../shared/sync/ports/exchangeNames.ts';
import type { MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import type { Outcome } from '../../../../shared/sync/ports/outcome.ts';
import { schemaFor } from '../../../contract/ewsSchema.ts';
import { EVENT, eventOf, mailboxContract, onlyValueOf, updateOf, valuesOf } from '../../../contract/mailbox.ts';
import { mailboxSeriesContract } from '../../../contract/mailboxSeries.ts';
import { personOf } from '../../../world/localMailbox.ts';
import { heldSeries } from './randomEvents.ts';
import { type Asked, complaintsAbout, NOW, optionsFor } from './scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;

/** Exchange 2007 without service pack has another EWS, which we do not speak. */
const SUPPORTED = SERVERS.filter((server) => server !== 'Exchange2007');

/** One server for each of the schemas. */
const SCHEMAS = ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016', 'ExchangeSE'] as const;

let exchange: LocalExchange;
const servers = new Map<ExchangeServer, LocalExchange>();
const connections: EwsConnection[] = [];
const sent: Asked[] = [];
let mailboxes = 0;

beforeAll(async () => {
  for (const version of SUPPORTED) {
    servers.set(version, await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => NOW, version }));
  }
  exchange = serverOf('Exchange2016');
});

afterAll(async () => {
  for (const connection of connections) connection.close();
  for (const server of servers.values()) await server.close();
});

function serverOf(version: ExchangeServer): LocalExchange {
  const server = servers.get(version);
  if (!server) throw new Error(`there is no server ${version}`);
  return server;
}

/** A connection that keeps what it sends, so that the schema can judge it. */
function connect(version: EwsVersion, server = exchange): EwsConnection {
  const connection = createEwsConnection(optionsFor(server, { version }));
  connections.push(connection);
  const post: EwsConnection['transport']['post'] = (body, headers) => {
    sent.push({ body, headers });
    return connection.transport.post(body, headers);
  };
  return { ...connection, transport: { ...connection.transport, post } };
}

function openMailbox(connection: EwsConnection, server = exchange) {
  mailboxes += 1;
  const address = `user${mailboxes}@example.com`;
  server.addMailbox(address);
  return { mailbox: createEwsMailbox(connection, address), person: personOf(server.person(address)) };
}

for (const server of SUPPORTED) {
  let connection: EwsConnection | undefined;
  const name = `EWS, a server of version ${server}`;
  const open = async () => {
    connection ??= connect('Exchange2016', serverOf(server));
    return openMailbox(connection, serverOf(server));
  };
  mailboxContract({ name, open });
  mailboxSeriesContract({ name, open });
}

for (const version of EWS_VERSIONS.slice(0, -1)) {
  let connection: EwsConnection | undefined;
  const name = `EWS, a newer server in version ${version}`;
  const open = async () => {
    connection ??= connect(version);
    return openMailbox(connection);
  };
  mailboxContract({ name, open });
}

describe('createEwsMailbox', () => {
  it('mails nobody, whatever it writes', () => {
    expect(exchange.requests.get('CreateItem')).toBeGreaterThan(0);
    expect(exchange.mail).toEqual([]);
  });

  it('a folder of more than a page is enumerated over several pages', async () => {
    const { mailbox, person } = openMailbox(connect('Exchange2016'));
    for (let i = 0; i < 600; i += 1) await person.create(EVENT);
    const first = await mailbox.changes(undefined);
    if (!first.ok || first.value === 'watermarkInvalid') throw new Error('no page');
    expect([first.value.changes.length, first.value.more]).toEqual([512, true]);
    const second = await mailbox.changes(first.value.watermark);
    expect(second).toMatchObject({ value: { more: false } });
    const ids = [first, second].flatMap((page) =>
      page.ok && page.value !== 'watermarkInvalid' ? page.value.changes.map(({ id }) => id) : [],
    );
    expect(new Set(ids).size).toBe(600);
  });

  it('a batch of 50 is one request to create and one to read', async () => {
    const { mailbox } = openMailbox(connect('Exchange2016'));
    const count = () => [exchange.requests.get('CreateItem') ?? 0, exchange.requests.get('GetItem') ?? 0];
    const [creates = 0, reads = 0] = count();
    const creations = Array.from({ length: mailbox.batchSize }, (_, i) => ({
      event: EVENT,
      tag: { pair: `p${i}`, nonce: 'n' },
    }));
    const written = await mailbox.create(creations);
    await mailbox.read(written.map((outcome) => (outcome.ok ? outcome.value.id : '')));
    expect(count()).toEqual([creates + 1, reads + 1]);
  });

  it.each(SUPPORTED)('%s: its version is found out at once and spoken from then on', async (server) => {
    const asked: Asked[] = [];
    const connection = connect('Exchange2016', serverOf(server));
    const post: EwsConnection['transport']['post'] = (body, headers) => {
      asked.push({ body, headers });
      return connection.transport.post(body, headers);
    };
    const { mailbox, person } = openMailbox(
      { ...connection, transport: { ...connection.transport, post } },
      serverOf(server),
    );
    const id = await person.create(EVENT);
    expect(await mailbox.changes(undefined)).toMatchObject({ value: { changes: [{ id }] } });
    expect(fieldsThatDiffer(await mailbox.read([id]), EVENT)).toEqual([]);
    expect(asked).toHaveLength(schemaOf(server) === 'Exchange2016' ? 2 : 4);
    const declared = asked.map(({ body }) => /RequestServerVersion [^>]*Version="(\w+)"/.exec(body)?.[1]);
    expect(declared.at(-1)).toBe(schemaOf(server));
  });

  it.each(SUPPORTED)(
    '%s: working elsewhere is kept, or as free where the server has no word for it',
    async (server) => {
      const { mailbox } = openMailbox(connect('Exchange2016', serverOf(server)), serverOf(server));
      await mailbox.changes(undefined);
      const event = { ...EVENT, freeBusyStatus: 'workingElsewhere' } as const;
      const [created] = await mailbox.create([{ event, tag: { pair: 'p', nonce: 'n' } }]);
      const known = SERVERS.indexOf(server) >= SERVERS.indexOf('Exchange2013');
      const kept: CalendarEvent = { ...event, freeBusyStatus: known ? 'workingElsewhere' : 'free' };
      expect(fieldsThatDiffer(await mailbox.read([created?.ok ? created.value.id : '']), kept)).toEqual([]);
    },
  );

  it.each(SCHEMAS)('%s: any series that it holds is read as it was written, and becomes any other', async (server) => {
    const { mailbox } = openMailbox(connect('Exchange2016', serverOf(server)), serverOf(server));
    await mailbox.changes(undefined);
    let rounds = 0;
    const expectWhen = async (id: string, event: CalendarEvent) => {
      const item = onlyValueOf(await mailbox.read([id]));
      const { when } = normalOverrides({ ...event, title: eventOf(item).title });
      expect(canonicalField('when', eventOf(item).when)).toBe(canonicalField('when', when));
      return item;
    };
    await fc.assert(
      fc.asyncProperty(heldSeries, heldSeries, async (first, second) => {
        fc.pre([first, second].every((event) => mailbox.unheld(event) === undefined));
        rounds += 1;
        const tag = { pair: 'p', nonce: `n${rounds}` };
        const [created] = valuesOf(await mailbox.create([{ event: first, tag }]));
        const id = created?.id ?? '';
        const item = await expectWhen(id, first);
        valuesOf(await mailbox.update([updateOf(item, { when: second.when })]));
        await expectWhen(id, second);
      }),
      { seed: 20_261_121, numRuns: 25 },
    );
    expect(rounds).toBeGreaterThan(10);
  });

  it('every request of the contract and of the round trips is valid by the schema of the version it declares', async () => {
    expect(sent.length).toBeGreaterThan(100);
    expect(await complaintsAbout(sent)).toEqual([]);
    // Subscription Edition speaks the version of 2016 and has a schema of its own.
    const newest = await schemaFor('ExchangeSE');
    const latest = sent.flatMap(({ body }) => (body.includes('Version="Exchange2016"') ? [body] : []));
    const ofEachShape = new Map(latest.map((body) => [shapeOf(body), body]));
    expect(ofEachShape.size).toBeGreaterThan(30);
    expect([...ofEachShape.values()].flatMap((body) => newest?.validate(body) ?? [])).toEqual([]);
  }, 60_000);
});

/** A request without its texts: what its elements are, and in which order. */
const shapeOf = (body: string): string => body.replaceAll(/>[^<]+</g, '><').replaceAll(/="[^"]*"/g, '');

/** The fields in which the one item that was read is not this event. */
function fieldsThatDiffer([read]: readonly Outcome<MailboxItem>[], event: CalendarEvent): string[] {
  if (!read?.ok || read.value.content.kind !== 'event') throw new Error('no event was read');
  const found = read.value.content.event;
  return EVENT_FIELDS.filter((field) => !equalFields({ [field]: found[field] }, { [field]: event[field] }));
}
