// A company between a business application and Exchange, through the product's own HTTP API, queues and timer. Both
// servers are local. People work in them, and the test looks at both.
import { onTestFinished } from 'vitest';
import { useApp } from '../../../functions/process/running.ts';
import type { PersonEvent } from '../../../local/exchange/person/person.ts';
import { type LocalExchange, startExchange } from '../../../local/exchange/server.ts';
import type { ExchangeServer } from '../../../local/exchange/soap/versions.ts';
import { type App, createApp } from '../../../shared/app/app.ts';
import type { ConnectedApplication } from '../../../shared/sources/connect/application.ts';
import { APPLICATIONS } from '../../../shared/sources/registry.ts';
import { LOCAL_APP } from '../localGraphApp.ts';
import { type Acme, newDisabledCompany } from './acme.ts';
import { queued, type Waiting } from './queued.ts';
import { type Answer, type Sent, send, testConfig, tick } from './registered.ts';

export const ADA = 'ada@example.com';
export const BEN = 'ben@example.com';
export const START = Date.UTC(2026, 10, 20, 8);
const SERVICE = { name: 'EXAMPLE\\svc-sync', password: 'a password of these tests', impersonates: 'all' } as const;
const GRAPH = {
  kind: 'graph',
  application: {
    kind: 'own',
    tenant: LOCAL_APP.tenant,
    clientId: LOCAL_APP.clientId,
    credential: { kind: 'secret', secret: LOCAL_APP.secret },
  },
  timeZone: 'Europe/Helsinki',
};
const MINUTE = 60_000;
const ROUND = 4 * MINUTE;

export interface ApplicationCompany extends Acme {
  readonly app: App;
  readonly clock: { now: number };
  readonly exchange: LocalExchange;
  /** The settings of the connection to Exchange, as the set-up wrote them. */
  readonly exchangeSettings: object;
  /** The user's own request, about the user: a method, and the rest of the path. */
  as(email: string, request: `${'GET' | 'POST'} ${string}`, sent?: Sent): Promise<Answer>;
  /** Switches on, lists, and starts: all by the user. */
  start(email: string, body?: object): Promise<void>;
  /** Messages that wait in the queues, delayed ones too. */
  waiting(): readonly Waiting[];
  /** Delivers each message that is due, and those that come of it. The clock stands. */
  deliverDue(): Promise<void>;
  /** So many ticks of the timer, four minutes after one another, each with all that comes of it. */
  work(rounds?: number): Promise<void>;
  /** An event of Ada's on Monday morning, or as `fields` say. */
  event(subject: string, fields?: Partial<PersonEvent>, of?: string): string;
  /** The pairs of a user's link: their ids, and the entries that they join. */
  pairs(email: string): Promise<readonly (readonly [string, string | undefined])[]>;
  /** Subjects of the events of a mailbox, sorted. */
  events(of?: string): string[];
}

export interface ApplicationCompanyOptions {
  /** The description of the application. */
  readonly application: ConnectedApplication;
  readonly clock: { now: number };
  /** The release of Exchange. */
  readonly server?: ExchangeServer;
  /** Mailboxes of Exchange. Default: those of Ada and Ben. */
  readonly mailboxes?: readonly string[];
  /** Fields of the connection to Exchange. */
  readonly exchange?: object;
  /** The connection is over Graph. */
  readonly graph?: true;
  /** Accounts of Exchange besides that of the service. */
  readonly accounts?: Parameters<typeof startExchange>[0]['accounts'];
  /** The settings of the source. */
  readonly source: object;
  /** False: the test writes the connection to Exchange itself. */
  readonly isConnected?: boolean;
}

/** Set up. Nobody has tested or enabled it. The source has the name of its application. */
export async function applicationCompany(options: ApplicationCompanyOptions): Promise<ApplicationCompany> {
  const { clock, application } = options;
  const now = () => clock.now;
  const exchange = await startExchange({
    mailboxes: options.mailboxes ?? [ADA, BEN],
    accounts: [SERVICE, ...(options.accounts ?? [])],
    apps: [LOCAL_APP],
    timeZone: 'FLE Standard Time',
    ...(options.server ? { version: options.server } : {}),
    clock: now,
  });
  onTestFinished(() => exchange.close());
  let ids = 0;
  const localMicrosoft = { url: new URL(exchange.url).origin, caCertificate: exchange.caCertificate };
  const app = createApp(
    { ...testConfig, localMicrosoft },
    { now, newId: () => `id${String(ids++).padStart(5, '0')}` },
    withoutPace(application),
  );
  useApp(app);
  const queue = queued(app, now);
  const acme = await newDisabledCompany();
  const overEws = {
    kind: 'ews',
    url: exchange.url,
    signIn: { method: 'basic', account: SERVICE.name, password: SERVICE.password },
    caCertificate: exchange.caCertificate,
    timeZone: 'Europe/Helsinki',
    testMailbox: ADA,
    ...options.exchange,
  };
  const exchangeSettings = options.graph ? { ...GRAPH, testMailbox: ADA } : overEws;
  if (options.isConnected !== false) await accepted(acme.call('PUT', 'exchange', { body: exchangeSettings }));
  await accepted(acme.call('PUT', `sources/${application.kind}`, { body: options.source }));
  await accepted(acme.call('POST', `sources/${application.kind}/people`));

  const as: ApplicationCompany['as'] = (email, request, sent = {}) => {
    const [method = '', rest = ''] = request.split(' ');
    return send(method, `users/${email}/${rest}`, {
      ...sent,
      headers: { 'x-local-user': email, 'x-local-company': acme.company, ...sent.headers },
    });
  };
  const work = async (rounds = 3): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      await tick('schedule');
      await queue.deliverDue();
      clock.now += ROUND;
    }
  };

  return {
    ...acme,
    ...{ app, clock, exchange, exchangeSettings, as, work },
    waiting: queue.waiting,
    deliverDue: queue.deliverDue,
    async start(email, body = {}) {
      await accepted(as(email, 'POST switch-on', { body }));
      await work(2);
      await accepted(as(email, 'POST start'));
      await work(2);
    },
    event: (subject, fields = {}, of = ADA) =>
      exchange.person(of).create({
        subject,
        start: '2026-11-23T09:00:00',
        end: '2026-11-23T10:00:00',
        zone: 'FLE Standard Time',
        ...fields,
      }).id,
    async pairs(email) {
      const user = await app.directory.user(acme.company, email).get();
      const rows = await app.directory.linkStore(acme.company, user?.value.user ?? '').list('pair');
      return rows.map(({ row }) => [row.pair, row.source?.id] as const);
    },
    events: (of = ADA) =>
      exchange
        .person(of)
        .list()
        .map(({ subject = '' }) => subject)
        .sort(),
  };
}

/** The pace of requests has tests of its own: with a clock that stands, each request would wait for its turn. */
function withoutPace({ requestsPerSecond: _, ...unpaced }: ConnectedApplication) {
  return [...APPLICATIONS.filter(({ kind }) => kind !== unpaced.kind), unpaced];
}

/** The answer, where the request was accepted; throws with its body for any other. */
export async function accepted(answer: Promise<Answer>): Promise<Answer> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return answer;
}
