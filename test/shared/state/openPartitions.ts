// Opens new partitions of the test run's Azurite.
import { inject } from 'vitest';
import { openTable } from '../../../shared/state/table/openTable.ts';
import { openPartition, type Partition } from '../../../shared/state/table/partition.ts';
import { newCompany, openDirectory } from '../../world/openDirectory.ts';

/** Returns a function that opens a new partition of one table at each call. */
export async function openPartitions(): Promise<() => Partition> {
  await openDirectory();
  const table = openTable(inject('azurite'), 'entries', undefined);
  return () => openPartition(table, newCompany());
}
