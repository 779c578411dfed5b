// Items read live from their calendars, for people who look at a list. Nothing of them is stored.
import type { LinkContext } from '../../sync/ports/link.ts';
import { failed, type Outcome } from '../../sync/ports/outcome.ts';
import type { Item, Remote, Side } from '../../sync/ports/remote.ts';
import { readAll } from '../../sync/session/readAll.ts';

export interface ItemOf {
  readonly side: Side;
  readonly id: string;
}

/** One outcome for each, in order. Each item is read once, in as few requests as each side's batch size allows. */
export async function readLive(context: Pick<LinkContext, Side>, items: readonly ItemOf[]): Promise<Outcome<Item>[]> {
  const read = new Map<string, Outcome<Item>>();
  for (const side of ['mailbox', 'source'] as const) {
    const ids = [...new Set(items.filter((item) => item.side === side).map((item) => item.id))];
    const remote: Remote = context[side];
    const outcomes = await readAll(remote, ids);
    ids.forEach((id, index) => {
      read.set(`${side} ${id}`, outcomes[index] ?? failed({ kind: 'gone' }));
    });
  }
  return items.map(({ side, id }) => read.get(`${side} ${id}`) ?? failed({ kind: 'gone' }));
}

/** A calendar may hold a longer one, when another program wrote it. */
const SHOWN_TITLE_LENGTH = 255;

/** The title as people are shown it. */
export const shownTitleOf = (item: Item): string => titleOf(item).slice(0, SHOWN_TITLE_LENGTH);

export const titleOf = ({ content }: Item): string => (content.kind === 'event' ? content.event.title : content.title);
