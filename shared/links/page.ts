// Lists are answered page by page. The cursor is the name of the last item of the page before.

export interface Page {
  /** Undefined: the first page. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface PagePart<T> {
  readonly shown: readonly T[];
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** `items` in ascending order of their names; `newestFirst` in descending order. */
export function pageOf<T>(
  items: readonly T[],
  { cursor, limit, newestFirst }: Page & { readonly newestFirst?: true },
  nameOf: (item: T) => string,
): PagePart<T> {
  const isAfter = (name: string, other: string): boolean => (newestFirst ? name < other : name > other);
  const rest = items.filter((item) => cursor === undefined || isAfter(nameOf(item), cursor));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { shown, ...(rest.length > shown.length && last !== undefined ? { next: nameOf(last) } : {}) };
}
