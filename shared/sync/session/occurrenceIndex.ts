// The index rows of occurrences that stand for themselves. An occurrence that is gone often takes place again, while a
// deleted entry seldom comes back. So its index row says that nobody has seen its present state.

import { isWhole } from '../pair/row/occurrenceId.ts';
import type { Work } from './work.ts';

/** The pair has lost the occurrence with this id. When it takes place again, the pair has not seen it. */
export async function forgetVersion(work: Work, pair: string, id: string | undefined): Promise<void> {
  if (id === undefined || isWhole(id)) return;
  await work.load([{ kind: 'sourceIndex', name: id }]);
  if (work.row('sourceIndex', id)?.pair === pair)
    work.upsert(pair, { kind: 'sourceIndex', name: id, row: { id, pair } });
}
