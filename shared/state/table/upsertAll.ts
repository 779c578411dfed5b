// Many rows of one partition, in as few transactions as they need.
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';
import type { Partition, Write } from './partition.ts';

/** Rows of the same key are written once. After an outage some may be written and others not: write all again. */
export async function upsertAll(
  partition: Partition,
  writes: readonly (Write & { readonly op: 'upsert' })[],
): Promise<void> {
  const distinct = [...new Map(writes.map((write) => [write.key, write])).values()];
  for (let start = 0; start < distinct.length; start += ROWS_PER_TRANSACTION) {
    await partition.commit(distinct.slice(start, start + ROWS_PER_TRANSACTION));
  }
}
