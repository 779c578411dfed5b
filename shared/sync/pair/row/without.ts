// A copy of a row that lacks some of its optional properties. Rows are never changed in place.

/** The row without these properties. */
export function without<T extends object, K extends keyof T>(row: T, ...keys: K[]): Omit<T, K> {
  const rest = { ...row };
  for (const key of keys) delete rest[key];
  return rest;
}
