// Partitions of the test run's Azurite, each new.
import { inject } from 'vitest';
import { openTable } from '../../../shared/state/table/openTable.ts';
import { openPartition, type Partition } from '../../../shared/state/table/partition.ts';
import { newCompany, openDirectory } from './openDirectory.ts';

/** Opens so many new partitions of one table. */
export async function openPartitions(): Promise<() => Partition> {
  await openDirectory();
  const table = openTable(inject('azurite'), 'entries', undefined);
  return () => openPartition(table, newCompany());
}
