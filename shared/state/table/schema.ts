// Keeps the schema of a row and its type in step: a field that one of them lacks does not compile.
import { z } from 'zod';

/** A schema for each field of T. Optional fields end with `.exactOptional()`. */
export type FieldsOf<T> = { readonly [F in keyof T]-?: z.ZodType<T[F]> };

/** Returns the schema of exactly T. Unknown fields are an error, because rewriting the row would drop them. */
export const rowSchema = <T>(fields: FieldsOf<T>): z.ZodType<T> =>
  // The cast is safe: the parameter's type proves each field. The library cannot infer T from the fields.
  z.strictObject(fields) as unknown as z.ZodType<T>;

/**
 * Returns the row's value, checked. Throws RowUnreadable, which names the row's kind and key and the wrong fields, never
 * their content.
 */
export function parseRow<T>(
  schema: z.ZodType<T>,
  kind: string,
  { key, value }: { readonly key: string; readonly value: unknown },
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the row'))];
  throw new RowUnreadable(`a ${kind} row does not parse: ${key}: ${fields.join(', ')}`);
}

/** A stored row does not have the form that this release writes. */
export class RowUnreadable extends Error {
  override readonly name = 'RowUnreadable';
}
