// The items of one person or of all, page by page.
import type { Instant } from '../../calendar/event.ts';
import { ok } from '../../sync/ports/outcome.ts';
import type { ListWindow, UntaggedSource } from '../../sync/ports/source.ts';
import type { Row } from './answers.ts';
import { ownerOf } from './calendarItem.ts';
import type { IvantiClient } from './client.ts';
import type { FieldMap } from './fieldMap.ts';
import type { People } from './people.ts';
import { type Condition, dateTime, text } from './query.ts';
import type { Reader } from './reader.ts';
import { place, readPage, seesRows } from './rows.ts';
import type { Tenant } from './tenant.ts';
import { instantIn } from './values.ts';

export interface ListingParts {
  readonly client: IvantiClient;
  readonly tenant: Tenant;
  readonly people: People;
  readonly reader: Pick<Reader, 'itemsOf'>;
  readonly object: string;
}

/** An empty first page is complete only where the role sees any row at all. */
export function createListing({ client, tenant, people, reader, object }: ListingParts): UntaggedSource['list'] {
  return async (whose, cursor, window = undefined) => {
    const after = cursor === undefined ? undefined : place.parse(JSON.parse(cursor));
    const map = await tenant.fields();
    if (!map.ok) return map;
    const directory = await people.of([]);
    if (!directory.ok) return directory;
    const login = typeof whose === 'string' ? directory.value.withAddress(whose)?.login : undefined;
    if (typeof whose === 'string' && login === undefined) return ok({ items: [], complete: false });
    const conditions = [...ownedBy(map.value, login), ...within(map.value, window)];
    const page = await readPage(client, { object, conditions, after, urgency: window ? 'sweep' : undefined });
    if (!page.ok) return page;
    const { rows, next } = page.value;
    // Ivanti drops conditions that it does not understand: each is applied once more.
    const meant = rows.filter(
      (row) => (login === undefined || ownerOf(row, map.value) === login) && isWithin(row, map.value, window),
    );
    const items = await reader.itemsOf(meant);
    if (!items.ok) return items;
    const isProven = after !== undefined || rows.length > 0;
    const sees = isProven ? ok(true) : await seesRows(client, object);
    if (!sees.ok) return sees;
    return ok({ items: items.value, complete: sees.value, ...(next ? { next: JSON.stringify(next) } : {}) });
  };
}

const ownedBy = (map: FieldMap, login: string | undefined): readonly Condition[] =>
  login === undefined ? [] : [{ field: map.owner, is: 'eq', value: text(login) }];

const within = (map: FieldMap, { from, until }: ListWindow = {}): readonly Condition[] => [
  ...(from === undefined ? [] : [{ field: map.end, is: 'ge', value: dateTime(from) } as const]),
  ...(until === undefined ? [] : [{ field: map.start, is: 'lt', value: dateTime(until) } as const]),
];

function isWithin(row: Row, map: FieldMap, { from, until }: ListWindow = {}): boolean {
  const start = instantIn(row, map.start);
  const end: Instant | undefined = instantIn(row, map.end) ?? start;
  if (start === undefined || end === undefined) return from === undefined && until === undefined;
  return (from === undefined || end >= from) && (until === undefined || start < until);
}
