// A company with Ivanti on one side and Exchange on the other.
import { onTestFinished } from 'vitest';
import type { IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import type { ItemTimes, NewItem, Office } from '../../../local/ivanti/office.ts';
import { type LocalIvanti, startIvanti } from '../../../local/ivanti/server.ts';
import { ivanti as application } from '../../../shared/sources/ivanti/application.ts';
import {
  ADA,
  type ApplicationCompany,
  type ApplicationCompanyOptions,
  accepted,
  applicationCompany,
  BEN,
  START,
} from './applicationCompany.ts';

export { ADA, accepted, BEN };

/** The calendar of all changes: no person's mailbox. */
export const CHANGES = 'changes@example.com';

export interface IvantiCompany extends ApplicationCompany {
  readonly ivanti: LocalIvanti;
  readonly office: Office;
  /** An item of Ada's on Monday morning, or as `fields` say. */
  item(title: string, fields?: Partial<NewItem>): string;
  /** Titles of the items, sorted. */
  items(): string[];
  /** Switches the link of the shared calendar on and starts it: by the administrator. */
  startShared(): Promise<void>;
}

export interface IvantiCompanyOptions
  extends Partial<Pick<ApplicationCompanyOptions, 'server' | 'exchange' | 'graph' | 'accounts' | 'isConnected'>> {
  readonly behaviour?: Partial<IvantiBehaviour>;
  /** Fields of the connection to Ivanti. */
  readonly connection?: object;
}

/** Monday morning, or the same hour of another day of November. */
export const hourOf = (day = 23): ItemTimes => ({
  isAllDay: false,
  start: Date.UTC(2026, 10, day, 7),
  end: Date.UTC(2026, 10, day, 8),
});

/** Set up. Nobody has enabled it. */
export async function ivantiCompany(options: IvantiCompanyOptions = {}): Promise<IvantiCompany> {
  const clock = { now: START };
  const { behaviour, connection, ...rest } = options;
  const ivanti = await startIvanti({ clock: () => clock.now, ...(behaviour ? { behaviour } : {}) });
  onTestFinished(() => ivanti.close());
  const { office } = ivanti;
  for (const email of [ADA, BEN]) office.addEmployee({ login: email.slice(0, email.indexOf('@')), email });
  const source = {
    kind: 'ivanti',
    entryTypes: [
      { id: 'CalendarItem', name: 'Calendar item' },
      { id: 'Change', name: 'Change' },
    ],
    defaultType: 'CalendarItem',
    connection: {
      url: ivanti.url,
      caCertificate: ivanti.caCertificate,
      timeZone: 'Europe/Helsinki',
      ...connection,
    },
    secrets: { secret: ivanti.apiKey },
  };
  const company = await applicationCompany({
    ...rest,
    application,
    clock,
    source,
    mailboxes: [ADA, BEN, CHANGES],
  });
  const { call, work } = company;
  return {
    ...company,
    ...{ ivanti, office },
    item: (title, fields = {}) => office.create({ title, times: hourOf(), owner: 'ada', ...fields }),
    items: () =>
      office
        .list()
        .map(({ title }) => title)
        .sort(),
    async startShared() {
      await accepted(call('POST', `users/${CHANGES}/switch-on`, { body: {} }));
      await work(2);
      await accepted(call('POST', `users/${CHANGES}/start`, { body: {} }));
      await work(2);
    },
  };
}

/** The administrator has enabled synchronisation: the tests of both connections passed. */
export async function enabledIvantiCompany(options: IvantiCompanyOptions = {}): Promise<IvantiCompany> {
  const company = await ivantiCompany(options);
  // A calendar without any item counts as hidden: one of Ben's stands there.
  company.item('Stands', { owner: 'ben', times: hourOf(30) });
  await accepted(company.call('POST', 'synchronisation/enable'));
  return company;
}
