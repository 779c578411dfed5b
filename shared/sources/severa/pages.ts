// The pages of a listing of Severa. A page that is not the last names the next one in a header.
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
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
  return failed({ kind: 'transient', code: 'source-answer-broken', detail: 'pages without an end' });
}

export const pageQuery = (pageToken: string | undefined): Query => [
  ['rowCount', `${ROWS_MAX}`],
  ...(pageToken === undefined ? [] : [['pageToken', pageToken] as const]),
];
