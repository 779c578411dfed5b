// One company in memory, as far as use cases ask for it: its settings, its links' rows, its queues. No storage, no network.
import { vi } from 'vitest';
import type { App } from '../../../shared/app/app.ts';
import type { Acting } from '../../../shared/links/acting.ts';
import type { Decision } from '../../../shared/state/decision.ts';
import type {
  Directory,
  ExchangeSettings,
  LinkSettings,
  NextExchange,
  Resource,
  SourceSettings,
  User,
  Versioned,
} from '../../../shared/state/directory.ts';
import type { NudgeRow } from '../../../shared/state/nudge.ts';
import type { LinkContext } from '../../../shared/sync/ports/link.ts';
import type { LinkStore } from '../../../shared/sync/ports/store.ts';
import { MemoryTables } from '../../memory/tables.ts';

export const COMPANY = 'acme';
export const ADA = 'ada@example.com';

export const EXCHANGE: ExchangeSettings = {
  kind: 'ews',
  url: 'https://mail.example.com/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'ACME\\sync', sealedPassword: 'sealed' },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: ADA,
};
export const GRAPH: ExchangeSettings = {
  kind: 'graph',
  cloud: 'global',
  application: { kind: 'operator' },
  timeZone: 'Europe/Helsinki',
  testMailbox: ADA,
};
export const SOURCE: SourceSettings = {
  source: 'planner',
  kind: 'entries',
  entryTypes: [{ id: 'meeting', name: 'Meeting' }],
  defaultType: 'meeting',
};

/** The settings of a link that is on and has not started. */
export const settingsOf = (link: string, rest: Partial<LinkSettings> = {}): LinkSettings => ({
  link,
  source: 'planner',
  on: true,
  started: false,
  epoch: 1,
  conflictPolicy: 'mailbox',
  endsAfter: 0,
  ...rest,
});

export interface MemoryCompany {
  readonly app: App;
  /** The company's API key acts. */
  readonly acting: Acting;
  readonly clock: { now: number };
  readonly tables: MemoryTables;
  /** Ada's rows. */
  readonly store: LinkStore;
  /** Every decision on record beside the links' own rows, the oldest first. */
  readonly decisions: readonly { readonly link: string | undefined; readonly what: string; readonly by: string }[];
  /** Messages to the queues, as `link ada` or `source planner`. */
  readonly messages: string[];
  settings(link?: string): LinkSettings | undefined;
  addUser(user: string): void;
  /** Writes settings and their copy as switching does. */
  addLink(settings: LinkSettings): void;
  /** Sets the answer of `linkContext` for each link. */
  open(context: Partial<LinkContext>): void;
}

