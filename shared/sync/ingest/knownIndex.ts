// The index rows that an enumeration knows without a point read for each. For a whole folder those would be thousands.

import type { LinkStore, Stored } from '../ports/store.ts';
import { shortHash } from '../session/shortHash.ts';
import type { Work } from '../session/work.ts';

type IndexKind = 'mailboxIndex' | 'sourceIndex' | 'uidIndex';

export class KnownIndex {
  readonly #rows: ReadonlyMap<string, Stored<IndexKind>>;
  /**
   * Short hashes of the ids that this enumeration has met: their rows may have been written since. Two ids with one
   * hash cost a point read. The ids themselves would take 100 MB for a folder of 50,000 events.
   */
  readonly #met = new Set<number>();

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

  /** Tells a unit of work which of these rows exist. A row that was met before is left to be loaded. */
  tell(work: Work, kind: IndexKind, names: readonly string[]): void {
    for (const name of names) {
      const key = `${kind}|${name}`;
      const hash = shortHash(key);
      if (this.#met.has(hash)) continue;
      this.#met.add(hash);
      const row = this.#rows.get(key);
      if (row) work.know(row);
      else work.knowAbsent(kind, name);
    }
  }
}
