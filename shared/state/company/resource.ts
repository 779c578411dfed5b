// Reads and writes rows that people change, with their ETags. A person's decision is stored in the same transaction.
import type { z } from 'zod';
import type { PutResult, Resource, Versioned } from '../directory.ts';
import { ALL_LINKS, auditKey, type KeyRange } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { parseRow } from '../table/schema.ts';

/** Returns the accessors of the row with this key. */
export function openResource<T extends object>(partition: Partition, key: string, schema: z.ZodType<T>): Resource<T> {
  return {
    get: () => readVersioned(partition, key, schema),
    put(value, etag, decision) {
      const audit = decision && { key: auditKey(ALL_LINKS, decision.name), value: decision.row };
      return putRow(partition, { key, value, etag }, audit);
    },
  };
}

/** Returns the row's value with its ETag; undefined where there is no row. Throws RowUnreadable. */
export async function readVersioned<T>(
  partition: Partition,
  key: string,
  schema: z.ZodType<T>,
): Promise<Versioned<T> | undefined> {
  const row = await partition.get(key);
  return row && { value: parseRow(schema, 'settings', row), etag: row.etag };
}

/** Returns the values of all rows of a range, in the order of keys. Throws RowUnreadable. */
export async function readAll<T>(partition: Partition, range: KeyRange, schema: z.ZodType<T>): Promise<T[]> {
  const { rows } = await partition.range(range);
  return rows.map((row) => parseRow(schema, 'settings', row));
}

/** Inserts a row without `etag`, else replaces that version of it. `audit` is inserted in the same transaction. */
export async function putRow(
  partition: Partition,
  { key, value, etag }: { readonly key: string; readonly value: object; readonly etag: string | undefined },
  audit?: { readonly key: string; readonly value: object },
): Promise<PutResult> {
  const result = await partition.commit([
    etag === undefined ? { op: 'insert', key, value } : { op: 'replace', key, value, etag },
    ...(audit ? [{ op: 'insert', ...audit } as const] : []),
  ]);
  const written = result.ok ? result.etags[0] : undefined;
  return written === undefined ? { ok: false, reason: 'stale' } : { ok: true, etag: written };
}
