// The item of a pair that a cleanup removes, and the number of removed items, by the pairs' rows. At most one side of a pair
// goes: our copy. Pure.

import { copyOf } from '../pair/row/homes.ts';
import { hasEnded } from '../pair/row/standing.ts';
import type { CleanupCounts } from '../ports/cleanupRow.ts';
import type { Side } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';

/** The side with our own item; undefined where we made none, as in a pair that was matched. */
export function ownSideOf(row: PairRow): Side | undefined {
  if (hasEnded(row)) return undefined;
  const side = row.mailbox && row.source ? copyOf(row) : row.mailbox ? 'mailbox' : 'source';
  return side !== undefined && row[side]?.madeAt !== undefined ? side : undefined;
}

/** True when the cleanup still has to come to this pair. It has to where a write of ours may still land. */
export function isToCleanUp(row: PairRow): boolean {
  if (row.intents.mailbox || row.intents.source || row.orphans.length > 0) return true;
  const { cleared } = row;
  const side = ownSideOf(row);
  if (side === undefined || (cleared && cleared.side !== side)) return false;
  return cleared === undefined || cleared.as === 'removed';
}

/** Adds one pair to the counts of removed and kept items. */
export function countCleared({ removed, kept }: CleanupCounts, row: PairRow): CleanupCounts {
  const { cleared } = row;
  if (!cleared || (cleared.as === 'removed' && row[cleared.side])) return { removed, kept };
  const side = cleared.side === 'mailbox' ? 'events' : 'entries';
  const more = (counts: CleanupCounts['kept']) => ({ ...counts, [side]: counts[side] + 1 });
  if (cleared.as === 'gone') return { removed, kept };
  return cleared.as === 'kept' ? { removed, kept: more(kept) } : { removed: more(removed), kept };
}

export const NOTHING_CLEARED: CleanupCounts = { removed: { events: 0, entries: 0 }, kept: { events: 0, entries: 0 } };
