// One row that people read and write with its ETag. Who decided it is stored in the same transaction.
import type { z } from 'zod';
import type { PutResult, Resource, Versioned } from '../directory.ts';
import { ALL_LINKS, auditKey, type KeyRange } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { parseRow } from '../table/schema.ts';

export function openResource<T extends object>(partition: Partition, key: string, schema: z.ZodType<T>): Resource<T> {
  return {
    get: () => readVersioned(partition, key, schema),
    put: (value, etag, decision) =>
      putRow(partition, key, value, etag, decision && { key: auditKey(ALL_LINKS, decision.name), value: decision.row }),
  };
}

export async function readVersioned<T>(
  partition: Partition,
  key: string,
  schema: z.ZodType<T>,
): Promise<Versioned<T> | undefined> {
  const row = await partition.get(key);
  return row && { value: parseRow(schema, 'settings', key, row.value), etag: row.etag };
}

/** Every row of a range, in key order. */
export async function readAll<T>(partition: Partition, range: KeyRange, schema: z.ZodType<T>): Promise<T[]> {
  const { rows } = await partition.range(range);
  return rows.map((row) => parseRow(schema, 'settings', row.key, row.value));
}

/** Inserts without `etag`, else replaces that version; `beside` is inserted with it. */
export async function putRow(
  partition: Partition,
  key: string,
  value: object,
  etag: string | undefined,
  beside?: { readonly key: string; readonly value: object },
): Promise<PutResult> {
  const result = await partition.commit([
    etag === undefined ? { op: 'insert', key, value } : { op: 'replace', key, value, etag },
    ...(beside ? [{ op: 'insert', ...beside } as const] : []),
  ]);
  const written = result.ok ? result.etags[0] : undefined;
  return written === undefined ? { ok: false, reason: 'stale' } : { ok: true, etag: written };
}