/** With Exchange, the source `planner` and the user Ada, whose link has the id `ada`. */
export function memoryCompany(): MemoryCompany {
  const clock = { now: Date.UTC(2026, 10, 20) };
  const tables = new MemoryTables();
  const users = new Map<string, User>();
  const links = new Map<string, Versioned<LinkSettings>>();
  const records: { link: string | undefined; decision: Decision }[] = [];
  const messages: string[] = [];
  let context: Partial<LinkContext> = {};

  const record = (link: string | undefined, decision: Decision | undefined): void => {
    if (decision) records.push({ link, decision });
  };
  const rowsOf = (link: string | undefined) =>
    records.filter((each) => each.link === link).map(({ decision }) => decision.row);
  const addLink = (value: LinkSettings): void => {
    links.set(value.link, { value, etag: tables.etag() });
    const { on, started, epoch, endsAfter, removing } = value;
    tables.put(
      value.link,
      { kind: 'link', name: '' },
      { on, started, epoch, endsAfter, ...(removing ? { removing } : {}) },
    );
    tables.registrations.set(value.link, { link: value.link, email: `${value.link}@example.com`, on, started });
  };
  const exchange = memoryResource<ExchangeSettings>(EXCHANGE, (decision) => record(undefined, decision));
  const next = memoryResource<ExchangeSettings>(undefined, (decision) => record(undefined, decision));
  const nextExchange: NextExchange = {
    ...next,
    async remove(etag, decision) {
      if ((await next.get())?.etag !== etag) return false;
      next.set(undefined);
      record(undefined, decision);
      return true;
    },
    async exchangePlaces(inUse, prepared, decision) {
      if ((await exchange.get())?.etag !== inUse.etag || (await next.get())?.etag !== prepared.etag) return false;
      exchange.set(prepared.value);
      next.set(inUse.value);
      record(undefined, decision);
      return true;
    },
  };
  const source = memoryResource<SourceSettings>(SOURCE);
  const nudge = memoryResource<NudgeRow>(undefined);

  const directory: Partial<Directory> = {
    exchange: () => exchange,
    nextExchange: () => nextExchange,
    source: () => source,
    nudge: () => nudge,
    sources: async () => [(await source.get())?.value].filter((each) => each !== undefined),
    user: (_company, email) => ({
      get: async () => {
        const value = users.get(email);
        return value && { value, etag: '1' };
      },
      put: async (value) => {
        users.set(email, value);
        return { ok: true, etag: '2' };
      },
    }),
    users: async () => [...users.values()],
    async changeAddress(_company, { from, to }, decision) {
      const user = users.get(from);
      if (!user) return 'missing';
      if (users.has(to)) return 'taken';
      users.delete(from);
      users.set(to, { ...user, email: to });
      record(user.user, decision);
      return { ...user, email: to };
    },
    linkSettings: (_company, link) => ({ get: async () => links.get(link) }),
    links: async () => [...links.values()].map(({ value }) => value),
    async switchLink(_company, settings, { etag, decision }) {
      if (links.get(settings.link)?.etag !== etag) return { ok: false, reason: 'stale' };
      addLink(settings);
      record(settings.link, decision);
      return { ok: true, etag: links.get(settings.link)?.etag ?? '' };
    },
    decisions: async (_company, link) => rowsOf(link),
    companyDecisions: async () => rowsOf(undefined),
    companyStore: () => tables.companyStore(),
    linkStore: (_company, link) => tables.linkStore(link),
    subscriptions: () => ({
      list: async () => [],
      get: async () => undefined,
      put: async () => true,
      remove: async () => undefined,
    }),
  };
  let ids = 0;
  const app: Partial<App> = {
    now: () => clock.now,
    newId: () => `id${String(ids++).padStart(4, '0')}`,
    // A use case that asks for more gets undefined, and fails the test.
    directory: directory as Directory,
    queues: {
      syncLink: async ({ link }, delay) => void messages.push(`link ${link}${delay === undefined ? '' : ` ${delay}`}`),
      pollSource: async ({ source: name, link }) =>
        void messages.push(`source ${name}${link === undefined ? '' : ` for ${link}`}`),
      deleteCompany: async ({ company }) => void messages.push(`delete ${company}`),
      ping: async () => undefined,
    },
    prepare: async () => undefined,
    settingsChanged: vi.fn(),
    stopOf: async () => undefined,
    peopleAreDue: () => false,
    sourceState: async () => ({}),
    linkContext: async (_company, link) =>
      ({ store: tables.linkStore(link), now: () => clock.now, email: ADA, ...context }) as LinkContext,
  };
  users.set(ADA, { user: 'ada', email: ADA, name: 'Ada' });
  return {
    app: app as App,
    acting: { app: app as App, company: COMPANY, by: 'company' },
    clock,
    tables,
    store: tables.linkStore('ada'),
    get decisions() {
      return records.map(({ link, decision: { row } }) => ({ link, what: row.what, by: row.by }));
    },
    messages,
    settings: (link = 'ada') => links.get(link)?.value,
    addUser: (user) => void users.set(`${user}@example.com`, { user, email: `${user}@example.com`, name: user }),
    addLink,
    open: (given) => {
      context = given;
    },
  };
}

export interface MemoryResource<T> extends Resource<T> {
  set(value: T | undefined): void;
}

/** One stored value with an ETag that each write changes. */
export function memoryResource<T>(
  value: T | undefined,
  record: (decision: Decision | undefined) => void = () => undefined,
): MemoryResource<T> {
  let version = 1;
  let stored = value;
  return {
    get: async () => (stored === undefined ? undefined : { value: stored, etag: String(version) }),
    async put(next, etag, decision) {
      if ((stored === undefined ? undefined : String(version)) !== etag) return { ok: false, reason: 'stale' };
      stored = next;
      version += 1;
      record(decision);
      return { ok: true, etag: String(version) };
    },
    set: (next) => {
      stored = next;
      version += 1;
    },
  };
}
