// Severa's adapter over HTTPS at a local Severa, with the mailbox and the tables in memory. Each case has a server of its
// own: its clock differs from ours by the deeds of that case only.
import { type LocalSevera, startSevera } from '../../local/severa/server.ts';
import type { EventPatch, When } from '../../shared/calendar/event.ts';
import { endInstant, startInstant, timed } from '../../shared/calendar/when.ts';
import { severa } from '../../shared/sources/severa/application.ts';
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
/** Severa writes times to the second. */
const DEED_MS = 1000;

export interface SeveraServers {
  readonly open: Open;
  close(): Promise<void>;
}

export function severaServers(): SeveraServers {
  let close = async (): Promise<void> => {};
  const open: Open = async () => {
    await close();
    const time = { now: () => Date.UTC(2026, 10, 20, 6), deeds: 0 };
    const clock = (): number => time.now() + time.deeds * DEED_MS;
    const server = await startSevera({ clock, behaviour: { requestsPerSecond: Number.POSITIVE_INFINITY } });
    close = () => server.close();
    const { office } = server;
    const users = new Map([ADA, GRACE].map((email) => [email, office.addUser({ email, ianaName: ZONE })]));
    const meeting = office.addType({ name: 'Meeting', category: 'CalendarEntry', isDefault: true });
    let writes = 0;
    const source = countWrites(openSource(server, { meeting, clock }), (count) => {
      writes += count;
    });
    const mailbox = new MemoryMailbox(SIZES);
    const tables = new MemoryTables();
    const ledger = memoryTagLedger();
    const deed = (): void => {
      time.deeds += 1;
    };
    const ports: Ports = {
      mailbox,
      source,
      ledger,
      tellTime: (now) => {
        time.now = now;
      },
      store: tables.linkStore('ada'),
      company: tables.companyStore(),
      ...plainPeople(mailbox.person, peopleOf(server, { users, meeting, deed })),
      setLink: async (row) => {
        tables.registrations.set('ada', { link: 'ada', email: ADA, on: row.on, started: row.started });
        tables.put('ada', { kind: 'link', name: '' }, row);
      },
      loseRows: async () => {
        tables.lose();
        ledger.lose();
      },
    };
    return { ports, writes: () => mailbox.writes + writes };
  };
  return { open, close: () => close() };
}

function openSource(
  { url, caCertificate, clientId, clientSecret }: LocalSevera,
  { meeting, clock }: { readonly meeting: string; readonly clock: () => number },
): Source {
  const application = severa.open(
    { connection: { url, caCertificate, clientId }, secrets: { clientSecret } },
    { defaultType: meeting, allowedNetworks: ['127.0.0.0/8', '::1/128'], timeoutMs: 10_000, now: clock },
  );
  if (!application || application.keepsTags) throw new Error('the settings are those of Severa');
  // keepTags asks it only what an untagged source can answer.
  return application.source as unknown as Source;
}

interface Office {
  readonly users: ReadonlyMap<string, string>;
  readonly meeting: string;
  /** Told before each write of a person. */
  readonly deed: () => void;
}

/** People who work in Severa itself. */
function peopleOf({ office }: LocalSevera, { users, meeting, deed }: Office): SourcePeople {
  const emails = new Map([...users].map(([email, guid]) => [guid, email]));
  const ownerOf = (email: string) => ({ guid: users.get(email) ?? '' });
  return {
    list: async () =>
      office.list().map((row) => {
        const [start, end] = [Date.parse(row.startDateTime), Date.parse(row.endDateTime ?? row.startDateTime)];
        return {
          id: row.guid,
          owner: emails.get(row.ownerUser.guid) ?? '',
          participants: [],
          event: {
            title: row.name,
            description: row.notes ?? '',
            location: row.location ?? '',
            when: timed({ start, end }, ZONE),
            privacy: 'public',
            freeBusyStatus: 'busy',
            keywords: [],
            alert: null,
          },
        };
      }),
    async create(event, owner) {
      deed();
      const { title: name, description: notes, location } = event;
      return office.create({
        name,
        notes,
        location,
        ...timesOf(event.when),
        activityType: { guid: meeting },
        ownerUser: ownerOf(owner),
      });
    },
    async edit(id, patch) {
      deed();
      office.edit(id, fieldsOf(patch));
    },
    async reassign(id, owner) {
      deed();
      office.edit(id, { ownerUser: ownerOf(owner) });
    },
    async remove(id) {
      deed();
      office.remove(id);
    },
  };
}

const timesOf = (when: When) => ({
  startDateTime: new Date(startInstant(when, ZONE)).toISOString(),
  endDateTime: new Date(endInstant(when, ZONE)).toISOString(),
  hasDuration: true,
});

const fieldsOf = ({ title, description, location, when }: EventPatch) => ({
  ...(title === undefined ? {} : { name: title }),
  ...(description === undefined ? {} : { notes: description }),
  ...(location === undefined ? {} : { location }),
  ...(when ? timesOf(when) : {}),
});
