// A link's partition and the company's rows in memory, with the conditions and transactions of Table Storage.
import { inboxName, type LinkRows } from '../../shared/sync/ports/rows.ts';
import {
  type CommitResult,
  type CompanyStore,
  HEAD_ROWS_MAX,
  type LinkRegistration,
  type LinkStore,
  ROWS_PER_TRANSACTION,
  type RowKind,
  type RowRef,
  type RowWrite,
  type Stored,
  type StoredMeeting,
  type StoredPoll,
} from '../../shared/sync/ports/store.ts';

const HEAD: readonly RowKind[] = [
  'lease',
  'link',
  'mailboxWatermark',
  'sourceEnumeration',
  'hold',
  'cleanup',
  'cutover',
  'dirty',
  'inbox',
];
const keyOf = (kind: RowKind, name: string): string => `${kind}|${name}`;

/** Rows are data that nobody changes: a change of a stored row throws, which a copy would hide. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
  return value;
}

/** One service for all partitions: its counter makes every ETag unique. */
export class MemoryTables {
  #etags = 0;
  readonly #partitions = new Map<string, Map<string, Stored>>();
  readonly registrations = new Map<string, LinkRegistration>();
  readonly #holders = new Map<string, Set<string>>();
  readonly #holding = new Set<string>();
  readonly #meetings = new Map<string, StoredMeeting>();
  readonly #meetingsOf = new Map<string, string>();
  #poll: StoredPoll | undefined;

  etag(): string {
    this.#etags += 1;
    return `e${this.#etags}`;
  }

  partition(link: string): Map<string, Stored> {
    const rows = this.#partitions.get(link) ?? new Map<string, Stored>();
    this.#partitions.set(link, rows);
    return rows;
  }

