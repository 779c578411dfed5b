// The rows of an object, page by page, in the order of their last change. A page continues from the time of the row
// before it: a deep `$skip` would miss rows when others go.
import { z } from 'zod';
import type { Instant } from '../../calendar/event.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { BROKEN_ANSWER } from '../connect/failures.ts';
import type { Urgency } from '../connect/requestBudget.ts';
import { type Row, rowsOf } from './answers.ts';
import type { IvantiClient } from './client.ts';
import { type Condition, dateTime, filterOf, text as quoted, setOf } from './query.ts';
import { instantIn, textIn } from './values.ts';

/** The most rows of a page: 101 are refused (measured). */
const TOP = 100;

/** The place after a page. `ids`: the rows of that page at `at`; `skip`: rows at `at` that were all read. */
export const place = z.object({ at: z.number(), ids: z.array(z.string()), skip: z.number() });
export type Place = z.output<typeof place>;

export interface Wanted {
  readonly object: string;
  readonly conditions?: readonly Condition[];
  readonly after?: Place | undefined;
  readonly urgency?: Urgency | undefined;
}

export interface RowPage {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly next?: Place;
}

export const changedAt = (row: Row): Instant => instantIn(row, 'LastModDateTime') ?? 0;
export const idOf = (row: Row): string => textIn(row, 'RecId');

const pathOf = (object: string): string => `/api/odata/businessobject/${setOf(object)}`;

/** One page. It fails where it is not in order, or is full and has nothing new: the place after it would mean nothing. */
export async function readPage(client: IvantiClient, wanted: Wanted): Promise<Outcome<RowPage>> {
  const { after, conditions = [] } = wanted;
  const since: Condition[] = after ? [{ field: 'LastModDateTime', is: 'ge', value: dateTime(after.at) }] : [];
  const filter = filterOf([...conditions, ...since]);
  const read = await list(client, wanted, {
    ...(filter === undefined ? {} : { $filter: filter }),
    $orderby: 'LastModDateTime asc',
    $top: `${TOP}`,
    ...(after && after.skip > 0 ? { $skip: `${after.skip}` } : {}),
  });
  if (!read.ok) return read;
  const all = read.value;
  if (!isOrdered(all)) return failed({ ...BROKEN_ANSWER, detail: 'rows out of order' });
  const seen = new Set(after?.ids);
  const fresh = all.filter((row) => !seen.has(idOf(row)) && changedAt(row) >= (after?.at ?? 0));
  if (all.length < TOP) return ok({ rows: fresh });
  const next = fresh.length > 0 ? placeAfter(all, after) : undefined;
  return next ? ok({ rows: fresh, next }) : failed({ ...BROKEN_ANSWER, detail: 'pages without an end' });
}

/** Undefined for no rows. Rows of one second may fill a page: those that were read of it are skipped. */
function placeAfter(all: readonly Row[], after: Place | undefined): Place | undefined {
  const last = all.at(-1);
  if (!last) return undefined;
  const at = changedAt(last);
  const ids = all.filter((row) => changedAt(row) === at).map(idOf);
  if (ids.length < all.length) return { at, ids, skip: 0 };
  return { at, ids, skip: (after?.at === at ? after.skip : 0) + all.length };
}

const isOrdered = (rows: readonly Row[]): boolean =>
  rows.every((row, index) => index === 0 || changedAt(row) >= changedAt(rows[index - 1] ?? row));

/** The rows with one of these ids, as far as they are answered. One group of alternatives stands first. */
export function readSome(
  client: IvantiClient,
  object: string,
  ids: readonly string[],
): Promise<Outcome<readonly Row[]>> {
  const filter = filterOf(
    [],
    ids.map((id): Condition => ({ field: 'RecId', is: 'eq', value: quoted(id) })),
  );
  return list(client, { object }, { $filter: filter ?? '', $top: `${TOP}` });
}

/** All rows with this value in one field. Ivanti compares without letter case. */
export function readEqual(
  client: IvantiClient,
  object: string,
  { field, value }: { readonly field: string; readonly value: string },
): Promise<Outcome<readonly Row[]>> {
  const filter = filterOf([{ field, is: 'eq', value: quoted(value) }]);
  return list(client, { object }, { $filter: filter ?? '', $top: `${TOP}` });
}

/** The rows that were changed last, in no order that is promised. */
export const readNewest = (client: IvantiClient, object: string): Promise<Outcome<readonly Row[]>> =>
  list(client, { object }, { $orderby: 'LastModDateTime desc', $top: `${TOP}` });

/** True when the role sees any row of the object: an empty list of a role without rights looks like any other. */
export async function seesRows(client: IvantiClient, object: string): Promise<Outcome<boolean>> {
  const read = await list(client, { object }, { $top: '1' });
  return read.ok ? ok(read.value.length > 0) : read;
}

async function list(
  client: IvantiClient,
  { object, urgency }: Pick<Wanted, 'object' | 'urgency'>,
  query: Readonly<Record<string, string>>,
): Promise<Outcome<readonly Row[]>> {
  const answer = await client.ask({
    method: 'GET',
    path: pathOf(object),
    query,
    about: 'all',
    ...(urgency ? { urgency } : {}),
  });
  return answer.ok ? rowsOf(answer.value) : answer;
}
