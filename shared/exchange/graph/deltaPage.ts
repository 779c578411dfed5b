// One page of change tracking (learn.microsoft.com: event: delta): which ids were touched, and where it goes on.
import { z } from 'zod';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { askOnce, type GraphMailbox, pagesOf } from './connection/graphMailbox.ts';
import { linkIn } from './connection/link.ts';

export interface DeltaPage {
  /** By id: the version that came with it; undefined where none did, so that nobody knows whether it is there at all. */
  readonly touched: ReadonlyMap<string, string | undefined>;
  readonly next: string;
  /** More pages of this round follow. */
  readonly more: boolean;
}

const PAGE = 200;

const row = z.object({
  id: z.string().min(1),
  '@odata.etag': z.string().optional(),
  '@removed': z.unknown().optional(),
  type: z.string().nullish(),
  seriesMasterId: z.string().nullish(),
});
type Row = z.infer<typeof row>;

const page = z.object({
  value: z.array(row),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

/** `path`: of the first page of all, or where an earlier one said that it goes on. */
export async function askForDelta(mailbox: GraphMailbox, path: string): Promise<Outcome<DeltaPage>> {
  const answer = await askOnce(mailbox, (client) => client.api(path).headers(pagesOf(PAGE)).get());
  if (!answer.ok) return answer;
  const parsed = page.safeParse(answer.value);
  const link = parsed.data?.['@odata.nextLink'] ?? parsed.data?.['@odata.deltaLink'];
  if (!parsed.success || link === undefined) return failed(brokenAnswer('the page is incomplete'));
  const next = linkIn(mailbox, link, 'calendarView/delta');
  if (!next.ok) return next;
  const more = parsed.data['@odata.nextLink'] !== undefined;
  return ok({ touched: touchedIn(parsed.data.value), next: next.value, more });
}

/**
 * Each id once. A removal is a rumour: Graph also calls removed what was touched outside of the window
 * (microsoft-graph-docs issue 6599). An occurrence stands for its series, which may come by itself or not.
 */
function touchedIn(rows: readonly Row[]): ReadonlyMap<string, string | undefined> {
  const touched = new Map<string, string | undefined>();
  for (const each of rows) {
    if (!isOccurrence(each))
      touched.set(each.id, '@removed' in each && each['@removed'] ? undefined : each['@odata.etag']);
  }
  for (const { seriesMasterId } of rows.filter(isOccurrence)) {
    if (seriesMasterId && !touched.has(seriesMasterId)) touched.set(seriesMasterId, undefined);
  }
  return touched;
}

const isOccurrence = ({ type, seriesMasterId }: Row): boolean =>
  Boolean(seriesMasterId) && (type === 'occurrence' || type === 'exception');
