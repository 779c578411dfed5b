// After the rows of a link were lost, a tag still says from which item ours was made. So the event and the entry that
// are the same thing are known, whatever people have edited since. Pure.
import type { Instant } from '../../calendar/event.ts';
import { originOf } from '../pair/row/origin.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';

/**
 * The new half pair of an item that we made in a link whose rows are lost. `at`: when we learnt of it. It is undefined
 * where another user's link may have made the item, or a person may have copied it. Then the item counts as theirs.
 */
export function adopted(
  row: PairRow,
  item: Item,
  { side, at }: { readonly side: Side; readonly at: Instant | undefined },
): PairRow {
  const ours = row[side];
  if (!ours) return row;
  const of = item.tag?.of;
  return {
    ...row,
    [side]: { ...ours, ...(at === undefined ? {} : { madeAt: at }) },
    ...(row.firstSeen && of !== undefined ? { firstSeen: { ...row.firstSeen, of } } : {}),
  };
}

/** The texts by which a half pair is recognised. Two half pairs that share a text may be the same thing. */
export function tokensOf({ mailbox, source, firstSeen }: PairRow): string[] {
  const side = mailbox ?? source;
  if (!side || !firstSeen) return [];
  return [firstSeen.naturalKey, originOf(side), ...(firstSeen.of === undefined ? [] : [firstSeen.of])];
}

export interface Match<H> {
  readonly event: H;
  readonly entry: H;
  /** Absent where title and time alone say that the two are the same. */
  readonly by?: 'tag' | 'tagAlone';
}

/**
 * The events and entries of which one was made from the other, each at most once. Some programs make copies that look
 * like the original. Of these, the one that still reads like its counterpart is taken.
 */
export function matchByOrigin<H extends { readonly pair: PairRow }>(
  events: readonly H[],
  entries: readonly H[],
): Match<H>[] {
  const taken = new Set<H>();
  const matches: Match<H>[] = [];
  const take = (event: H, entry: H): void => {
    taken.add(event).add(entry);
    const isAlike = event.pair.firstSeen?.naturalKey === entry.pair.firstSeen?.naturalKey;
    matches.push({ event, entry, by: isAlike ? 'tag' : 'tagAlone' });
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
  // The entry with the fewest candidates comes first. An entry that finds none would be made a second time.
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
