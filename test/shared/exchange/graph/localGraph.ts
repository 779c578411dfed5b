// A mailbox of a local Exchange, called over Graph as in production; its person speaks of events by the ids that Graph
// has for them.
import { onTestFinished } from 'vitest';
import type { Person } from '../../../../local/exchange/person/person.ts';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import type { GraphConnection } from '../../../../shared/exchange/graph/connection/connection.ts';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { Interruption } from '../../../contract/interruptedSeries.ts';
import type { MailboxPerson } from '../../../contract/mailbox.ts';
import { connectToLocal as connect, LOCAL_APP, translated } from '../../../world/localGraphApp.ts';
import { personOf } from '../../../world/localMailbox.ts';
import { MAILBOX, NOW } from './scriptedGraph.ts';

export const ZONE = 'Europe/Helsinki';

export const startLocalGraph = (clock: () => number = () => NOW): Promise<LocalExchange> =>
  startExchange({ mailboxes: [], accounts: [], apps: [LOCAL_APP], clock });

export const connectToLocal = (exchange: LocalExchange, now: () => number = () => NOW): GraphConnection =>
  connect(exchange, now);

/** Ids of EWS, which the person has, and of Graph. */
export interface Ids {
  toGraph(ewsId: string): Promise<string>;
  toEws(graphId: string): Promise<string>;
}

export function idsOf(connection: GraphConnection, address: string): Ids {
  const translate = async (id: string, from: string, to: string): Promise<string> => {
    const [translatedId = ''] = await translated(connection, address, { ids: [id], from, to });
    return translatedId;
  };
  return {
    toGraph: (id) => translate(id, 'ewsId', 'restImmutableEntryId'),
    toEws: (id) => translate(id, 'restImmutableEntryId', 'ewsId'),
  };
}

export function graphPersonOf(person: Person, { toGraph, toEws }: Ids): MailboxPerson {
  const owner = personOf(person);
  return {
    create: async (event) => toGraph(await owner.create(event)),
    edit: async (id, patch) => owner.edit(await toEws(id), patch),
    remove: async (id) => owner.remove(await toEws(id)),
    copy: async (id) => toGraph(await owner.copy(await toEws(id))),
    move: async (id) => toGraph(await owner.move(await toEws(id))),
    invalidateWatermarks: () => owner.invalidateWatermarks(),
  };
}

export interface LocalGraph {
  readonly exchange: LocalExchange;
  readonly connection: GraphConnection;
  readonly mailbox: Mailbox;
  readonly owner: Person;
  readonly person: MailboxPerson;
  readonly ids: Ids;
  /** The number of requests sent so far; a batch is one. */
  asked(): number;
  /** Interrupts the `n`th request from now on. The next one is the first. */
  interrupt(n: number, interruption: Interruption): void;
}

const BROKEN = failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'ECONNRESET' });

/** An empty mailbox of the test that asks for it. */
export async function openLocalGraph({ now = () => NOW }: { now?: () => number } = {}): Promise<LocalGraph> {
  const exchange = await startLocalGraph(now);
  onTestFinished(() => exchange.close());
  const direct = connectToLocal(exchange, now);
  onTestFinished(() => direct.close());
  exchange.addMailbox(MAILBOX);
  const owner = exchange.person(MAILBOX);
  const ids = idsOf(direct, MAILBOX);
  let asked = 0;
  const interruptions = new Map<number, Interruption>();
  const connection: GraphConnection = {
    ...direct,
    async ask(address, ask) {
      asked += 1;
      const interruption = interruptions.get(asked);
      if (interruption === 'dropped') return BROKEN;
      if (typeof interruption === 'function') await interruption();
      const answer = await direct.ask(address, ask);
      return interruption === 'lost' ? BROKEN : answer;
    },
  };
  const mailbox = createGraphMailbox(connection, { address: MAILBOX, timeZone: ZONE });
  return {
    ...{ exchange, connection, mailbox, owner, ids, person: graphPersonOf(owner, ids) },
    asked: () => asked,
    interrupt: (n, interruption) => void interruptions.set(asked + n, interruption),
  };
}