  /** All rows as they are now; `restore` puts them back. Registrations are a person's settings: they come back as well. */
  backUp(): { readonly restore: () => void; readonly restoreLink: (link: string) => void } {
    const partitions = [...this.#partitions].map(([link, rows]) => [link, new Map(rows)] as const);
    const holders = [...this.#holders].map(([entry, links]) => [entry, new Set(links)] as const);
    const kept = [this.registrations, this.#meetings, this.#meetingsOf].map((map) => new Map<string, unknown>(map));
    const [registrations, meetings, meetingsOf] = kept;
    const holding = new Set(this.#holding);
    const poll = this.#poll;
    const putBack = <T>(map: Map<string, T>, entries: Iterable<readonly [string, T]>): void => {
      map.clear();
      for (const [key, value] of entries) map.set(key, value);
    };
    return {
      restoreLink: (name) => {
        const rows = partitions.find(([link]) => link === name)?.[1];
        if (rows) putBack(this.partition(name), rows);
      },
      restore: () => {
        for (const rows of this.#partitions.values()) rows.clear();
        for (const [link, rows] of partitions) putBack(this.partition(link), rows);
        putBack(this.registrations, registrations as Map<string, LinkRegistration>);
        putBack(this.#meetings, meetings as Map<string, StoredMeeting>);
        putBack(this.#meetingsOf, meetingsOf as Map<string, string>);
        putBack(
          this.#holders,
          holders.map(([entry, links]) => [entry, new Set(links)] as const),
        );
        this.#holding.clear();
        for (const link of holding) this.#holding.add(link);
        this.#poll = poll;
      },
    };
  }

  /** Every row is gone, as it is of tables that were deleted. */
  lose(): void {
    for (const rows of this.#partitions.values()) rows.clear();
    for (const kept of [this.registrations, this.#holders, this.#holding, this.#meetings, this.#meetingsOf])
      kept.clear();
    this.#poll = undefined;
  }

  /** Writes a row as another part of the product would. */
  put<K extends RowKind>(link: string, { kind, name }: RowRef<K>, row: LinkRows[K]): void {
    // Kind and row belong together by the signature.
    this.partition(link).set(keyOf(kind, name), { kind, name, row, etag: this.etag() } as Stored);
  }

  linkStore(link: string): LinkStore {
    const rows = this.partition(link);
    return {
      head: async () =>
        [...rows.values()]
          .filter((row) => HEAD.includes(row.kind))
          .sort((a, b) => HEAD.indexOf(a.kind) - HEAD.indexOf(b.kind))
          .slice(0, HEAD_ROWS_MAX),
      // Rows are stored under their kind, so what is found under K is a Stored<K>.
      load: async <K extends RowKind>(refs: readonly RowRef<K>[]) =>
        refs.map((ref) => rows.get(keyOf(ref.kind, ref.name)) as Stored<K> | undefined),
      list: async <K extends RowKind>(kind: K, pairs?: { readonly from: string; readonly to: string }) =>
        [...rows.values()]
          .filter((row): row is Stored<K> => row.kind === kind)
          .filter((row) => pairs === undefined || (row.name >= pairs.from && row.name <= pairs.to))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      some: async <K extends RowKind>(kind: K, limit: number) =>
        [...rows.values()]
          .filter((row): row is Stored<K> => row.kind === kind)
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .slice(0, limit),
      pick: async <K extends RowKind>(kind: K, keep: (row: Stored<K>) => boolean) =>
        [...rows.values()]
          .filter((row): row is Stored<K> => row.kind === kind)
          .filter(keep)
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      names: async (kind) => [...rows.values()].flatMap((row) => (row.kind === kind ? [row.name] : [])).sort(),
      commit: async (writes) => this.#commit(rows, writes),
    };
  }

  #commit(rows: Map<string, Stored>, writes: readonly RowWrite[]): CommitResult {
    if (writes.length > ROWS_PER_TRANSACTION) throw new Error(`a transaction of ${writes.length} rows`);
    const keys = writes.map((write) => keyOf(write.kind, write.name));
    if (new Set(keys).size < keys.length) throw new Error('a row stands twice in one transaction');
    const index = writes.findIndex((write, at) => {
      const stored = rows.get(keys[at] ?? '');
      if (write.op === 'insert') return stored !== undefined;
      return (write.op === 'replace' || write.op === 'delete') && stored?.etag !== write.etag;
    });
    if (index >= 0) return { ok: false, index };
    const etags = writes.map((write, at) => {
      const key = keys[at] ?? '';
      if (write.op === 'delete') {
        rows.delete(key);
        return undefined;
      }
      const etag = this.etag();
      // A write holds kind and row of one kind.
      rows.set(key, { kind: write.kind, name: write.name, row: frozen(write.row), etag } as Stored);
      return etag;
    });
    return { ok: true, etags };
  }

  #holds(link: string): boolean {
    const stored = this.partition(link).get(keyOf('hold', ''));
    return stored?.kind === 'hold' && stored.row.state === 'held';
  }

  companyStore(): CompanyStore {
    const holders = (entry: string): Set<string> => {
      const links = this.#holders.get(entry) ?? new Set<string>();
      this.#holders.set(entry, links);
      return links;
    };
    const putMeeting = (uid: string, row: StoredMeeting['row'], etag: string | undefined): boolean => {
      if (this.#meetings.get(uid)?.etag !== etag) return false;
      this.#meetings.set(uid, { row: frozen(row), etag: this.etag() });
      return true;
    };
    return {
      poll: async () => this.#poll,
      savePoll: async (row, etag) => {
        if (this.#poll?.etag !== etag) return false;
        this.#poll = { row, etag: this.etag() };
        return true;
      },
      links: async () => [...this.registrations.values()],
      holders: async (entries) => entries.map((entry) => [...(this.#holders.get(entry) ?? [])]),
      addHolder: async (link, entries) => {
        for (const entry of entries) holders(entry).add(link);
      },
      removeHolder: async (link, entry) => {
        this.#holders.get(entry)?.delete(link);
      },
      meeting: async (uid) => this.#meetings.get(uid),
      claimMeeting: async (uid, row, etag) => putMeeting(uid, row, etag),
      publishMeeting: async (uid, row, etag) => {
        if (!putMeeting(uid, row, etag)) return false;
        this.#meetingsOf.set(row.entry, uid);
        holders(row.entry).add(row.link);
        return true;
      },
      endMeeting: async (uid, entry) => {
        if (this.#meetings.get(uid)?.row.entry !== entry) return;
        this.#meetings.delete(uid);
        this.#meetingsOf.delete(entry);
      },
      meetingsOf: async (entries) => entries.map((entry) => this.#meetingsOf.get(entry)),
      beginHold: async (link) => void this.#holding.add(link),
      endHold: async (link) => void this.#holding.delete(link),
      holding: async () => [...this.#holding].filter((link) => this.#holds(link)),
      putInbox: async (link, inbox) => {
        for (const row of inbox) this.put(link, { kind: 'inbox', name: inboxName(row) }, row);
      },
    };
  }
}
