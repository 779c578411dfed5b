// Titles for people who look at a list: read live from the calendar, and never stored.
import type { LinkContext } from '../../sync/ports/link.ts';
import { type ItemOf, readLive, shownTitleOf } from './liveItems.ts';

/** One title for each item, in order. Undefined where the item is gone or cannot be read now. */
export async function readTitles(context: LinkContext, items: readonly ItemOf[]): Promise<(string | undefined)[]> {
  const read = await readLive(context, items);
  return read.map((outcome) => (outcome.ok ? shownTitleOf(outcome.value) : undefined));
}
