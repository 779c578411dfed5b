// A losing value is kept for 30 days, and not longer because nobody synchronises any more.
import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it, vi } from 'vitest';
import { createExpiredLosers } from '../../../../shared/app/company/expiredLosers.ts';
import { createDirectory } from '../../../../shared/state/account/tables.ts';
import type { HistoryRow } from '../../../../shared/sync/ports/rows.ts';
import { sealOf } from '../../../world/sealOf.ts';

const directory = createDirectory({ connection: inject('azurite'), now: () => 0, sealOf });
await directory.ensureTables();

const DAY = 86_400_000;
const loser = (expiresAt: number): HistoryRow => ({
  pair: 'p1',
  side: 'source',
  field: 'title',
  why: 'conflict',
  sealed: 'v1.abc',
  at: 0,
  expiresAt,
});

async function linkWith(expiries: readonly number[]) {
  const company = `expired-${randomUUID()}`;
  const store = directory.linkStore(company, 'l1');
  for (const [index, expiresAt] of expiries.entries()) {
    await store.commit([{ op: 'insert', kind: 'history', name: `h${index}`, row: loser(expiresAt) }]);
  }
  return { company, names: async () => (await store.list('history')).map(({ name }) => name) };
}

describe('createExpiredLosers', () => {
  it('removes what is over, and nothing else', async () => {
    const { company, names } = await linkWith([DAY, DAY + 1, 2 * DAY]);
    await createExpiredLosers(directory, () => DAY + 1).remove(company, ['l1']);
    expect(await names()).toEqual(['h2']);
  });

  it('more than a transaction takes', async () => {
    const { company, names } = await linkWith(Array.from({ length: 101 }, () => 1));
    await createExpiredLosers(directory, () => DAY).remove(company, ['l1']);
    expect(await names()).toEqual([]);
  });

  it('looks once a day', async () => {
    let now = 0;
    const stores = vi.spyOn(directory, 'linkStore');
    const losers = createExpiredLosers(directory, () => now);
    await losers.remove('acme', ['l1']);
    now = DAY - 1;
    await losers.remove('acme', ['l1']);
    expect(stores).toHaveBeenCalledTimes(1);
    now = DAY;
    await losers.remove('acme', ['l1']);
    expect(stores).toHaveBeenCalledTimes(2);
    stores.mockRestore();
  });
});
