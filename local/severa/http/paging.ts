// Pages: a bare array, and the header NextPageToken where rows remain. The order of rows is nobody's business.
import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/seams.ts';
import { type Answer, badQuery, notFound } from './answer.ts';
import type { SeveraBehaviour } from './behaviour.ts';

const DEFAULT_ROWS = 20;
/** These are about the page, not about the rows. */
const OF_PAGES = ['pageToken', 'rowCount'];

interface PageToken {
  readonly after: string;
  readonly filters: string;
  readonly at: number;
}

export interface Pages {
  /** The query that decides about rows: the filters of the page token where it repeats them. */
  filters(query: URLSearchParams): URLSearchParams;
  page(query: URLSearchParams, rows: readonly Row[]): Answer;
}

/** A record and the way to show it, which only the rows of the page need. */
export interface Row {
  readonly guid: string;
  readonly show: () => unknown;
}

export function createPages(clock: Clock, behaviour: SeveraBehaviour): Pages {
  const keyOf = ({ guid }: Row) => createHash('sha256').update(`${behaviour.seed} ${guid}`).digest('hex');

  function tokenIn(query: URLSearchParams): PageToken | undefined {
    const text = query.get('pageToken');
    if (text === null) return undefined;
    const token = parsed(text);
    if (token === undefined || token.at + behaviour.pageTokenSeconds * 1000 < clock()) throw badQuery('pageToken');
    return token;
  }

  function rowCount(query: URLSearchParams): number {
    const wanted = Number(query.get('rowCount') ?? DEFAULT_ROWS);
    if (!Number.isInteger(wanted) || wanted < 1) throw badQuery('rowCount');
    if (wanted > behaviour.rowCountLimit && behaviour.rowCountOver === 'refuse') throw badQuery('rowCount');
    return Math.min(wanted, behaviour.rowCountLimit);
  }

  return {
    filters(query) {
      const token = tokenIn(query);
      return token && behaviour.tokenEmbedsFilters ? new URLSearchParams(token.filters) : query;
    },
    page(query, rows) {
      if (rows.length === 0 && behaviour.noMatch === '404') throw notFound();
      const after = tokenIn(query)?.after ?? '';
      const keyed = rows.map((row) => ({ key: keyOf(row), row })).filter(({ key }) => key > after);
      const shown = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, rowCount(query));
      const json = shown.map(({ row }) => row.show());
      const last = shown.at(-1);
      if (shown.length === keyed.length || last === undefined) return { status: 200, json };
      const filters = new URLSearchParams([...this.filters(query)].filter(([name]) => !OF_PAGES.includes(name)));
      const token: PageToken = { after: last.key, filters: `${filters}`, at: clock() };
      const header = Buffer.from(JSON.stringify(token)).toString('base64url');
      return { status: 200, json, headers: { NextPageToken: header } };
    },
  };
}

function parsed(text: string): PageToken | undefined {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof token !== 'object' || token === null) return undefined;
    const { after, filters, at } = Object.fromEntries(Object.entries(token));
    return typeof after === 'string' && typeof filters === 'string' && typeof at === 'number'
      ? { after, filters, at }
      : undefined;
  } catch {
    return undefined;
  }
}
