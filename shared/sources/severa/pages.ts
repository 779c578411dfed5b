// The pages of a listing of Severa. A page that is not the last names the next one in a header.
import { z } from 'zod';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Answered } from './client.ts';

export type Query = readonly (readonly [name: string, value: string])[];

/** The most rows of a page (OpenAPI description: 100). */
export const ROWS_MAX = 100;
const PAGES_MAX = 1000;

/** All rows. A page that fails, or a token that comes again, fails the whole: nothing may be missing from it. */
export async function readPages<T>(
  ask: (query: Query) => Promise<Outcome<Answered<readonly T[]>>>,
): Promise<Outcome<readonly T[]>> {
  const rows: T[] = [];
  const seen = new Set<string>();
  let pageToken: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page = await ask(pageQuery(pageToken));
    if (!page.ok) return page;
    rows.push(...page.value.value);
    pageToken = page.value.nextPageToken;
    if (pageToken === undefined) return ok(rows);
    if (seen.has(pageToken)) break;
    seen.add(pageToken);
  }
  return failed(ENDLESS);
}

/** The place in pages that are read over several calls. `mark`: a token of before. */
export interface Place {
  readonly pageToken: string;
  readonly pages: number;
  readonly mark: string;
}

/**
 * The place after a page that named this token; undefined where the token came before, so that the pages have no end.
 * The mark moves at 1, 2, 4, 8 … pages (Brent's algorithm): a circle of any length is seen, and one token is remembered.
 */
export function placeAfter(before: Place | undefined, pageToken: string): Place | undefined {
  if (before === undefined) return { pageToken, pages: 1, mark: pageToken };
  if (pageToken === before.mark) return undefined;
  const pages = before.pages + 1;
  const isMarked = Number.isInteger(Math.log2(pages));
  return { pageToken, pages, mark: isMarked ? pageToken : before.mark };
}

export const place = z.object({ pageToken: z.string(), pages: z.number(), mark: z.string() });

export const ENDLESS = {
  kind: 'transient',
  code: 'source-answer-broken',
  detail: 'pages without an end',
} as const satisfies Failure;

export const pageQuery = (pageToken: string | undefined): Query => [
  ['rowCount', `${ROWS_MAX}`],
  ...(pageToken === undefined ? [] : [['pageToken', pageToken] as const]),
];
