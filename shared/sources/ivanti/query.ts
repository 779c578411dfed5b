// Queries in the part of OData that Ivanti reads. It drops functions and misreads brackets, so there are comparisons
// joined by `and`, and at most one group of alternatives, which stands first. Each value passes one gate.

/** A comparison. `value` is written as it is: from `text` or `dateTime`. */
export interface Condition {
  readonly field: string;
  readonly is: 'eq' | 'ne' | 'lt' | 'ge';
  readonly value: string;
}

/** The gate of texts: in single quotes, each of its own quotes doubled (OData 4.01 URL conventions, section 5.1.1.6). */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Dates stand without quotes, in UTC and whole seconds. */
export const dateTime = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

const written = ({ field, is, value }: Condition): string => `${field} ${is} ${value}`;

/** The text of `$filter`; undefined where nothing is asked. `anyOf` stands first. */
export function filterOf(conditions: readonly Condition[], anyOf: readonly Condition[] = []): string | undefined {
  const [one, ...others] = anyOf;
  const group = one && (others.length === 0 ? [written(one)] : [`(${anyOf.map(written).join(' or ')})`]);
  const parts = [...(group ?? []), ...conditions.map(written)];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** The set of an object (measured: an `s` is added, `#` becomes two underscores, at the end it is dropped). */
export const setOf = (object: string): string => `${object.replace(/#$/, '').replaceAll('#', '__')}s`.toLowerCase();

/** The path segment of one record: its key in quotes, and the quotes encoded. */
export const keyOf = (id: string): string =>
  `('${encodeURIComponent(id.replaceAll("'", "''")).replaceAll("'", '%27')}')`;
