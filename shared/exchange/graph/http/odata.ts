// Query options of OData as a URL carries them (OASIS: OData 4.01, URL Conventions). The client escapes nothing.

/** A text in a filter: a quote is doubled. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `?$select=…&$filter=…`, each value escaped as a whole. */
export function queryOf(options: Readonly<Record<string, string | number>>): string {
  const parts = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `?${parts.join('&')}`;
}
