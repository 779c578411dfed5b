// Titles for people who look at a list: read live from the calendar they stand in, and never stored.
import type { LinkContext } from '../sync/ports/link.ts';
import { type ItemOf, readLive, titleOf } from './liveItems.ts';

/** The titles in order; undefined where the item is gone or cannot be read now. */
export async function readTitles(context: LinkContext, items: readonly ItemOf[]): Promise<(string | undefined)[]> {
  const read = await readLive(context, items);
  return read.map((outcome) => (outcome.ok ? titleOf(outcome.value) : undefined));
}
