// Lists are answered page by page. The cursor is the name of the last item of the page before. A page ends where its items
// or its characters reach a limit: whoever filled the calendars, no answer grows with them.
import type { Refusal } from './refusal.ts';

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

/** Of the items of one page as JSON. The longest single item, an entry or a conflict about one, has about as many. */
export const PAGE_CHARACTERS_MAX = 2_000_000;

/** Items whose content is in memory at the same time. Both sides read about as many in one request. */
const READ_AT_ONCE = 40;

/** One page of `items`, which may have any order: by their names, ascending, or descending with `newestFirst`. */
export function pageOf<T>(
  items: readonly T[],
  { cursor, limit, newestFirst }: Page & { readonly newestFirst?: true },
  nameOf: (item: T) => string,
): PagePart<T> {
  const isAfter = (name: string, other: string): boolean => (newestFirst ? name < other : name > other);
  const rest = items
    .filter((item) => cursor === undefined || isAfter(nameOf(item), cursor))
    .sort((a, b) => (isAfter(nameOf(b), nameOf(a)) ? -1 : 1));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { shown, ...(rest.length > shown.length && last !== undefined ? { next: nameOf(last) } : {}) };
}

/** A page of a record that only grows, the newest first. The cursor is the number of older items. */
export function pageOfRecord<T>(newestFirst: readonly T[], { cursor, limit }: Page): PagePart<T> {
  const left = cursor === undefined ? newestFirst.length : Number(cursor);
  if (!Number.isInteger(left) || left < 1) return { shown: [] };
  const from = Math.max(newestFirst.length - left, 0);
  const shown = newestFirst.slice(from, from + limit);
  const older = newestFirst.length - from - shown.length;
  return { shown, ...(older > 0 ? { next: String(older) } : {}) };
}

interface Reading<T, R> {
  readonly nameOf: (item: T) => string;
  /** One answer for each item, in order, or the reason why there is none. */
  readonly read: (items: readonly T[]) => Promise<readonly R[] | Refusal>;
}

/** The items of a page as they are answered. The page ends early, with a cursor, where they have too many characters. */
export async function readPage<T, R>(
  part: PagePart<T>,
  { nameOf, read }: Reading<T, R>,
): Promise<PagePart<R> | Refusal> {
  const shown: R[] = [];
  let characters = 0;
  for (let from = 0; from < part.shown.length; from += READ_AT_ONCE) {
    const answers = await read(part.shown.slice(from, from + READ_AT_ONCE));
    if ('problem' in answers) return answers;
    for (const answer of answers) {
      characters += JSON.stringify(answer).length;
      const last = part.shown[shown.length - 1];
      if (last !== undefined && characters > PAGE_CHARACTERS_MAX) return { shown, next: nameOf(last) };
      shown.push(answer);
    }
  }
  return { ...part, shown };
}
