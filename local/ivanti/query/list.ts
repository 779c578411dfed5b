// The options of a list: order, page, count and chosen fields.
import { type Answer, Refusal, refused } from '../http/answer.ts';
import type { IvantiBehaviour } from '../http/behaviour.ts';
import { type BusinessObject, setOf } from '../objects/businessObjects.ts';
import type { Value, Values } from '../records/tenant.ts';
import { filterOf } from './filter.ts';
import { showRow } from './show.ts';

const DEFAULT_TOP = 25;
const MAX_TOP = 100;

interface Listed {
  readonly object: BusinessObject;
  readonly rows: readonly Values[];
  readonly query: URLSearchParams;
  /** `https://…/api/odata` */
  readonly root: string;
}

/** The page that the query asks for. Throws 400 and 500 where Ivanti refuses the query. */
export function listAnswer({ object, rows, query, root }: Listed, behaviour: IvantiBehaviour): Answer {
  const top = size(query, '$top', DEFAULT_TOP);
  const skip = size(query, '$skip', 0);
  if (top > MAX_TOP) throw refused('Invalid Request Payload');
  const order = orderOf(query.get('$orderby'), object);
  if (order === undefined) return { status: 204 };
  const filter = query.get('$filter');
  const context = { fields: object.fields, zone: behaviour.zone };
  const found = filter === null ? rows : rows.filter(filterOf(filter, context));
  const page = found.toSorted(order).slice(skip, skip + top);
  if (page.length === 0) return nothingFound(behaviour);
  const chosen = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const value = page.map((row) => showRow({ object, row, chosen }, behaviour));
  const count = countOf(found.length, query, behaviour);
  const address = `${root}/$metadata#${setOf(object.name)}`;
  return { status: 200, json: { '@odata.context': address, ...count, value } };
}

/** A list without rows, in its most usual form: 200 without a body. */
export function nothingFound({ emptyList }: IvantiBehaviour): Answer {
  if (emptyList === 'array') return { status: 200, json: { value: [] } };
  return { status: emptyList === '204' ? 204 : 200 };
}

function size(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw refused('Invalid Request Payload');
  return Number(text);
}

function countOf(found: number, query: URLSearchParams, { count }: IvantiBehaviour) {
  if (count === 'absent') return {};
  if (count === 'asked' && query.get('$count') !== 'true') return {};
  return { '@odata.count': count === 'floor' ? Math.max(0, found - 1) : found };
}

type Order = (a: Values, b: Values) => number;

/** Undefined for an unknown field or direction. Throws 500 for an empty order. */
function orderOf(text: string | null, { fields }: BusinessObject): Order | undefined {
  if (text === null) return by('LastModDateTime', -1);
  if (text.trim() === '') throw new Refusal(500, "The value of 'orderby' cannot be empty");
  const orders: Order[] = [];
  for (const part of text.split(',')) {
    const [, name = '', direction = 'asc'] = /^\s*(\S+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    if (!fields.has(name)) return undefined;
    orders.push(by(name, direction.toLowerCase() === 'desc' ? -1 : 1));
  }
  return (a, b) => orders.map((order) => order(a, b)).find((result) => result !== 0) ?? 0;
}

const by =
  (name: string, sign: 1 | -1): Order =>
  (a, b) =>
    sign * compare(a[name], b[name]);

/** Nothing comes before everything. Text ignores its case. */
function compare(a: Value | undefined, b: Value | undefined): number {
  const [left, right] = [rank(a), rank(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function rank(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? `${value}`.padStart(16, '0') : `${value}`.toLowerCase();
}
