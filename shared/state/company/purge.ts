// Deletes the rows of a company page by page, whatever kind they are: those of its links, of its sources' entries, and its
// own. A step can be repeated and interrupted; the next one goes on with the rows that are left.
import { odata } from '@azure/data-tables';
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';
import { storageFailure } from '../table/failures.ts';
import { companyPartition, type KeyRange, partitionsOf } from '../table/keys.ts';
import { REQUEST_TIMEOUT_MS, type TableConnection } from '../table/openTable.ts';
import { openPartition } from '../table/partition.ts';

/** Rows of one step: some transactions, a second or two. */
const ROWS_PER_STEP = 1000;
const REQUEST = { requestOptions: { timeout: REQUEST_TIMEOUT_MS } };

export interface CompanyTables {
  readonly links: TableConnection;
  readonly entries: TableConnection;
  readonly companies: TableConnection;
}

/**
 * Deletes at most a page of the company's rows. Returns true as long as it found rows. The rows of links and entries go
 * first, so that the settings that lead to them are the last ones. Throws StoreUnavailable.
 */
export async function purgeStep({ links, entries, companies }: CompanyTables, company: string): Promise<boolean> {
  const own = companyPartition(company);
  return (
    (await deletePage(links, partitionsOf(company))) ||
    (await deletePage(entries, partitionsOf(company))) ||
    (await deletePage(companies, { from: own, to: `${own} ` }))
  );
}

interface Row {
  readonly partition: string;
  readonly key: string;
}

/** `partitions`: the partition keys from `from` (included) to `to` (excluded). */
async function deletePage(table: TableConnection, partitions: KeyRange): Promise<boolean> {
  const rows = await firstRows(table, partitions);
  for (let from = 0; from < rows.length; ) {
    const partition = rows[from]?.partition ?? '';
    const some = rows.slice(from, from + ROWS_PER_TRANSACTION).filter((row) => row.partition === partition);
    // The result does not matter: where another step has deleted one of these rows, the next step takes the others.
    await openPartition(table, partition).commit(some.map(({ key }) => ({ op: 'delete', key, etag: '*' })));
    from += some.length;
  }
  return rows.length > 0;
}

async function firstRows(table: TableConnection, { from, to }: KeyRange): Promise<Row[]> {
  const filter = odata`PartitionKey ge ${from} and PartitionKey lt ${to}`;
  const pages = table.client
    .listEntities({ ...REQUEST, queryOptions: { filter, select: ['PartitionKey', 'RowKey'] } })
    .byPage({ maxPageSize: ROWS_PER_STEP });
  for (;;) {
    const page = await pages.next().catch((error: unknown) => {
      throw storageFailure(error);
    });
    if (page.done) return [];
    // A page may be empty and still not be the last.
    if (page.value.length > 0) return page.value.map(rowOf);
  }
}

const rowOf = ({ partitionKey, rowKey }: { readonly partitionKey?: string; readonly rowKey?: string }): Row => ({
  partition: partitionKey ?? '',
  key: rowKey ?? '',
});
