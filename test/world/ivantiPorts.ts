// Ivanti's adapter over HTTPS at a local tenant, with the mailbox and the tables in memory. Each case has an empty
// calendar, apart from an item of somebody else.
import { type LocalIvanti, startIvanti } from '../../local/ivanti/server.ts';
import type { CalendarEvent, EventPatch, When } from '../../shared/calendar/event.ts';
import { endInstant, startInstant, timed } from '../../shared/calendar/when.ts';
import { ivanti } from '../../shared/sources/ivanti/application.ts';
import type { Source } from '../../shared/sync/ports/source.ts';
import { MemoryMailbox } from '../memory/mailbox.ts';
import { MemoryTables } from '../memory/tables.ts';
import { memoryTagLedger } from '../memory/tagLedger.ts';
import { countWrites } from './countWrites.ts';
import { plainPeople } from './plainFields.ts';
import type { Open } from './play/play.ts';
import { ADA, GRACE, type Ports, type SourcePeople } from './world.ts';

const ZONE = 'Europe/Helsinki';
const SIZES = { batchSize: 4, pageSize: 5 };
const HOUR_MS = 3_600_000;
/** Ivanti writes times to the second. */
const DEED_MS = 1000;
const loginOf = (email: string): string => email.replace('@example.com', '');

export interface IvantiTenants {
  readonly open: Open;
  close(): Promise<void>;
}

/**
 * A new tenant for each case: its clock differs from ours by the deeds of that case only. `tag`: it has a field for our
 * tag. Without one the tags stand in our tables.
 */
export function ivantiTenants(tag: boolean): IvantiTenants {
  let close = async (): Promise<void> => {};
  const open: Open = async () => {
    await close();
    const time = { now: () => Date.UTC(2026, 10, 20, 6), deeds: 0 };
    const clock = (): number => time.now() + time.deeds * DEED_MS;
    const server = await startIvanti({ clock, behaviour: tag ? {} : { names: 'unlinked' } });
    close = () => server.close();
    const { office } = server;
    for (const email of [ADA, GRACE, 'dora@example.com']) office.addEmployee({ login: loginOf(email), email });
    const start = clock() - HOUR_MS;
    office.create({ title: 'Stands', times: { isAllDay: false, start, end: start + HOUR_MS }, owner: 'dora' });
    let writes = 0;
    const source = countWrites(openSource(server, { tag, clock }), (count) => {
      writes += count;
    });
    const mailbox = new MemoryMailbox(SIZES);
    const tables = new MemoryTables();
    const ledger = tag ? undefined : memoryTagLedger();
    const deed = (): void => {
      time.deeds += 1;
    };
    const ports: Ports = {
      mailbox,
      source,
      ...(ledger ? { ledger } : {}),
      tellTime: (now) => {
        time.now = now;
      },
      store: tables.linkStore('ada'),
      company: tables.companyStore(),
      ...plainPeople(mailbox.person, peopleOf(server, deed)),
      setLink: async (row) => {
        tables.registrations.set('ada', { link: 'ada', email: ADA, on: row.on, started: row.started });
        tables.put('ada', { kind: 'link', name: '' }, row);
      },
      loseRows: async () => {
        tables.lose();
        ledger?.lose();
      },
    };
    return { ports, writes: () => mailbox.writes + writes };
  };
  return { open, close: () => close() };
}

function openSource(
  { url, caCertificate, apiKey }: LocalIvanti,
  { tag, clock }: { readonly tag: boolean; readonly clock: () => number },
): Source {
  const fields = tag ? {} : { fields: { tag: null } };
  const connection = { url, caCertificate, timeZone: ZONE, twoWay: ['CalendarItem'], ...fields };
  const application = ivanti.open(
    { connection, secrets: { secret: apiKey } },
    { defaultType: 'CalendarItem', allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now: clock },
  );
  if (application?.keepsTags !== tag) throw new Error('the tenant is another one');
  // keepTags asks it only what an untagged source can answer.
  return application.source as unknown as Source;
}

/** People who work in Ivanti itself. `deed` is told before each of their writes. */
function peopleOf({ office }: LocalIvanti, deed: () => void): SourcePeople {
  return {
    list: async () =>
      office.list().flatMap(({ id, owner, title, body, location, start, end }) => {
        const event: CalendarEvent = {
          title,
          description: shown(body),
          location,
          when: timed({ start, end }, ZONE),
          privacy: 'public',
          freeBusyStatus: 'busy',
          keywords: [],
          alert: null,
        };
        return owner === 'dora' ? [] : [{ id, owner: `${owner}@example.com`, participants: [], event }];
      }),
    async create(event, owner) {
      deed();
      const { title, description: body, location } = event;
      return office.create({ title, body, location, times: timesOf(event.when), owner: loginOf(owner) });
    },
    async edit(id, patch) {
      deed();
      office.edit(id, fieldsOf(patch));
    },
    async reassign(id, owner) {
      deed();
      office.edit(id, { owner: loginOf(owner) });
    },
    async remove(id) {
      deed();
      office.remove(id);
    },
  };
}

/** A body as people see it: Ivanti renders each as rich text. */
const shown = (body: string): string => body.replace(/^<div>(.*)<\/div>$/s, '$1');

const timesOf = (when: When) => ({
  isAllDay: false as const,
  start: startInstant(when, ZONE),
  end: endInstant(when, ZONE),
});

const fieldsOf = ({ title, description, location, when }: EventPatch) => ({
  ...(title === undefined ? {} : { title }),
  ...(description === undefined ? {} : { body: description }),
  ...(location === undefined ? {} : { location }),
  ...(when ? { times: timesOf(when) } : {}),
});
