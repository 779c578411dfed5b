// An entry that stands under the id of an ended one becomes a new half pair. The next run matches it.
import { isWhole } from '../pair/row/occurrenceId.ts';
import { concerns } from '../ports/people.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Work } from '../session/work.ts';
import { observeNewEntry } from './observe.ts';

/**
 * Stages the new half pair. It does so only where the ended pair still holds the entry's index row and the entry is
 * this user's.
 */
export async function beginAnew(
  work: Work,
  { pair, entry }: { readonly pair: string; readonly entry: SourceItem },
): Promise<void> {
  const { session } = work;
  const { company, email, link } = session.context;
  await work.load([{ kind: 'sourceIndex', name: entry.id }]);
  if (work.row('sourceIndex', entry.id)?.pair !== pair || !concerns(entry, email)) return;
  if (isWhole(entry.id)) await company.addHolder(link, [entry.id]);
  observeNewEntry(work, entry);
}
