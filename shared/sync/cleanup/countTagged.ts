// The number of our items by their tags alone, for a link whose rows are lost.
import type { LinkContext } from '../ports/link.ts';
import { type Outcome, ok } from '../ports/outcome.ts';

export interface Created {
  readonly events: number;
  readonly entries: number;
  /** False when there were more pages than one answer waits for. Then there are at least so many. */
  readonly complete: boolean;
}

/** Pages of each side: enough for some ten thousand items, and few enough for one answer. */
const PAGES_MAX = 100;

/**
 * Counts events and entries with a tag of ours. A copy that a person made carries the tag too, and is counted, though a
 * cleanup keeps it.
 */
export async function countTagged({ mailbox, source, email }: LinkContext): Promise<Outcome<Created>> {
  const events = await countPages(async (cursor) => {
    const page = await mailbox.findTagged(cursor);
    return page.ok ? ok({ count: page.value.ids.length, next: page.value.next }) : page;
  });
  if (!events.ok) return events;
  const entries = await countPages(async (cursor) => {
    const page = await source.list(email, cursor);
    return page.ok ? ok({ count: page.value.items.filter(({ tag }) => tag).length, next: page.value.next }) : page;
  });
  if (!entries.ok) return entries;
  const complete = events.value.complete && entries.value.complete;
  return ok({ events: events.value.count, entries: entries.value.count, complete });
}

type Page = Outcome<{ readonly count: number; readonly next: string | undefined }>;

async function countPages(
  read: (cursor: string | undefined) => Promise<Page>,
): Promise<Outcome<{ readonly count: number; readonly complete: boolean }>> {
  let count = 0;
  let cursor: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page = await read(cursor);
    if (!page.ok) return page;
    count += page.value.count;
    cursor = page.value.next;
    if (cursor === undefined) return ok({ count, complete: true });
  }
  return ok({ count, complete: false });
}
