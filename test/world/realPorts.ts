// The real adapters: EWS or Graph against the local Exchange, entries and rows in Azurite's tables. Each case has its
// own mailbox and company.
import type { Person } from '../../local/exchange/person/person.ts';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { createEntriesSource } from '../../shared/sources/entries/index.ts';
import type { Directory } from '../../shared/state/directory.ts';
import type { EntryContent, EntryStore } from '../../shared/state/entry.ts';
import type { Mailbox } from '../../shared/sync/ports/mailbox.ts';
import type { LinkRow } from '../../shared/sync/ports/rows.ts';
import { countWrites } from './countWrites.ts';
import { personOf } from './localMailbox.ts';
import type { Open } from './play/play.ts';
import type { OpenMailbox, RealServers } from './realServers.ts';
import { ADA, type MailboxPerson, type Ports, type SourcePeople } from './world.ts';

const SOURCE = 'planner';

/** Opens fresh ports for one case after the other. */
export const openRealPorts =
  (servers: RealServers): Open =>
  async () => {
    // Lost tables: the company's rows are those of another one, that has none.
    let company = servers.newCompany();
    const entries = servers.directory.entries(company, SOURCE);
    const address = `${company}@example.com`;
    servers.exchange.addMailbox(address);
    const { views, translate } = servers.openMailbox(address);
    let { api } = servers;
    const mailbox = latest(() => views[api].mailbox);
    const source = createEntriesSource({ entries, defaultType: 'meeting' });
    let writes = 0;
    const counted = <T extends object>(port: T): T =>
      countWrites(port, (count) => {
        writes += count;
      });
    const ports: Ports = {
      mailbox: counted(mailbox),
      source: counted(source),
      store: latest(() => servers.directory.linkStore(company, 'ada')),
      company: latest(() => servers.directory.companyStore(company)),
      person: outlook(servers.exchange.person(address), mailbox, (own) => views[api].idsFor(own)),
      people: application(entries),
      setLink: (row) => switchLink(servers.directory, company, row),
      loseRows: async () => {
        company = servers.newCompany();
      },
      goOver: (answers) => {
        const { mailbox: former } = views[api];
        api = api === 'ews' ? 'graph' : 'ews';
        const to = api;
        return { ...(answers ? { mailbox: former } : {}), translate: (ids) => translate(ids, to) };
      },
    };
    return { ports, writes: () => writes };
  };

/** A port that is asked for anew at each call. */
function latest<T extends object>(port: () => T): T {
  // Nothing but its functions is ever used of it.
  return new Proxy({} as T, {
    get: (_, name) => {
      const now = port();
      const own: unknown = Reflect.get(now, name, now);
      return typeof own === 'function' ? own.bind(now) : own;
    },
  });
}

async function switchLink(directory: Directory, company: string, row: LinkRow): Promise<void> {
  const stored = await directory.linkSettings(company, 'ada').get();
  if (!stored) await directory.user(company, ADA).put({ user: 'ada', email: ADA, name: 'Ada' }, undefined);
  const settings = { link: 'ada', source: SOURCE, conflictPolicy: 'mailbox', ...row } as const;
  const written = await directory.switchLink(company, settings, { etag: stored?.etag });
  if (!written.ok) throw new Error('the link was switched by somebody else');
}

/**
 * The mailbox's user, who sees the calendar as any client reads it. `idsFor` gives the ids of the calendar's adapter for
 * those of the user's own client, by which the user does what is done.
 */
export function outlook(
  person: Person,
  mailbox: Mailbox,
  idsFor: OpenMailbox['idsFor'] = async (own) => own,
): MailboxPerson {
  const owner = personOf(person);
  const idFor = async (own: string): Promise<string> => (await idsFor([own]))[0] ?? '';
  const ownOf = async (id: string): Promise<string> => {
    const own = person.list().map((item) => item.id);
    const at = (await idsFor(own)).indexOf(id);
    return own[at] ?? id;
  };
  return {
    create: async (event) => idFor(await owner.create(event)),
    edit: async (id, patch) => owner.edit(await ownOf(id), patch),
    remove: async (id) => owner.remove(await ownOf(id)),
    copy: async (id) => idFor(await owner.copy(await ownOf(id))),
    move: async (id) => idFor(await owner.move(await ownOf(id))),
    invalidateWatermarks: () => owner.invalidateWatermarks(),
    list: async () => {
      const ids = await idsFor(person.list().map((item) => item.id));
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
