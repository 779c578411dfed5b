// Both items of each pair, read live.
import type { LinkContext } from '../../sync/ports/link.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { Item, Side } from '../../sync/ports/remote.ts';
import type { PairRow } from '../../sync/ports/rows.ts';
import { readLive, shownTitleOf } from './liveItems.ts';

/** Undefined on the side where the pair has no item. */
export type PairItems = { readonly [S in Side]: Outcome<Item> | undefined };

/** One answer for each pair, in order. */
export async function readPairItems(context: Pick<LinkContext, Side>, pairs: readonly PairRow[]): Promise<PairItems[]> {
  const wanted = pairs.flatMap((pair) =>
    (['mailbox', 'source'] as const).flatMap((side) => {
      const id = pair[side]?.id;
      return id === undefined ? [] : [{ pair, side, id }];
    }),
  );
  const outcomes = await readLive(context, wanted);
  return pairs.map((pair) => {
    const of = (side: Side) => outcomes[wanted.findIndex((each) => each.pair === pair && each.side === side)];
    return { mailbox: of('mailbox'), source: of('source') };
  });
}

/** The title of the event, else of the entry; undefined where neither could be read. */
export function titleIn({ mailbox, source }: PairItems): string | undefined {
  const item = [mailbox, source].find((outcome) => outcome?.ok);
  return item?.ok ? shownTitleOf(item.value) : undefined;
}

/** Undefined when that could not be read now. */
export function itemExists(outcome: Outcome<Item> | undefined): boolean | undefined {
  if (!outcome) return false;
  if (outcome.ok) return true;
  return outcome.failure.kind === 'gone' ? false : undefined;
}
