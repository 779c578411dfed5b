// What an enumeration knows of index rows without asking for each: a whole folder would cost thousands of point reads.
import type { LinkStore, Stored } from './store.ts';
import type { Work } from './work.ts';

type IndexKind = 'mailboxIndex' | 'sourceIndex' | 'uidIndex';

export class KnownIndex {
  readonly #rows: ReadonlyMap<string, Stored<IndexKind>>;
  /** Names that this enumeration has come across: their rows may have been written since. */
  readonly #met = new Set<string>();

  private constructor(rows: readonly Stored<IndexKind>[]) {
    this.#rows = new Map(rows.map((row) => [`${row.kind}|${row.name}`, row]));
  }

  /** Before the first page of a first enumeration there are no rows of these kinds. */
  static none(): KnownIndex {
    return new KnownIndex([]);
  }

  static async read(store: LinkStore, kinds: readonly IndexKind[]): Promise<KnownIndex> {
    const lists = await Promise.all(kinds.map((kind) => store.list(kind)));
    return new KnownIndex(lists.flat());
  }

  /** Tells a unit of work which of these rows exist; one met before is left to be loaded. */
  tell(work: Work, kind: IndexKind, names: readonly string[]): void {
    for (const name of names) {
      const key = `${kind}|${name}`;
      if (this.#met.has(key)) continue;
      this.#met.add(key);
      const row = this.#rows.get(key);
      if (row) work.know(row);
      else work.knowAbsent(kind, name);
    }
  }
}
