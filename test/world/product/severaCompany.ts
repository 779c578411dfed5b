// A company with Severa on one side and Exchange on the other, through the product's own HTTP API, queues and timer.
// Both servers are local. People work in them, and the test looks at both.
import { onTestFinished } from 'vitest';
import { useApp } from '../../../functions/process/running.ts';
import type { PersonEvent } from '../../../local/exchange/person/person.ts';
import { type LocalExchange, startExchange } from '../../../local/exchange/server.ts';
import type { ExchangeServer } from '../../../local/exchange/soap/versions.ts';
import type { NewUser, Office } from '../../../local/severa/office.ts';
import { type LocalSevera, startSevera } from '../../../local/severa/server.ts';
import { type App, createApp } from '../../../shared/app/app.ts';
import { APPLICATIONS } from '../../../shared/sources/registry.ts';
import { severa as application } from '../../../shared/sources/severa/application.ts';
import { LOCAL_APP } from '../localGraphApp.ts';
import { type Acme, newDisabledCompany } from './acme.ts';
import { queued, type Waiting } from './queued.ts';
import { type Answer, type Sent, send, testConfig, tick } from './registered.ts';

export const ADA = 'ada@example.com';
export const BEN = 'ben@example.com';
export const START = Date.UTC(2026, 10, 20, 8);
const SERVICE = { name: 'EXAMPLE\\svc-sync', password: 'a password of these tests', impersonates: 'all' } as const;
const MINUTE = 60_000;
const ROUND = 4 * MINUTE;

/** The pace of requests has tests of its own: with a clock that stands, each request would wait for its turn. */
const { requestsPerSecond: _, ...unpaced } = application;
const applications = [...APPLICATIONS.filter(({ kind }) => kind !== application.kind), unpaced];

export interface SeveraCompany extends Acme {
  readonly app: App;
  readonly clock: { now: number };
  readonly severa: LocalSevera;
  readonly office: Office;
  readonly exchange: LocalExchange;
  /** Ids in Severa. */
  readonly people: Readonly<Record<string, string>>;
  readonly types: {
    readonly meeting: string;
    readonly visit: string;
    readonly personal: string;
    readonly task: string;
  };
  /** The settings of the connections, as the set-up wrote them. */
  readonly settings: { readonly exchange: object; readonly severa: object };
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
  /** An activity of Ada's on Monday morning, or as `fields` say. */
  activity(name: string, fields?: object): string;
  /** An event of Ada's on Monday morning, or as `fields` say. */
  event(subject: string, fields?: Partial<PersonEvent>, of?: string): string;
  /** The pairs of a user's link: their ids, and the entries that they join. */
  pairs(email: string): Promise<readonly (readonly [string, string | undefined])[]>;
  /** Names of the activities, sorted. */
  activities(): string[];
  /** Subjects of the events of a mailbox, sorted. */
  events(of?: string): string[];
}

export interface SeveraCompanyOptions {
  /** Besides Ada and Ben. */
  readonly users?: readonly NewUser[];
  /** The release of Exchange. */
  readonly server?: ExchangeServer;
  /** Mailboxes of Exchange. Default: those of Ada and Ben. */
  readonly mailboxes?: readonly string[];
  /** Fields of the connection to Exchange. */
  readonly exchange?: object;
  /** Fields of the connection to Severa. */
  readonly connection?: object;
  /** Fields of the source's settings. */
  readonly source?: object;
}

