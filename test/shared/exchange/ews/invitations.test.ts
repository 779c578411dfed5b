// Invitations over EWS: the contract against a server of each schema, and every request valid by it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { createEwsConnection, type EwsConnection } from '../../../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { mailboxInvitationsContract } from '../../../contract/mailboxInvitations.ts';
import { type Asked, complaintsAbout, NOW, optionsFor } from './scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;
const SERVERS = ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'ExchangeSE'] as const;

const servers = new Map<string, { readonly exchange: LocalExchange; readonly connection: EwsConnection }>();
const sent: Asked[] = [];
let opened = 0;

beforeAll(async () => {
  for (const version of SERVERS) {
    const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => NOW, version });
    const connection = createEwsConnection(optionsFor(exchange));
    const post: EwsConnection['transport']['post'] = (body, headers) => {
      sent.push({ body, headers });
      return connection.transport.post(body, headers);
    };
    servers.set(version, { exchange, connection: { ...connection, transport: { ...connection.transport, post } } });
  }
});

afterAll(async () => {
  for (const { exchange, connection } of servers.values()) {
    connection.close();
    await exchange.close();
  }
});

for (const version of SERVERS) {
  mailboxInvitationsContract({
    name: `EWS, a server of version ${version}`,
    open: async () => {
      const server = servers.get(version);
      if (!server) throw new Error(`there is no server ${version}`);
      opened += 1;
      const [organiser = '', ben = '', cleo = ''] = ['ada', 'ben', 'cleo'].map(
        (name) => `${name}${opened}@example.com`,
      );
      for (const address of [organiser, ben, cleo]) server.exchange.addMailbox(address);
      return {
        mailbox: createEwsMailbox(server.connection, organiser),
        ...{ organiser, guests: [ben, cleo], exchange: server.exchange },
      };
    },
  });
}

describe('requests that mail', () => {
  it('are valid by the schema of the version that they declare', async () => {
    for (const mode of ['Invitations="SendToAll', 'Cancellations="SendToAll', 'OrCancellations="SendToChanged']) {
      expect(sent.some(({ body }) => body.includes(mode))).toBe(true);
    }
    expect(await complaintsAbout(sent)).toEqual([]);
  });
});
