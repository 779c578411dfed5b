// Titles for people who look at a list: read live from the calendar they stand in, and never stored.
import type { LinkContext } from '../shared/sync/link.ts';
import type { Item, Remote, Side } from '../shared/sync/remote.ts';

export interface ItemOf {
  readonly side: Side;
  readonly id: string;
}

/** The titles in order; undefined where the item is gone or cannot be read now. */
export async function readTitles(context: LinkContext, items: readonly ItemOf[]): Promise<(string | undefined)[]> {
  const titles = new Map<string, string>();
  for (const side of ['mailbox', 'source'] as const) {
    const ids = items.filter((item) => item.side === side).map((item) => item.id);
    for (const item of await readItems(context[side], ids)) titles.set(`${side} ${item.id}`, titleOf(item));
  }
  return items.map((item) => titles.get(`${item.side} ${item.id}`));
}

async function readItems(remote: Remote, ids: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  for (let from = 0; from < ids.length; from += remote.batchSize) {
    const outcomes = await remote.read(ids.slice(from, from + remote.batchSize));
    items.push(...outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
  }
  return items;
}

const titleOf = ({ content }: Item): string => (content.kind === 'event' ? content.event.title : content.title);
