// A mailbox of a local Exchange, called as in production, whose requests a test can count, read and cut off.
import { onTestFinished } from 'vitest';
import type { Person } from '../../../../local/exchange/person/person.ts';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import type { ExchangeServer } from '../../../../local/exchange/soap/versions.ts';
import type { EwsConnection } from '../../../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../../../shared/exchange/ews/mailbox.ts';
import { zonesOfServer } from '../../../../shared/exchange/ews/zones/serverZones.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import type { Interruption } from '../../../contract/interruptedSeries.ts';
import { type Asked, connectTo, MAILBOX, NOW } from './scriptedExchange.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;

export interface LocalMailbox {
  readonly mailbox: Mailbox;
  readonly person: Person;
  readonly exchange: LocalExchange;
  /** Every request so far. */
  readonly asked: Asked[];
  /** Interrupts the `n`th request from now on. The next one is the first. */
  interrupt(n: number, interruption: Interruption): void;
}

/**
 * An empty mailbox of the test that asks for it. `timeZone`: a Windows id, of the working hours. `knowsZones`: the server
 * has told its zones today, so that a write of a series asks for nothing else.
 */
export async function openLocalMailbox({
  version = 'Exchange2016',
  timeZone,
  knowsZones = false,
}: {
  version?: ExchangeServer;
  timeZone?: string;
  knowsZones?: boolean;
} = {}): Promise<LocalMailbox> {
  const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: () => NOW, version });
  onTestFinished(() => exchange.close());
  exchange.addMailbox(MAILBOX, timeZone === undefined ? {} : { timeZone });
  const connection = connectTo(exchange);
  if (knowsZones) await zonesOfServer({ connection, address: MAILBOX });
  const asked: Asked[] = [];
  const interruptions = new Map<number, Interruption>();
  const post: EwsConnection['transport']['post'] = async (body, headers) => {
    asked.push({ body, headers });
    const interruption = interruptions.get(asked.length);
    const broken = { ok: false, fault: { reason: 'cut', code: 'ECONNRESET' } } as const;
    if (interruption === 'dropped') return broken;
    if (typeof interruption === 'function') await interruption();
    const result = await connection.transport.post(body, headers);
    return interruption === 'lost' ? broken : result;
  };
  return {
    mailbox: createEwsMailbox({ ...connection, transport: { ...connection.transport, post } }, MAILBOX),
    person: exchange.person(MAILBOX),
    exchange,
    asked,
    interrupt: (n, interruption) => void interruptions.set(asked.length + n, interruption),
  };
}
