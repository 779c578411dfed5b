import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { createEwsConnection, type EwsConnection } from '../../../../shared/exchange/ews/connection.ts';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { EWS_VERSIONS, type EwsVersion } from '../../../../shared/exchange/ews/version.ts';
import { personOf } from '../../../contract/localMailbox.ts';
import { EVENT, mailboxContract } from '../../../contract/mailbox.ts';
import { type Asked, complaintsAbout, NOW, optionsFor } from './scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;

let exchange: LocalExchange;
const connections: EwsConnection[] = [];
const sent: Asked[] = [];
let mailboxes = 0;

beforeAll(async () => {
  exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => NOW });
});

afterAll(async () => {
  for (const connection of connections) connection.close();
  await exchange.close();
});

/** A connection that keeps what it sends, so that the schema can judge it. */
function connect(version: EwsVersion): EwsConnection {
  const connection = createEwsConnection(optionsFor(exchange, { version }));
  connections.push(connection);
  const post: EwsConnection['transport']['post'] = (body, headers) => {
    sent.push({ body, headers });
    return connection.transport.post(body, headers);
  };
  return { ...connection, transport: { ...connection.transport, post } };
}

function openMailbox(connection: EwsConnection) {
  mailboxes += 1;
  const address = `user${mailboxes}@example.com`;
  exchange.addMailbox(address);
  return { mailbox: createEwsMailbox(connection, address), person: personOf(exchange.person(address)) };
}

for (const version of EWS_VERSIONS) {
  let connection: EwsConnection | undefined;
  mailboxContract({
    name: `EWS, ${version}`,
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
});
