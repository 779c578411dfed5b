// Removes losing values whose time is over, of links that are off. Links that are on remove their own in their runs
// (sync/run/prune.ts).
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import type { Directory } from '../../state/directory.ts';
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';

export interface ExpiredLosers {
  /** Removes those of these links, at most once a day for a company. Costs a query a link. Throws StoreUnavailable. */
  remove(company: string, links: readonly string[]): Promise<void>;
}

const AGAIN_MS = 86_400_000;

export function createExpiredLosers(directory: Directory, now: Clock): ExpiredLosers {
  const lookedAt = new Map<string, Instant>();
  return {
    async remove(company, links) {
      if (now() < (lookedAt.get(company) ?? Number.NEGATIVE_INFINITY) + AGAIN_MS) return;
      for (const link of links) {
        const store = directory.linkStore(company, link);
        const expired = await store.pick('history', ({ row }) => row.expiresAt <= now());
        for (let from = 0; from < expired.length; from += ROWS_PER_TRANSACTION) {
          const rows = expired.slice(from, from + ROWS_PER_TRANSACTION);
          // A refused transaction is repeated tomorrow: somebody asked for one of the values at this moment.
          await store.commit(rows.map(({ kind, name, etag }) => ({ op: 'delete', kind, name, etag })));
        }
      }
      lookedAt.set(company, now());
    },
  };
}
