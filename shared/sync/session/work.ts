// A unit of work on one link's partition: rows are read, staged in groups and committed in transactions. A group
// (mostly one pair's rows) never straddles two transactions. Otherwise an index could outlive a crash without its pair.
import type { Instant } from '../../calendar/event.ts';
import type { DirtyRow, LinkRows, Loser, PairRow } from '../ports/rows.ts';
import { ROWS_PER_TRANSACTION, type RowKind, type RowRef, type RowWrite, type Stored } from '../ports/store.ts';
import { RunOvertaken, type Session } from './session.ts';

type Staged =
  | { readonly group: string; readonly op: 'put' | 'upsert'; readonly write: (etag: string | undefined) => RowWrite }
  | {
      readonly group: string;
      readonly op: 'delete';
      readonly write: (etag: string | undefined) => RowWrite | undefined;
    };

const keyOf = (kind: RowKind, name: string): string => `${kind}|${name}`;

/** A row to be staged, under its kind and name. */
interface Naming<K extends RowKind> {
  readonly kind: K;
  readonly name: string;
  readonly row: LinkRows[K];
}

export class Work {
  readonly session: Session;
  readonly #read = new Map<string, Stored | undefined>();
  readonly #staged = new Map<string, Staged>();
  readonly #values = new Map<string, LinkRows[RowKind] | undefined>();

  constructor(session: Session) {
    this.session = session;
  }

