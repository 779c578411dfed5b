// A company with Severa on one side and Exchange on the other.
import { onTestFinished } from 'vitest';
import type { ExchangeServer } from '../../../local/exchange/soap/versions.ts';
import type { NewUser, Office } from '../../../local/severa/office.ts';
import { type LocalSevera, startSevera } from '../../../local/severa/server.ts';
import { severa as application } from '../../../shared/sources/severa/application.ts';
import { ADA, type ApplicationCompany, accepted, applicationCompany, BEN, START } from './applicationCompany.ts';

export { ADA, accepted, BEN, START };

export interface SeveraCompany extends ApplicationCompany {
  readonly severa: LocalSevera;
  readonly office: Office;
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
  /** An activity of Ada's on Monday morning, or as `fields` say. */
  activity(name: string, fields?: object): string;
  /** Names of the activities, sorted. */
  activities(): string[];
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
  const severa = await startSevera({
    clock: () => clock.now,
    behaviour: { requestsPerSecond: Number.POSITIVE_INFINITY },
  });
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
  const { users: _, connection, source: more, ...exchangeOptions } = options;
  const source = {
    kind: 'severa',
    entryTypes: Object.entries(types).map(([name, id]) => ({ id, name })),
    defaultType: types.meeting,
    connection: {
      url: severa.url,
      clientId: severa.clientId,
      caCertificate: severa.caCertificate,
      personalType: types.personal,
      ...connection,
    },
    secrets: { clientSecret: severa.clientSecret },
    ...more,
  };
  const company = await applicationCompany({ ...exchangeOptions, application, clock, source });
  return {
    ...company,
    ...{ severa, office, people, types },
    settings: { exchange: company.exchangeSettings, severa: source },
    activity: (name, fields = {}) =>
      office.create({
        name,
        startDateTime: '2026-11-23T09:00:00+02:00',
        endDateTime: '2026-11-23T10:00:00+02:00',
        activityType: { guid: types.meeting },
        ownerUser: { guid: people[ADA] ?? '' },
        ...fields,
      }),
    activities: () =>
      office
        .list()
        .map(({ name }) => name)
        .sort(),
  };
}

/** The administrator has enabled synchronisation: the tests of both connections passed. */
export async function enabledSeveraCompany(options: SeveraCompanyOptions = {}): Promise<SeveraCompany> {
  const company = await severaCompany(options);
  await accepted(company.call('POST', 'synchronisation/enable'));
  return company;
}