/** Set up and tested. Nobody has enabled it: `enabled` does. */
export async function severaCompany(options: SeveraCompanyOptions = {}): Promise<SeveraCompany> {
  const clock = { now: START };
  const now = () => clock.now;
  const exchange = await startExchange({
    mailboxes: options.mailboxes ?? [ADA, BEN],
    accounts: [SERVICE],
    apps: [LOCAL_APP],
    timeZone: 'FLE Standard Time',
    ...(options.server ? { version: options.server } : {}),
    clock: now,
  });
  onTestFinished(() => exchange.close());
  const severa = await startSevera({ clock: now, behaviour: { requestsPerSecond: Number.POSITIVE_INFINITY } });
  onTestFinished(() => severa.close());
  const { office } = severa;
  const types = {
    meeting: office.addType({ name: 'Meeting', category: 'CalendarEntry', isDefault: true }),
    visit: office.addType({ name: 'Visit', category: 'SalesEvent' }),
    personal: office.addType({ name: 'Personal', category: 'Personal' }),
    task: office.addType({ name: 'Task', category: 'Task' }),
  };
  const users: readonly NewUser[] = [
    { email: ADA, firstName: 'Ada', lastName: 'L' },
    { email: BEN, firstName: 'Ben', lastName: 'B' },
    ...(options.users ?? []),
  ];
  const people = Object.fromEntries(users.map((user) => [user.email, office.addUser(user)]));

  let ids = 0;
  const localMicrosoft = { url: new URL(exchange.url).origin, caCertificate: exchange.caCertificate };
  const config = { ...testConfig, localMicrosoft };
  const app = createApp(config, { now, newId: () => `id${String(ids++).padStart(5, '0')}` }, applications);
  useApp(app);
  const queue = queued(app, now);
  const acme = await newDisabledCompany();
  const settings = settingsOf({ exchange, severa, types, options });
  await accepted(acme.call('PUT', 'exchange', { body: settings.exchange }));
  await accepted(acme.call('PUT', 'sources/severa', { body: settings.severa }));
  await accepted(acme.call('POST', 'sources/severa/people'));

  const as: SeveraCompany['as'] = (email, request, sent = {}) => {
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
    ...{ app, clock, severa, office, exchange, people, types, settings, as, work },
    waiting: queue.waiting,
    deliverDue: queue.deliverDue,
    async start(email, body = {}) {
      await accepted(as(email, 'POST switch-on', { body }));
      await work(2);
      await accepted(as(email, 'POST start'));
      await work(2);
    },
    activity: (name, fields = {}) =>
      office.create({
        name,
        startDateTime: '2026-11-23T09:00:00+02:00',
        endDateTime: '2026-11-23T10:00:00+02:00',
        activityType: { guid: types.meeting },
        ownerUser: { guid: people[ADA] ?? '' },
        ...fields,
      }),
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
    activities: () =>
      office
        .list()
        .map(({ name }) => name)
        .sort(),
    events: (of = ADA) =>
      exchange
        .person(of)
        .list()
        .map(({ subject = '' }) => subject)
        .sort(),
  };
}

/** The administrator has enabled synchronisation: the tests of both connections passed. */
export async function enabledSeveraCompany(options: SeveraCompanyOptions = {}): Promise<SeveraCompany> {
  const company = await severaCompany(options);
  await accepted(company.call('POST', 'synchronisation/enable'));
  return company;
}

/** The answer, where the request was accepted; throws with its body for any other. */
export async function accepted(answer: Promise<Answer>): Promise<Answer> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return answer;
}

interface SetUp {
  readonly exchange: LocalExchange;
  readonly severa: LocalSevera;
  readonly types: Readonly<Record<string, string>>;
  readonly options: SeveraCompanyOptions;
}

const settingsOf = ({ exchange, severa, types, options }: SetUp) => ({
  exchange: {
    kind: 'ews',
    url: exchange.url,
    signIn: { method: 'basic', account: SERVICE.name, password: SERVICE.password },
    caCertificate: exchange.caCertificate,
    timeZone: 'Europe/Helsinki',
    testMailbox: ADA,
    ...options.exchange,
  },
  severa: {
    kind: 'severa',
    entryTypes: Object.entries(types).map(([name, id]) => ({ id, name })),
    defaultType: types.meeting,
    connection: {
      url: severa.url,
      clientId: severa.clientId,
      caCertificate: severa.caCertificate,
      personalType: types.personal,
      ...options.connection,
    },
    secrets: { clientSecret: severa.clientSecret },
    ...options.source,
  },
});
