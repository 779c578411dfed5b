// The rows of a source with their content sealed. Above this file rows are plain; below it, content is encrypted. Only the
// numbers and ids that keys and queries need stay readable.
import { ROWS_PER_TRANSACTION } from '../../sync/ports/store.ts';
import type { RowSeal, SealedRows } from '../sealing.ts';
import { hiddenFieldOf, SEALED_ROWS } from '../table/keys.ts';
import type { Partition, StoredRow, Write } from '../table/partition.ts';

/** The partition, which seals what it writes and opens what it reads. */
export function sealedPartition(partition: Partition, seal: RowSeal): Partition {
  const opened = (row: StoredRow): StoredRow => openedRow(row, seal);
  return {
    ...partition,
    async get(key) {
      const row = await partition.get(key);
      return row && opened(row);
    },
    getMany: async (keys) => (await partition.getMany(keys)).map((row) => row && opened(row)),
    async range(range, limit, keep) {
      const { rows, more } = await partition.range(range, limit, keep && ((row) => keep(opened(row))));
      return { rows: rows.map(opened), more };
    },
    commit: (writes) => partition.commit(writes.map((write) => sealedWrite(write, seal))),
  };
}

function openedRow({ sealed, value, ...row }: StoredRow, seal: RowSeal): StoredRow {
  const field = hiddenFieldOf(row.key);
  if (!sealed || field === undefined) return { ...row, value };
  return { ...row, value: { ...(value as object), [field]: JSON.parse(seal.open(sealed, row.key)) } };
}

function sealedWrite(write: Write, seal: RowSeal): Write {
  const field = write.op === 'delete' ? undefined : hiddenFieldOf(write.key);
  if (write.op === 'delete' || field === undefined) return write;
  // The rows of these keys are plain objects; a tombstone has no such field.
  const { [field]: hidden, ...value } = write.value as Readonly<Record<string, unknown>>;
  if (hidden === undefined) return write;
  return { ...write, value, sealed: seal.seal(JSON.stringify(hidden), write.key) };
}

/** A transaction has 4 MiB, and bytes take a third more in it. */
const BYTES_PER_TRANSACTION = 2 * 1024 * 1024;

export function sealedRows(partition: Partition, seal: RowSeal): SealedRows {
  return {
    async keys() {
      const counts = new Map<string, number>();
      await partition.sealedBy(SEALED_ROWS, (key) => void counts.set(key, (counts.get(key) ?? 0) + 1));
      return counts;
    },

    async reseal(limit) {
      if (seal.former.length === 0) return false;
      const { rows, more } = await partition.sealedWith(SEALED_ROWS, seal.former, limit);
      let writes: Write[] = [];
      let bytes = 0;
      for (const { key, value, etag, sealed } of rows) {
        if (!sealed) continue;
        if (writes.length === ROWS_PER_TRANSACTION || bytes + sealed.bytes.length > BYTES_PER_TRANSACTION) {
          await commitSome(partition, writes);
          [writes, bytes] = [[], 0];
        }
        bytes += sealed.bytes.length;
        const anew = seal.seal(seal.open(sealed, key), key);
        writes.push({ op: 'replace', key, etag, value: value as object, sealed: anew });
      }
      await commitSome(partition, writes);
      return more;
    },
  };
}

/** Refused, somebody wrote one of the rows meanwhile. The next look takes the others. */
async function commitSome(partition: Partition, writes: readonly Write[]): Promise<void> {
  if (writes.length > 0) await partition.commit(writes);
}
