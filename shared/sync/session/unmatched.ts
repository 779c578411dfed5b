// Half pairs that nobody has matched yet. Their mark says so, and a change that comes before they are matched must not
// hide it: else the two halves of one thing would each be created on the other side.

import type { DirtyRow } from '../ports/rows.ts';
import type { LinkStore, Stored } from '../ports/store.ts';
import { type Head, isNew } from './head.ts';

const LAID_OVER: ReadonlySet<DirtyRow['why']> = new Set(['changed', 'unseen', 'moved']);

/** What a run knows of them: those that it found marked, and those that it marks. */
export class Unmatched {
  readonly #pairs = new Map<string, DirtyRow['why']>();

  constructor(marks: readonly Stored<'dirty'>[] = []) {
    for (const { row } of marks) this.note(row.pair, row.why);
  }

  /** Of a link's marks: all of them, also where the head has not shown all. */
  static async of({ marks, whole }: Pick<Head, 'marks' | 'whole'>, store: LinkStore): Promise<Unmatched> {
    return new Unmatched(whole ? marks : await store.list('dirty'));
  }

  /** How the pair is to be marked, where it needs a look for this reason. */
  note(pair: string, why: DirtyRow['why']): Pick<DirtyRow, 'why' | 'changed'> {
    if (isNew({ why })) this.#pairs.set(pair, why);
    const before = this.#pairs.get(pair);
    if (before === undefined || before === why) return { why };
    if (LAID_OVER.has(why)) return { why: before, changed: true };
    this.#pairs.delete(pair);
    return { why };
  }
}
