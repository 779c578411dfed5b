// Restriction (MS-OXWSSRCH): turns a search expression into a predicate over items or folders.
import { extendedKey, extendedValues } from '../item/extended.ts';
import { type Comparable, fieldsByUri, NEVER_HELD } from '../item/fields.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import type { Item } from '../store/item.ts';
import { child, type XmlElement } from '../xml/xml.ts';

export type Predicate<T> = (entry: T) => boolean;
export type Reader<T> = (entry: T) => Comparable;
/** The reader for a path of a search expression. Throws ResponseError for a property that cannot be searched by. */
type ReadPath<T> = (path: XmlElement | undefined) => Reader<T>;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  IsEqualTo: (order) => order === 0,
  IsNotEqualTo: (order) => order !== 0,
  IsGreaterThan: (order) => order > 0,
  IsGreaterThanOrEqualTo: (order) => order >= 0,
  IsLessThan: (order) => order < 0,
  IsLessThanOrEqualTo: (order) => order <= 0,
};

/** Throws ResponseError for a property that cannot be searched by. */
export function readRestriction<T>(expression: XmlElement, readPath: ReadPath<T>): Predicate<T> {
  const inner = (below: XmlElement) => readRestriction(below, readPath);
  switch (expression.name) {
    case 'And':
    case 'Or': {
      const parts = expression.children.map(inner);
      return expression.name === 'And'
        ? (item) => parts.every((part) => part(item))
        : (item) => parts.some((part) => part(item));
    }
    case 'Not': {
      const [negated] = expression.children.map(inner);
      if (!negated) throw schemaViolation("The element 'Not' has incomplete content.");
      return (item) => !negated(item);
    }
    case 'Exists': {
      const read = readPath(expression.children[0]);
      return (item) => read(item) !== undefined;
    }
    case 'Contains':
      return contains(expression, readPath);
    default:
      return comparison(expression, readPath);
  }
}

/** The reader for a path over items. */
export function itemField(path: XmlElement | undefined): Reader<Item> {
  if (path?.name === 'ExtendedFieldURI') {
    const key = extendedKey(path);
    return (item) => extendedValues(item, key)?.[0];
  }
  const uri = path?.attributes.FieldURI ?? '';
  const field = fieldsByUri.get(uri);
  if (field?.compare) return field.compare;
  if (field || NEVER_HELD.has(uri) || path?.name === 'IndexedFieldURI') {
    throw new ResponseError(
      'ErrorUnsupportedPathForQuery',
      'The property can not be used in a query.',
      uri || undefined,
    );
  }
  throw schemaViolation(`The 'FieldURI' attribute is invalid - The value '${uri}' is invalid.`);
}

function comparison<T>(expression: XmlElement, readPath: ReadPath<T>): Predicate<T> {
  const holds = COMPARISONS[expression.name];
  if (!holds) throw new ResponseError('ErrorUnsupportedQueryFilter', `The filter ${expression.name} is not supported.`);
  const read = readPath(expression.children[0]);
  const other = child(expression, 'FieldURIOrConstant')?.children[0];
  if (other && other.name !== 'Constant') {
    const readOther = readPath(other);
    return (item) => holds(order(read(item), String(readOther(item) ?? '')));
  }
  const constant = other?.attributes.Value;
  if (constant === undefined) throw schemaViolation(`The element '${expression.name}' has incomplete content.`);
  return (item) => {
    const value = read(item);
    return value === undefined ? expression.name === 'IsNotEqualTo' : holds(order(value, constant));
  };
}

/** Negative, zero or positive. Texts are compared without letter case, as EWS' MAPI restrictions do. */
function order(value: Comparable, constant: string): number {
  if (typeof value === 'number') return value - numberOf(constant);
  if (typeof value === 'boolean') return Number(value) - Number(constant === 'true' || constant === '1');
  const [left, right] = [(value ?? '').toLowerCase(), constant.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Numbers are instants or minutes. The constant is an xs:dateTime or a number. */
const numberOf = (constant: string) => (/^\d{4}-/.test(constant) ? Date.parse(constant) : Number(constant));

function contains<T>(expression: XmlElement, readPath: ReadPath<T>): Predicate<T> {
  const read = readPath(expression.children[0]);
  const { ContainmentMode = 'FullString', ContainmentComparison = 'Exact' } = expression.attributes;
  const fold = ContainmentComparison === 'Exact' ? (text: string) => text : (text: string) => text.toLowerCase();
  const wanted = fold(child(expression, 'Constant')?.attributes.Value ?? '');
  return (item) => {
    const value = fold(String(read(item) ?? ''));
    if (ContainmentMode === 'Substring') return value.includes(wanted);
    if (ContainmentMode === 'Prefixed') return value.startsWith(wanted);
    return value === wanted;
  };
}
