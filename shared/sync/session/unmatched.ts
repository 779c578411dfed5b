// Half pairs that nobody has matched yet. Their mark says so, and a change before matching must not hide it. Otherwise
// the two halves of one thing would each be created on the other side.

import type { DirtyRow } from '../ports/rows.ts';
import type { LinkStore, Stored } from '../ports/store.ts';
import { type Head, isNew } from './head.ts';

const LAID_OVER: ReadonlySet<DirtyRow['why']> = new Set(['changed', 'unseen', 'moved']);

/** The unmatched half pairs that a run knows: those that it found marked, and those that it marks. */
export class Unmatched {
  readonly #pairs = new Map<string, DirtyRow['why']>();

  constructor(marks: readonly Stored<'dirty'>[] = []) {
    for (const { row } of marks) this.note(row.pair, row.why);
  }

  /** From all marks of a link, even where the head has not shown all. */
  static async of({ marks, whole }: Pick<Head, 'marks' | 'whole'>, store: LinkStore): Promise<Unmatched> {
    return new Unmatched(whole ? marks : await store.list('dirty'));
  }

  /** True while half pairs wait, or those that were first seen in this way. */
  hasNew(why?: 'newEvent' | 'newEntry'): boolean {
    return why === undefined ? this.#pairs.size > 0 : [...this.#pairs.values()].includes(why);
  }

  /** The columns of the mark for a pair that needs a look for this reason. */
  note(pair: string, why: DirtyRow['why']): Pick<DirtyRow, 'why' | 'changed'> {
    if (isNew({ why })) this.#pairs.set(pair, why);
    const before = this.#pairs.get(pair);
    if (before === undefined || before === why) return { why };
    if (LAID_OVER.has(why)) return { why: before, changed: true };
    this.#pairs.delete(pair);
    return { why };
  }
}
