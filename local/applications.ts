// The business applications that a trial can use instead of the built-in source: each a local server, connected to the
// product over its own HTTP. They keep nothing between starts.
import { systemClock } from '../shared/seams.ts';
import { startIvanti } from './ivanti/server.ts';
import { startSevera } from './severa/server.ts';

export const APPLICATION_NAMES = ['severa', 'ivanti'] as const;
export type ApplicationName = (typeof APPLICATION_NAMES)[number];

export interface LocalApplication {
  readonly name: ApplicationName;
  /** Its own address, for people. */
  readonly url: string;
  readonly caCertificate: string;
  /** The credentials of a person who wants to work in it. */
  readonly keys: Readonly<Record<string, string>>;
  /** The body of PUT sources/{name}. */
  readonly source: object;
  close(): Promise<void>;
}

interface Person {
  readonly email: string;
  readonly name: string;
}

const ZONE = 'Europe/Helsinki';

const STARTS: { readonly [N in ApplicationName]: (people: readonly Person[]) => Promise<LocalApplication> } = {
  async severa(people) {
    const server = await startSevera({ clock: systemClock });
    const { office, url, caCertificate, clientId, clientSecret } = server;
    const meeting = office.addType({ name: 'Meeting', category: 'CalendarEntry', isDefault: true });
    const visit = office.addType({ name: 'Visit', category: 'SalesEvent' });
    for (const { email, name } of people) {
      office.addUser({ email, firstName: name, lastName: 'Example', ianaName: ZONE });
    }
    const entryTypes = [
      { id: meeting, name: 'Meeting' },
      { id: visit, name: 'Visit' },
    ];
    return {
      name: 'severa',
      url,
      caCertificate,
      keys: { clientId, clientSecret },
      source: {
        kind: 'severa',
        entryTypes,
        defaultType: meeting,
        connection: { url, caCertificate, clientId },
        secrets: { clientSecret },
      },
      close: () => server.close(),
    };
  },

  async ivanti(people) {
    const server = await startIvanti({ clock: systemClock });
    const { office, url, caCertificate, apiKey } = server;
    for (const { email, name } of people) {
      office.addEmployee({ login: name.toLowerCase(), email, firstName: name, lastName: 'Example' });
    }
    office.addEmployee({ login: 'planner', email: 'planner@example.com', firstName: 'Change', lastName: 'Planner' });
    const hour = 3_600_000;
    // A calendar without any item counts as hidden: one of somebody else stands there.
    const start = Math.ceil(systemClock() / hour) * hour;
    office.create({ title: 'Change board', times: { isAllDay: false, start, end: start + hour }, owner: 'planner' });
    const connection = { url, caCertificate, timeZone: ZONE, twoWay: ['CalendarItem'] };
    const entryTypes = [
      { id: 'CalendarItem', name: 'Calendar item' },
      { id: 'Change', name: 'Change' },
    ];
    return {
      name: 'ivanti',
      url,
      caCertificate,
      keys: { apiKey },
      source: { kind: 'ivanti', entryTypes, defaultType: 'CalendarItem', connection, secrets: { secret: apiKey } },
      close: () => server.close(),
    };
  },
};

/** Starts the application with these people. */
export const startApplication = (name: ApplicationName, people: readonly Person[]): Promise<LocalApplication> =>
  STARTS[name](people);

/** The name that was given, or a sentence that names the choices. */
export const readApplicationName = (given: string): ApplicationName | { readonly wrong: string } =>
  APPLICATION_NAMES.find((name) => name === given) ?? {
    wrong: `--source takes ${APPLICATION_NAMES.join(' or ')}, not "${given}".`,
  };
