// The index rows of occurrences that stand for themselves. An occurrence that is gone may take place again, as few deleted
// entries do: its index row then says that nobody has seen it as it is.

import { occurrenceIn } from '../pair/occurrenceId.ts';
import type { Work } from '../session/work.ts';

/** Whether this is the id of a whole entry. */
export const isWhole = (id: string): boolean => occurrenceIn(id) === undefined;

/** The pair has lost the occurrence with this id: whatever it is when it takes place again, the pair has not seen it. */
export async function forgetVersion(work: Work, pair: string, id: string | undefined): Promise<void> {
  if (id === undefined || isWhole(id)) return;
  await work.load([{ kind: 'sourceIndex', name: id }]);
  if (work.row('sourceIndex', id)?.pair === pair) work.upsert(pair, 'sourceIndex', id, { id, pair });
}
