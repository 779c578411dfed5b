// The port LinkStore on Table Storage. A link's rows stand in one partition (docs/sync.md section 3).
import type { LinkRows } from '../../sync/ports/rows.ts';
import {
  HEAD_ROWS_MAX,
  type LinkStore,
  type RowKind,
  type RowRef,
  type RowWrite,
  type Stored,
} from '../../sync/ports/store.ts';
import { HEAD, linkRowKey, linkRowRange, nameInKey } from '../table/keys.ts';
import type { Partition, StoredRow, Write } from '../table/partition.ts';
import { checkName, readLinkRow } from './linkRows.ts';

/** `partition`: the partition of the link. */
export function createLinkStore(partition: Partition): LinkStore {
  return {
    async head() {
      const { rows } = await partition.range(HEAD, HEAD_ROWS_MAX);
      return rows.map(readLinkRow);
    },

    async load<K extends RowKind>(refs: readonly RowRef<K>[]) {
      const rows = await partition.getMany(refs.map((ref) => linkRowKey(ref.kind, ref.name)));
      // The casts here and below are safe, since the keys that are read are keys of kind K.
      return rows.map((row) => row && (readLinkRow(row) as Stored<K>));
    },

    async list<K extends RowKind>(kind: K, pairs?: { readonly from: string; readonly to: string }) {
      const { rows } = await partition.range(linkRowRange(kind, pairs));
      return rows.map((row) => readLinkRow(row) as Stored<K>);
    },

    async some<K extends RowKind>(kind: K, limit: number) {
      const { rows } = await partition.range(linkRowRange(kind), limit);
      return rows.map((row) => readLinkRow(row) as Stored<K>);
    },

    async pick<K extends RowKind>(kind: K, keep: (row: Stored<K>) => boolean) {
      const read = (row: StoredRow) => readLinkRow(row) as Stored<K>;
      const { rows } = await partition.range(linkRowRange(kind), undefined, (row) => keep(read(row)));
      return rows.map(read);
    },

    names: async (kind) => (await partition.keys(linkRowRange(kind))).map(nameInKey),

    commit: async (writes) => partition.commit(writes.map(writeOf)),
  };
}

function writeOf(write: RowWrite): Write {
  const key = linkRowKey(write.kind, write.name);
  if (write.op === 'delete') return { op: 'delete', key, etag: write.etag };
  // The cast is safe, since a RowWrite holds a row of its own kind. The compiler sees the union of all kinds.
  checkName(write.kind, write.name, write.row as LinkRows[RowKind] & LinkRows[typeof write.kind]);
  const { row: value } = write;
  return write.op === 'replace' ? { op: 'replace', key, value, etag: write.etag } : { op: write.op, key, value };
}
