// The properties of an event that a filter or an order can name.
import type { Item } from '../../store/item.ts';
import { GraphError } from '../request/errors.ts';
import { enumName, typeOf } from './names.ts';

export type Comparable = string | number | boolean | Date;
export type Reader = (item: Item) => Comparable;

const READERS: Readonly<Record<string, Reader>> = {
  subject: (item) => item.subject ?? '',
  iCalUId: (item) => item.uid,
  'start/dateTime': (item) => new Date(item.start),
  'end/dateTime': (item) => new Date(item.end),
  createdDateTime: (item) => new Date(item.createdAt),
  lastModifiedDateTime: (item) => new Date(item.modifiedAt),
  isAllDay: (item) => item.isAllDay,
  showAs: (item) => enumName(item.freeBusy),
  sensitivity: (item) => enumName(item.sensitivity),
  importance: (item) => enumName(item.importance),
  type: typeOf,
};

/** Throws GraphError for a path by which Graph cannot filter events. */
export function readPath(path: string): Reader {
  const read = Object.hasOwn(READERS, path) ? READERS[path] : undefined;
  if (read) return read;
  throw new GraphError(400, {
    code: 'ErrorInvalidProperty',
    message: `The property '${path}' does not support filtering.`,
  });
}

/** Compares two values of one property. A text that is a time counts as its instant. */
export function compare(value: Comparable, other: Comparable): number {
  const [a, b] = value instanceof Date ? [value.getTime(), instantOf(other)] : [value, other];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A time without offset is in UTC. */
const instantOf = (value: Comparable): number => {
  if (value instanceof Date) return value.getTime();
  const text = String(value);
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/i.test(text) ? text : `${text}Z`);
};
