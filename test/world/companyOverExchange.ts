// Two users of one company whose mailboxes stand in a local Exchange that carries mail between them, called over EWS or
// over Graph. The business application and the rows are in memory.
import { onTestFinished } from 'vitest';
import type { Person } from '../../local/exchange/person/person.ts';
import { startExchange } from '../../local/exchange/server.ts';
import { createEwsConnection } from '../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import { createGraphMailbox } from '../../shared/exchange/graph/mailbox.ts';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import type { Api, Mailbox } from '../../shared/sync/ports/mailbox.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import { runLink } from '../../shared/sync/run.ts';
import { connectToLocal, LOCAL_APP } from './localGraphApp.ts';
import { MeetingsWorld } from './meetingsWorld.ts';
import { untilQuiet } from './passes.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'local', impersonates: 'all' } as const;
const ZONE = 'Europe/Helsinki';
const PASS_MS = 4 * 60_000;

export const ADA = 'ada@example.com';
export const BEN = 'ben@example.com';
/** Takes part, and has no mailbox here. */
export const DORA = 'dora@elsewhere.example';
const NAMES: Readonly<Record<string, string>> = { [ADA]: 'Ada', [BEN]: 'Ben', [DORA]: 'Dora' };

export interface CompanyOverExchange {
  readonly world: MeetingsWorld;
  person(address: string): Person;
  mailbox(address: string): Mailbox;
  /** Titles in the calendar of a user, cancelled ones in brackets. */
  calendar(address: string): string[];
  /** `invitation Ben`, in order of the words, since it was asked last. */
  mailed(): string[];
  /** A poll and a run of each link, or of one; then four minutes go by. */
  pass(only?: string, through?: Partial<Mailbox>): Promise<void>;
  /** Passes until two in a row write nothing and nothing waits. */
  settle(): Promise<void>;
  pairs(address: string): Promise<PairRow[]>;
}

export async function companyOverExchange(api: Api): Promise<CompanyOverExchange> {
  const world = await MeetingsWorld.begin([ADA, BEN]);
  const now = () => world.now;
  const exchange = await startExchange({
    ...{ mailboxes: [ADA, BEN], accounts: [ACCOUNT], apps: [LOCAL_APP], clock: now },
    timeZone: 'FLE Standard Time',
  });
  onTestFinished(() => exchange.close());
  const connection = createEwsConnection({
    ...{ url: exchange.url, access: 'impersonation', version: 'Exchange2016', timeZone: ZONE, timeoutMs: 20_000, now },
    signIn: { method: 'basic', account: ACCOUNT.name, password: ACCOUNT.password },
    caCertificate: exchange.caCertificate,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    newId: () => 'id',
  });
  onTestFinished(() => connection.close());
  const graph = connectToLocal(exchange, now);
  onTestFinished(() => graph.close());
  const mailboxes = new Map(
    [ADA, BEN].map((address) => [
      address,
      api === 'ews' ? createEwsMailbox(connection, address) : createGraphMailbox(graph, { address, timeZone: ZONE }),
    ]),
  );
  const mailboxOf = (address: string): Mailbox => {
    const mailbox = mailboxes.get(address);
    if (!mailbox) throw new Error(`${address} has no mailbox here`);
    return mailbox;
  };
  let writes = 0;
  const portsOf = (address: string, through: Partial<Mailbox> = {}) => ({
    ...world.ports(address),
    mailbox: counted({ ...mailboxOf(address), ...through }, () => {
      writes += 1;
    }),
  });
  let seen = 0;

  const pass: CompanyOverExchange['pass'] = async (only, through) => {
    for (const address of only === undefined ? [ADA, BEN] : [only]) {
      const ports = portsOf(address, through);
      await pollSource(ports);
      const outcome = await runLink(world.context(address, ports));
      if (outcome.state === 'stopped' && !through) throw new Error(JSON.stringify(outcome.failure));
    }
    world.now += PASS_MS;
  };
  const isQuiet = async (): Promise<boolean> => {
    const heads = await Promise.all([ADA, BEN].map((address) => portsOf(address).store.head()));
    return !heads.flat().some(({ kind }) => kind === 'dirty' || kind === 'inbox');
  };

  return {
    world,
    person: (address) => exchange.person(address),
    mailbox: mailboxOf,
    calendar: (address) =>
      exchange
        .person(address)
        .list()
        .map(({ subject = '', isCancelled }) => (isCancelled ? `(${subject})` : subject))
        .sort(),
    mailed() {
      const mails = exchange.mail.slice(seen);
      seen += mails.length;
      return mails.flatMap(({ kind, to }) => to.map((address) => `${kind} ${NAMES[address] ?? address}`)).sort();
    },
    pass,
    settle: () =>
      untilQuiet(async () => {
        const before = writes + world.source.writes;
        await pass();
        return before === writes + world.source.writes && (await isQuiet());
      }),
    pairs: async (address) => (await portsOf(address).store.list('pair')).map(({ row }) => row),
  };
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'remove', 'restore']);

const counted = (mailbox: Mailbox, count: () => void): Mailbox =>
  new Proxy(mailbox, {
    get(target, name) {
      if (WRITES.has(String(name))) count();
      return Reflect.get(target, name, target);
    },
  });
