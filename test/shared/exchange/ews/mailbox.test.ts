import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { type ExchangeServer, SERVERS, schemaOf } from '../../../../local/exchange/versions.ts';
import { equalFields } from '../../../../shared/calendar/canonical.ts';
import { type CalendarEvent, EVENT_FIELDS } from '../../../../shared/calendar/event.ts';
import { createEwsConnection, type EwsConnection } from '../../../../shared/exchange/ews/connection.ts';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { EWS_VERSIONS, type EwsVersion } from '../../../../shared/exchange/ews/version.ts';
import type { MailboxItem } from '../../../../shared/sync/mailbox.ts';
import type { Outcome } from '../../../../shared/sync/outcome.ts';
import { personOf } from '../../../contract/localMailbox.ts';
import { EVENT, mailboxContract } from '../../../contract/mailbox.ts';
import { type Asked, complaintsAbout, NOW, optionsFor } from './scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;

/** Exchange 2007 without service pack has another EWS, which we do not speak. */
const SUPPORTED = SERVERS.filter((server) => server !== 'Exchange2007');

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
  mailboxContract({
    name: `EWS, a server of version ${server}`,
    open: async () => {
      connection ??= connect('Exchange2016', serverOf(server));
      return openMailbox(connection, serverOf(server));
    },
  });
}

for (const version of EWS_VERSIONS.slice(0, -1)) {
  let connection: EwsConnection | undefined;
  mailboxContract({
    name: `EWS, a newer server in version ${version}`,
    open: async () => {
      connection ??= connect(version);
      return openMailbox(connection);
    },
  });
}

describe('createEwsMailbox', () => {
  it('mails nobody, whatever it writes', () => {
    expect(exchange.requests.get('CreateItem')).toBeGreaterThan(0);
    expect(exchange.mail).toEqual([]);
  });

  it('every request of the contract is valid by the schema of the version it declares', async () => {
    expect(sent.length).toBeGreaterThan(100);
    expect(await complaintsAbout(sent)).toEqual([]);
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
});

/** The fields in which the one item that was read is not this event. */
function fieldsThatDiffer([read]: readonly Outcome<MailboxItem>[], event: CalendarEvent): string[] {
  if (!read?.ok || read.value.content.kind !== 'event') throw new Error('no event was read');
  const found = read.value.content.event;
  return EVENT_FIELDS.filter((field) => !equalFields({ [field]: found[field] }, { [field]: event[field] }));
}
