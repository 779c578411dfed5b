// The real adapters: EWS against the local Exchange, entries and rows in Azurite's tables. Each case has its own
// mailbox and company.
import type { LocalExchange } from '../../local/exchange/server.ts';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { EwsConnection } from '../../shared/exchange/ews/connection.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import type { Transport } from '../../shared/exchange/ews/transport.ts';
import { createEntriesSource } from '../../shared/sources/entries/index.ts';
import type { Directory, EntryContent, EntryStore } from '../../shared/state/directory.ts';
import type { Mailbox } from '../../shared/sync/mailbox.ts';
import type { Outcome } from '../../shared/sync/outcome.ts';
import type { LinkRow } from '../../shared/sync/rows.ts';
import { personOf } from '../contract/localMailbox.ts';
import type { Open } from './play.ts';
import { anyRequest } from './requests.ts';
import { ADA, type MailboxPerson, type Ports, type SourcePeople } from './world.ts';

const SOURCE = 'planner';

export interface RealServers {
  readonly exchange: LocalExchange;
  readonly connection: EwsConnection;
  readonly directory: Directory;
  /** A company that no other case has. */
  readonly newCompany: () => string;
}

/** Opens fresh ports for one case after the other. */
export const openRealPorts =
  (servers: RealServers): Open =>
  async () => {
    const company = servers.newCompany();
    const address = `${company}@example.com`;
    servers.exchange.addMailbox(address);
    const mailbox = createEwsMailbox(inParts(servers.connection), address);
    const entries = servers.directory.entries(company, SOURCE);
    const source = createEntriesSource({ entries, defaultType: 'meeting' });
    let writes = 0;
    const counted = <T extends object>(port: T): T =>
      countWrites(port, (count) => {
        writes += count;
      });
    const ports: Ports = {
      mailbox: counted(mailbox),
      source: counted(source),
      store: servers.directory.linkStore(company, 'ada'),
      company: servers.directory.companyStore(company),
      person: outlook(servers.exchange, address, mailbox),
      people: application(entries),
      setLink: (row) => switchLink(servers.directory, company, row),
    };
    return { ports, writes: () => writes };
  };

/** The connection, in which each further request of one call is a place where things may go wrong. */
function inParts(connection: EwsConnection): EwsConnection {
  const { transport } = connection;
  const post: Transport['post'] = (body, headers) =>
    anyRequest(() => transport.post(body, headers), { ok: false, fault: { reason: 'cut', code: 'LOST' } });
  return { ...connection, transport: { ...transport, post } };
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'remove', 'restore']);

function countWrites<T extends object>(port: T, add: (count: number) => void): T {
  return new Proxy(port, {
    get: (target, name) => {
      const own: unknown = Reflect.get(target, name, target);
      if (typeof own !== 'function' || !WRITES.has(String(name))) return own;
      return async (...args: unknown[]) => {
        // Every write of the ports answers one outcome or a list of them.
        const answer = (await own.apply(target, args)) as Outcome<unknown> | Outcome<unknown>[];
        add([answer].flat().filter((outcome) => outcome.ok).length);
        return answer;
      };
    },
  });
}

async function switchLink(directory: Directory, company: string, row: LinkRow): Promise<void> {
  const stored = await directory.linkSettings(company, 'ada').get();
  if (!stored) await directory.user(company, ADA).put({ user: 'ada', email: ADA, name: 'Ada' }, undefined);
  const settings = { link: 'ada', source: SOURCE, conflictPolicy: 'mailbox', ...row } as const;
  const written = await directory.switchLink(company, settings, stored?.etag);
  if (!written.ok) throw new Error('the link was switched by somebody else');
}

/** The mailbox's user; what stands in the calendar is read as any client reads it. */
export function outlook(exchange: LocalExchange, address: string, mailbox: Mailbox): MailboxPerson {
  const person = exchange.person(address);
  return {
    ...personOf(person),
    list: async () => {
      const ids = person.list().map((item) => item.id);
      const reads = ids.length === 0 ? [] : await mailbox.read(ids);
      return reads.flatMap((read) =>
        read.ok && read.value.content.kind === 'event' ? [{ id: read.value.id, event: read.value.content.event }] : [],
      );
    },
    restoreDeleted: async () => {
      const deleted = person.list('deleteditems').at(-1);
      if (deleted) person.move(deleted.id, 'calendar');
    },
  };
}

/** People who work with the entries through the store behind the API. */
function application(entries: EntryStore): SourcePeople {
  let ids = 0;
  const content = (event: CalendarEvent, owner: string, participants: readonly string[]): EntryContent => ({
    type: 'meeting',
    owner,
    participants,
    content: { kind: 'event', event },
  });
  const change = async (id: string, edit: (entry: EntryContent & { event: CalendarEvent }) => EntryContent) => {
    const [stored] = await entries.read([id]);
    if (stored?.content.kind !== 'event') throw new Error('people change an entry that is not there');
    const { id: _, version, modified: __, ...kept } = stored;
    const [written] = await entries.write([
      { op: 'replace', id, version, entry: edit({ ...kept, event: stored.content.event }) },
    ]);
    if (!written?.ok) throw new Error('people were overtaken');
  };
  return {
    list: async () => {
      const { entries: stored } = await entries.list({ limit: 500 });
      return stored.flatMap(({ id, owner, participants, content: { ...each } }) =>
        each.kind === 'event' ? [{ id, owner, participants, event: each.event }] : [],
      );
    },
    create: async (event, owner, participants = []) => {
      ids += 1;
      const id = `entry-${ids}`;
      await entries.write([{ op: 'insert', id, entry: content(event, owner, participants) }]);
      return id;
    },
    edit: (id, patch) =>
      change(id, ({ event, ...kept }) => ({ ...kept, content: { kind: 'event', event: { ...event, ...patch } } })),
    reassign: (id, owner, participants) => change(id, ({ event: _, ...kept }) => ({ ...kept, owner, participants })),
    remove: async (id) => {
      await entries.write([{ op: 'delete', id, version: undefined }]);
    },
  };
}
