// Any number of rows of one partition are written, each key once.
import { describe, expect, it } from 'vitest';
import type { Partition } from '../../../../shared/state/table/partition.ts';
import { upsertAll } from '../../../../shared/state/table/upsertAll.ts';

describe('upsertAll', () => {
  it('writes each key once, the last value of it, in transactions of at most 100 rows', async () => {
    const committed: (readonly { readonly key: string }[])[] = [];
    const partition: Pick<Partition, 'commit'> = {
      async commit(writes) {
        committed.push(writes);
        return { ok: true, etags: [] };
      },
    };
    const rows = Array.from({ length: 150 }, (_, index) => ({
      op: 'upsert',
      key: `k${index % 120}`,
      value: { index },
    }));
    await upsertAll(partition as Partition, rows as Parameters<typeof upsertAll>[1]);
    expect(committed.map((writes) => writes.length)).toEqual([100, 20]);
    expect(committed[0]?.[0]).toEqual({ op: 'upsert', key: 'k0', value: { index: 120 } });
  });
});
