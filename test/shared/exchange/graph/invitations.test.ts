// Invitations over Graph, which mails whenever it is told of attendees: the contract, against the local Exchange.
import { afterAll, beforeAll } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import type { GraphConnection } from '../../../../shared/exchange/graph/connection/connection.ts';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import { mailboxInvitationsContract } from '../../../contract/mailboxInvitations.ts';
import { connectToLocal, startLocalGraph, ZONE } from './localGraph.ts';

let exchange: LocalExchange;
let connection: GraphConnection;
let opened = 0;

beforeAll(async () => {
  exchange = await startLocalGraph();
  connection = connectToLocal(exchange);
});

afterAll(async () => {
  connection.close();
  await exchange.close();
});

mailboxInvitationsContract({
  name: 'Graph',
  open: async () => {
    opened += 1;
    const [organiser = '', ben = '', cleo = ''] = ['ada', 'ben', 'cleo'].map((name) => `${name}${opened}@example.com`);
    for (const address of [organiser, ben, cleo]) exchange.addMailbox(address);
    const mailbox = createGraphMailbox(connection, { address: organiser, timeZone: ZONE });
    return { mailbox, organiser: organiser, guests: [ben, cleo], exchange };
  },
});