  /** Reads these rows unless they are known already. */
  async load(refs: readonly RowRef[]): Promise<void> {
    const wanted = new Map<string, RowRef>();
    for (const ref of refs) {
      const key = keyOf(ref.kind, ref.name);
      if (!this.#read.has(key)) wanted.set(key, ref);
    }
    if (wanted.size === 0) return;
    const rows = await this.session.context.store.load([...wanted.values()]);
    [...wanted.keys()].forEach((key, index) => {
      this.#read.set(key, rows[index]);
    });
  }

  /** Takes a row that was read in another way, for instance with the head. */
  know(stored: Stored): void {
    const key = keyOf(stored.kind, stored.name);
    if (!this.#read.has(key)) this.#read.set(key, stored);
  }

  /** Takes note, without reading, that a row does not exist. */
  knowAbsent(kind: RowKind, name: string): void {
    const key = keyOf(kind, name);
    if (!this.#read.has(key)) this.#read.set(key, undefined);
  }

  /** The row as staged, otherwise as read. It must have been loaded. */
  row<K extends RowKind>(kind: K, name: string): LinkRows[K] | undefined {
    const key = keyOf(kind, name);
    // The maps are keyed by kind and name, so a value found under a kind is of that kind.
    if (this.#staged.has(key)) return this.#values.get(key) as LinkRows[K] | undefined;
    if (!this.#read.has(key)) throw new Error(`row read before it was loaded: ${kind}`);
    return this.#read.get(key)?.row as LinkRows[K] | undefined;
  }

  /** Stages a row: inserted, or replaced under the ETag it was read with. */
  put<K extends RowKind>(group: string, { kind, name, row }: Naming<K>): void {
    const write = (etag: string | undefined) =>
      (etag === undefined ? { op: 'insert', kind, name, row } : { op: 'replace', kind, name, row, etag }) as RowWrite;
    this.#stage(keyOf(kind, name), row, { group, op: 'put', write });
  }

  /**
   * Stages a row that is written without condition: a mark, or the index of an id that the pair holds already. The
   * lease, which every transaction asserts, keeps other writers away.
   */
  upsert<K extends 'dirty' | 'uidIndex' | 'mailboxIndex' | 'sourceIndex'>(
    group: string,
    { kind, name, row }: Naming<K>,
  ): void {
    const write = () => ({ op: 'upsert', kind, name, row }) as RowWrite;
    this.#stage(keyOf(kind, name), row, { group, op: 'upsert', write });
  }

  /** Marks the pair for a look. A pair that is not matched yet keeps a mark that says so. */
  mark(pair: string, why: DirtyRow['why'], at: Instant = this.session.context.now()): void {
    const row = { pair, ...this.session.unmatched.note(pair, why), at, attempts: 0 };
    this.upsert(pair, { kind: 'dirty', name: pair, row });
  }

  remove(group: string, kind: RowKind, name: string): void {
    const write = (etag: string | undefined) =>
      etag === undefined ? undefined : ({ op: 'delete', kind, name, etag } as RowWrite);
    this.#stage(keyOf(kind, name), undefined, { group, op: 'delete', write });
  }

  /** True when anything is staged for a group. */
  touches(group: string): boolean {
    return [...this.#staged.values()].some((staged) => staged.group === group);
  }

  /** Forgets the rows that were staged for a group. */
  discard(group: string): void {
    for (const [key, staged] of this.#staged) if (staged.group === group) this.#staged.delete(key);
  }

  /** A row that two groups stage makes them one group, so that they are committed together. */
  #stage(key: string, value: LinkRows[RowKind] | undefined, staged: Staged): void {
    const before = this.#staged.get(key);
    if (before && before.group !== staged.group) this.#unite(staged.group, before.group);
    this.#staged.set(key, before ? { ...staged, group: before.group } : staged);
    this.#values.set(key, value);
  }

  #unite(from: string, to: string): void {
    for (const [key, staged] of this.#staged) {
      if (staged.group === from) this.#staged.set(key, { ...staged, group: to });
    }
  }

  #groups(): Map<string, { key: string; write: RowWrite }[]> {
    const groups = new Map<string, { key: string; write: RowWrite }[]>();
    for (const [key, staged] of this.#staged) {
      const write = staged.write(this.#read.get(key)?.etag);
      if (!write) continue;
      const group = groups.get(staged.group);
      if (group) group.push({ key, write });
      else groups.set(staged.group, [{ key, write }]);
    }
    return groups;
  }

  /**
   * Commits all staged rows in as few transactions as possible, with `last` in the last of them. A group whose
   * condition does not hold is dropped and named in the answer. With `last`, such a group ends the run instead: a
   * watermark never passes a change whose mark is not committed (I6).
   */
  async commit(last: readonly RowWrite[] = []): Promise<Committed> {
    const dropped = new Set<string>();
    let lastEtags: readonly (string | undefined)[] = [];
    let waiting: Group[] = [...this.#groups()].map(([group, rows]) => ({ group, rows }));
    let lastPending = last.length > 0;
    this.#staged.clear();
    while (waiting.length > 0 || lastPending) {
      const { now, later } = fill(waiting);
      const size = now.reduce((sum, each) => sum + each.rows.length, 0);
      const withLast = lastPending && later.length === 0 && size + last.length < ROWS_PER_TRANSACTION;
      const result = await this.#transaction(now, withLast ? last : []);
      if ('guilty' in result) {
        if (last.length > 0) throw new RunOvertaken();
        dropped.add(result.guilty);
        waiting = [...now.filter((each) => each.group !== result.guilty), ...later];
        continue;
      }
      waiting = later;
      if (withLast) {
        lastEtags = result.lastEtags;
        lastPending = false;
      }
    }
    return { dropped, lastEtags };
  }

  async #transaction(
    groups: readonly Group[],
    last: readonly RowWrite[],
  ): Promise<{ guilty: string } | { lastEtags: readonly (string | undefined)[] }> {
    const rows = groups.flatMap((each) => each.rows.map((row) => ({ ...row, group: each.group })));
    const result = await this.session.commit([...rows.map((row) => row.write), ...last]);
    if (!result.ok) {
      const guilty = rows[result.index];
      if (!guilty) throw new RunOvertaken();
      return { guilty: guilty.group };
    }
    rows.forEach(({ key, write }, index) => {
      const etag = result.etags[index];
      this.#read.set(
        key,
        write.op === 'delete' || etag === undefined
          ? undefined
          : // A write holds kind, name and row of one kind, as Stored does.
            ({ kind: write.kind, name: write.name, row: write.row, etag } as Stored),
      );
    });
    return { lastEtags: result.etags.slice(rows.length) };
  }
}

export interface Committed {
  /** Groups whose condition did not hold. */
  readonly dropped: ReadonlySet<string>;
  /** The ETags of the rows given as `last`. */
  readonly lastEtags: readonly (string | undefined)[];
}

interface Group {
  readonly group: string;
  readonly rows: readonly { readonly key: string; readonly write: RowWrite }[];
}

/**
 * Half of what a transaction takes (4 MiB), since values are quoted twice on their way. A single group may be longer.
 */
const CHARACTERS_PER_TRANSACTION = 2_000_000;

/** The characters of a row's losing values: nothing else makes a row long. */
function lengthOf({ write }: Group['rows'][number]): number {
  if (!('row' in write)) return 0;
  if (write.kind === 'history') return write.row.sealed.length;
  return write.kind === 'pair' ? losersIn(write.row).reduce((sum, { sealed }) => sum + sealed.length, 0) : 0;
}

function losersIn({ intents, unlanded }: PairRow): readonly Loser[] {
  const updates = [...(unlanded.mailbox ?? []), ...(unlanded.source ?? [])];
  return [intents.mailbox, intents.source, ...updates].flatMap((intent) => intent?.losers ?? []);
}

/** As many whole groups as fit into one transaction beside the lease row. */
function fill(waiting: readonly Group[]): { now: Group[]; later: Group[] } {
  let room = ROWS_PER_TRANSACTION - 1;
  let characters = CHARACTERS_PER_TRANSACTION;
  let taken = 0;
  for (const group of waiting) {
    characters -= group.rows.reduce((sum, row) => sum + lengthOf(row), 0);
    if (group.rows.length > room || (characters < 0 && taken > 0)) break;
    room -= group.rows.length;
    taken += 1;
  }
  if (taken === 0 && waiting.length > 0)
    throw new Error(`a group of ${waiting[0]?.rows.length} rows fits no transaction`);
  return { now: waiting.slice(0, taken), later: waiting.slice(taken) };
}
