// A link whose mailbox stands in the local Exchange and is called over EWS and over Graph, one after the other. The
// business application and the rows are in memory.
import { onTestFinished } from 'vitest';
import type { Person } from '../../local/exchange/person/person.ts';
import { startExchange } from '../../local/exchange/server.ts';
import { createEwsConnection } from '../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import { createGraphMailbox } from '../../shared/exchange/graph/mailbox.ts';
import { translateIds } from '../../shared/exchange/graph/translateIds.ts';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import type { FormerConnection } from '../../shared/sync/ports/formerConnection.ts';
import type { RunOutcome } from '../../shared/sync/ports/link.ts';
import type { Api, Mailbox } from '../../shared/sync/ports/mailbox.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import { runLink } from '../../shared/sync/run.ts';
import { connectToLocal, LOCAL_APP } from './localGraphApp.ts';
import { openMemoryPorts } from './memoryPorts.ts';
import { untilQuiet } from './passes.ts';
import { outlook } from './realPorts.ts';
import { type Ports, World, type WorldOptions } from './world.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const ADDRESS = 'ada@example.com';
const ZONE = 'Europe/Helsinki';
const PASS_MS = 4 * 60_000;
const PASSES_MAX = 30;

export interface BothApis {
  readonly world: World;
  readonly ports: Ports;
  readonly person: Person;
  readonly mailboxes: Readonly<Record<Api, Mailbox>>;
  /** The former connection as it answers while the link goes over to `to`. */
  former(to: Api): FormerConnection;
  /** From now on runs go over it; `former`: what can still be asked. */
  use(api: Api, former?: FormerConnection): void;
  pass(mailbox?: Partial<Mailbox>): Promise<RunOutcome>;
  /** Passes until three in a row leave nothing to do. */
  settle(): Promise<void>;
  /** The engine's writes to both calendars so far. */
  writes(): number;
  pairs(): Promise<PairRow[]>;
}

export async function linkOverBothApis(options: WorldOptions = {}): Promise<BothApis> {
  let now = (): number => Date.UTC(2026, 10, 20, 8);
  const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], apps: [LOCAL_APP], clock: () => now() });
  onTestFinished(() => exchange.close());
  exchange.addMailbox(ADDRESS);
  const person = exchange.person(ADDRESS);
  person.setTimeZone('FLE Standard Time');
  const connection = createEwsConnection({
    url: exchange.url,
    signIn: { method: 'basic', account: ACCOUNT.name, password: ACCOUNT.password },
    access: 'impersonation',
    version: 'Exchange2016',
    caCertificate: exchange.caCertificate,
    timeZone: ZONE,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    timeoutMs: 20_000,
    now: () => now(),
    newId: () => 'id',
  });
  onTestFinished(() => connection.close());
  const graphConnection = connectToLocal(exchange, () => now());
  onTestFinished(() => graphConnection.close());
  const mailboxes = {
    ews: createEwsMailbox(connection, ADDRESS),
    graph: createGraphMailbox(graphConnection, { address: ADDRESS, timeZone: ZONE }),
  };
  const { ports } = await openMemoryPorts({ batchSize: 20, pageSize: 50 });
  const link: Ports = { ...ports, mailbox: mailboxes.ews, person: outlook(exchange.person(ADDRESS), mailboxes.ews) };
  const world = await World.begin(link, options);
  now = () => world.now;
  let writes = 0;
  const counted = <T extends object>(port: T): T => countWrites(port, () => (writes += 1));
  const source = counted(ports.source);
  let inUse: { readonly api: Api; readonly former: FormerConnection | undefined } = { api: 'ews', former: undefined };

  const pass = async (changes: Partial<Mailbox> = {}): Promise<RunOutcome> => {
    const { api, former } = inUse;
    const mailbox = counted({ ...mailboxes[api], ...changes });
    for (let more = true; more; ) {
      const polled = await pollSource(link);
      more = polled.ok && polled.value.more;
    }
    const context = { ...world.context({ ...link, mailbox, source }), connection: api };
    const outcome = await runLink(former ? { ...context, former: async () => former } : context);
    world.now += PASS_MS;
    return outcome;
  };

  return {
    ...{ world, ports: link, person, mailboxes, pass },
    former: (to) => ({
      mailbox: mailboxes[to === 'ews' ? 'graph' : 'ews'],
      translate: (ids) => translateIds(graphConnection, { address: ADDRESS, ids, to }),
    }),
    use(api, former) {
      inUse = { api, former };
    },
    settle: () => untilQuiet(async () => (await pass()).state === 'idle', { inARow: 3, most: PASSES_MAX }),
    writes: () => writes,
    pairs: async () => (await ports.store.list('pair')).map(({ row }) => row),
  };
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'remove', 'restore']);

function countWrites<T extends object>(port: T, add: () => void): T {
  return new Proxy(port, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name, target);
      if (typeof own !== 'function') return own;
      return (...args: unknown[]) => {
        if (WRITES.has(String(name))) add();
        return own.apply(target, args);
      };
    },
  });
}
