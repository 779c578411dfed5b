// Links whose mailbox stands in the local Exchange and is called over EWS; the business application and the rows are in
// memory. Each link has a mailbox of its own.
import { afterAll, beforeAll } from 'vitest';
import type { Account } from '../../local/exchange/accounts/accounts.ts';
import type { Person } from '../../local/exchange/person/person.ts';
import { type LocalExchange, startExchange } from '../../local/exchange/server.ts';
import type { ExchangeServer } from '../../local/exchange/soap/versions.ts';
import { createEwsConnection, type EwsConnection } from '../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import type { Clock } from '../../shared/seams.ts';
import type { Mailbox } from '../../shared/sync/ports/mailbox.ts';
import type { Asked } from '../shared/exchange/ews/scriptedExchange.ts';
import { type Link, linkOver } from './link.ts';
import { openMemoryPorts } from './memoryPorts.ts';
import { outlook } from './realPorts.ts';
import type { WorldOptions } from './world.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const START = Date.UTC(2026, 10, 20, 8);

export interface ExchangeLink extends Link {
  /** The owner of the mailbox, working in Outlook. */
  readonly person: Person;
  readonly address: string;
  /** Every answer of Exchange passes here from now on, as text. */
  rewriteAnswers(rewrite: (answer: string) => string): void;
}

export interface ExchangeScenarios {
  /** The server, while the tests of the file run. */
  exchange(): LocalExchange;
  /** The one that the product signs in with. */
  readonly account: Account;
  /** Every request so far. */
  readonly asked: readonly Asked[];
  /** `timeZone`: where the owner of the mailbox lives; an IANA name and Windows' own. */
  openLink(options?: WorldOptions & { readonly timeZone?: readonly [string, string] }): Promise<ExchangeLink>;
}

/** For the whole block or file: starts the server before its tests and ends it after them. */
export function exchangeForScenarios(version: ExchangeServer = 'Exchange2016'): ExchangeScenarios {
  let exchange: LocalExchange | undefined;
  const asked: Asked[] = [];
  const connections: EwsConnection[] = [];
  /** The server's clock is that of the link that was opened last. */
  let now = () => START;
  let mailboxes = 0;

  const started = (): LocalExchange => {
    if (!exchange) throw new Error('the local Exchange runs only while tests do');
    return exchange;
  };
  const connect = (timeZone: string, clock: Clock, rewrite: (answer: string) => string): EwsConnection => {
    const connection = createEwsConnection({
      url: started().url,
      signIn: { method: 'basic', account: ACCOUNT.name, password: ACCOUNT.password },
      access: 'impersonation',
      version: 'Exchange2016',
      caCertificate: started().caCertificate,
      timeZone,
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      timeoutMs: 20_000,
      now: clock,
      newId: () => 'id',
    });
    connections.push(connection);
    const { transport } = connection;
    return {
      ...connection,
      transport: {
        ...transport,
        async post(body, headers) {
          asked.push({ body, headers });
          const sent = await transport.post(body, headers);
          return sent.ok ? { ...sent, answer: { ...sent.answer, body: rewrite(sent.answer.body) } } : sent;
        },
      },
    };
  };

  beforeAll(async () => {
    exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => now(), version });
  });
  afterAll(async () => {
    for (const connection of connections) connection.close();
    await exchange?.close();
  });

  return {
    exchange: started,
    account: ACCOUNT,
    asked,
    async openLink({ timeZone: [iana, windows] = ['Europe/Helsinki', 'FLE Standard Time'], ...options } = {}) {
      mailboxes += 1;
      const address = `user${mailboxes}@example.com`;
      started().addMailbox(address);
      const person = started().person(address);
      person.setTimeZone(windows);
      let rewrite = (answer: string): string => answer;
      let own = now;
      const connection = connect(
        iana,
        () => own(),
        (answer) => rewrite(answer),
      );
      const mailbox: Mailbox = createEwsMailbox(connection, address);
      const { ports } = await openMemoryPorts({ batchSize: 50, pageSize: 500 });
      const link = await linkOver({ ...ports, mailbox, person: outlook(started().person(address), mailbox) }, options);
      now = own = () => link.world.now;
      const rewriteAnswers = (next: typeof rewrite): void => {
        rewrite = next;
      };
      return { ...link, person, address, rewriteAnswers };
    },
  };
}
