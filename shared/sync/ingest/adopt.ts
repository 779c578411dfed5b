// After the rows of a link were lost: what a tagged item was made from tells which event and which entry are the same
// thing, whatever people have edited since. Pure.
import { originOf } from '../pair/origin.ts';
import type { Item } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';

/**
 * The new half pair of an item that we made in a link whose rows are lost; `at` is when we learnt of it, undefined where
 * another user's link may have made it, or a person may have copied it: then it counts as theirs.
 */
export function adopted(row: PairRow, side: 'mailbox' | 'source', item: Item, at: number | undefined): PairRow {
  const ours = row[side];
  if (!ours) return row;
  const of = item.tag?.of;
  return {
    ...row,
    [side]: { ...ours, ...(at === undefined ? {} : { madeAt: at }) },
    ...(row.firstSeen && of !== undefined ? { firstSeen: { ...row.firstSeen, of } } : {}),
  };
}

/** What a half pair is recognised by: two that share a text may be the same thing. */
export function tokensOf({ mailbox, source, firstSeen }: PairRow): string[] {
  const side = mailbox ?? source;
  if (!side || !firstSeen) return [];
  return [firstSeen.naturalKey, originOf(side), ...(firstSeen.of === undefined ? [] : [firstSeen.of])];
}

export interface Match<H> {
  readonly event: H;
  readonly entry: H;
}

/**
 * The events and entries of which one was made from the other, each at most once. Of several copies that look like the
 * original, as some programs make them, the one is taken that still reads like its counterpart.
 */
export function matchByOrigin<H extends { readonly pair: PairRow }>(
  events: readonly H[],
  entries: readonly H[],
): Match<H>[] {
  const taken = new Set<H>();
  const matches: Match<H>[] = [];
  const take = (event: H, entry: H): void => {
    taken.add(event).add(entry);
    matches.push({ event, entry });
  };
  const eventsOf = groupBy(events, (half) => half.pair.firstSeen?.of);
  const eventsThatAre = groupBy(events, (half) => half.pair.mailbox && originOf(half.pair.mailbox));
  const choices = entries.flatMap((entry) => {
    const { source, firstSeen } = entry.pair;
    if (!source || !firstSeen) return [];
    const made = eventsOf.get(originOf(source)) ?? [];
    const origins = firstSeen.of === undefined ? [] : (eventsThatAre.get(firstSeen.of) ?? []);
    return [{ entry, firstSeen, some: [...made, ...origins] }];
  });
  // Who has the fewest to choose from comes first: what then finds none would be made a second time.
  for (const { entry, firstSeen, some } of choices.sort((a, b) => a.some.length - b.some.length)) {
    const free = some.filter((event) => !taken.has(event));
    const event = free.find((each) => each.pair.firstSeen?.naturalKey === firstSeen.naturalKey) ?? free[0];
    if (event) take(event, entry);
  }
  return matches;
}

function groupBy<H>(halves: readonly H[], keyOf: (half: H) => string | undefined): Map<string, H[]> {
  const groups = new Map<string, H[]>();
  for (const half of halves) {
    const key = keyOf(half);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(half);
    else groups.set(key, [half]);
  }
  return groups;
}
