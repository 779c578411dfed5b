// The addresses below `/api/odata/businessobject`: a set, a record of it, and what is below the record.
import type { Asked } from '../http/answer.ts';
import { type BusinessObject, type BusinessObjects, setOf } from '../objects/businessObjects.ts';

export interface RecordAddress {
  /** The set in lower case. */
  readonly set: string;
  /** Undefined for a set that does not exist. */
  readonly object: BusinessObject | undefined;
  /** Undefined for the whole set. An empty text is a blank key. */
  readonly id: string | undefined;
  readonly relationship: string | undefined;
  readonly targetId: string | undefined;
  readonly isReference: boolean;
}

/** A request about records, and who sends it. */
export interface RecordRequest {
  readonly asked: Asked;
  readonly address: RecordAddress;
  /** `https://…/api/odata` */
  readonly root: string;
  readonly login: string;
  readonly role: string;
}

const KEYED = /^([^('")]+)\('((?:[^']|'')*)'\)$/;

/** Undefined for a path that leads nowhere, such as the singular name of an object. */
export function addressOf(objects: BusinessObjects, path: readonly string[]): RecordAddress | undefined {
  const [first = '', second, third, more] = path;
  const [set, id] = partOf(first);
  if (set === undefined || !set.endsWith('s') || more !== undefined) return undefined;
  const object = Object.values(objects).find(({ name }) => setOf(name) === set);
  const [relationship, targetId] = second === undefined ? [] : partOf(second);
  const isReference = third?.toLowerCase() === '$ref';
  if (third !== undefined && !isReference) return undefined;
  if (second !== undefined && (relationship === undefined || id === undefined)) return undefined;
  return { set, object, id, relationship, targetId, isReference };
}

/** A name in lower case, and the key that follows it in brackets. */
function partOf(segment: string): [string | undefined, string | undefined] {
  const keyed = KEYED.exec(segment);
  if (keyed) return [keyed[1]?.toLowerCase(), keyed[2]?.replaceAll("''", "'")];
  return /^[\w#$-]+$/.test(segment) ? [segment.toLowerCase(), undefined] : [undefined, undefined];
}
