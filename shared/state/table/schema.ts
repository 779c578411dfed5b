// How row schemas are kept in step with the types they read: a field that either side lacks does not compile.
import { z } from 'zod';

/** A schema for each field of T, optional fields with `.exactOptional()`. */
export type FieldsOf<T> = { readonly [F in keyof T]-?: z.ZodType<T[F]> };

/** The schema of exactly T: unknown fields are an error, because writing the row again would drop them. */
export const rowSchema = <T>(fields: FieldsOf<T>): z.ZodType<T> =>
  // The parameter's type proves field by field that the object's output is T; the library cannot infer it back.
  z.strictObject(fields) as unknown as z.ZodType<T>;

/** The parsed value. Throws an error that names the row's kind and key and the fields at fault, never their content. */
export function parseRow<T>(schema: z.ZodType<T>, kind: string, key: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the row'))];
  throw new RowUnreadable(`a ${kind} row does not parse: ${key}: ${fields.join(', ')}`);
}

/** A stored row that is not as this release writes it. */
export class RowUnreadable extends Error {
  override readonly name = 'RowUnreadable';
}
