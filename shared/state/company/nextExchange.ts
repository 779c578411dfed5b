// Stores the next connection beside the one in use. One transaction swaps the two. The previous connection is kept, so
// the same step leads back to it.
import type { NextExchange } from '../directory.ts';
import { ALL_LINKS, auditKey, EXCHANGE_KEY, NEXT_EXCHANGE_KEY } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { exchangeRow } from './companyRows.ts';
import { openResource } from './resource.ts';

/** `company`: the partition of the company. */
export function openNextExchange(company: Partition): NextExchange {
  return {
    ...openResource(company, NEXT_EXCHANGE_KEY, exchangeRow),

    async remove(etag, { name, row }) {
      const result = await company.commit([
        { op: 'delete', key: NEXT_EXCHANGE_KEY, etag },
        { op: 'insert', key: auditKey(ALL_LINKS, name), value: row },
      ]);
      return result.ok;
    },

    async exchangePlaces(inUse, next, decision) {
      const result = await company.commit([
        { op: 'replace', key: EXCHANGE_KEY, value: next.value, etag: inUse.etag },
        { op: 'replace', key: NEXT_EXCHANGE_KEY, value: inUse.value, etag: next.etag },
        { op: 'insert', key: auditKey(ALL_LINKS, decision.name), value: decision.row },
      ]);
      return result.ok;
    },
  };
}
