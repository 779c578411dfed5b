// The home of a pair: the side on which a person made it. The rules of a link judge the item at home, since the other
// item is our copy of it. Pure.
import { otherSide, type Side } from '../../ports/remote.ts';
import type { PairRow } from '../../ports/rows.ts';

const SIDES: readonly Side[] = ['mailbox', 'source'];

/**
 * The sides of a pair whose items we did not make: both where they were matched. We made both where an edit brought
 * back a deleted item. Then the home is the item that we made first.
 */
export function homesOf(row: PairRow): Side[] {
  const sides = SIDES.filter((side) => row[side] !== undefined);
  const persons = sides.filter((side) => row[side]?.madeAt === undefined);
  if (persons.length > 0 || sides.length < 2) return persons.length > 0 ? persons : sides;
  return (row.mailbox?.madeAt ?? 0) <= (row.source?.madeAt ?? 0) ? ['mailbox'] : ['source'];
}

/** The side that holds our copy, where there is one. */
export function copyOf(row: PairRow): Side | undefined {
  const [home, second] = homesOf(row);
  if (home === undefined || second !== undefined) return undefined;
  const other = otherSide(home);
  return row[other] ? other : undefined;
}
