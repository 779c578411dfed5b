// A row's value is stored as one JSON text in the properties data0, data1 and so on. A longer text is split, since a
// property holds at most 32,768 characters ("Understanding the Table service data model"). Sealed content is binary, because
// a binary property needs half the room of a text: sealed0, sealed1 and so on. `sealedBy` is the id of its key.
import type { Sealed } from '../sealing.ts';
import type { Properties } from './limits.ts';

const PART_LENGTH = 30_000;
const PART_BYTES = 60_000;
/** The name of the property with the id of the key. */
export const SEALED_BY = 'sealedBy';

/** Returns the properties that store this value and its sealed content. */
export const encodeRow = (value: object, sealed?: Sealed): Properties => ({
  ...encodeValue(value),
  ...(sealed ? encodeSealed(sealed) : {}),
});

function encodeSealed({ key, bytes }: Sealed): Properties {
  const properties: Record<string, string | Uint8Array> = { [SEALED_BY]: key };
  for (let part = 0; part * PART_BYTES < bytes.length; part += 1) {
    properties[`sealed${part}`] = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
  }
  return properties;
}

/** Returns the sealed content that `encodeRow` stored; undefined where there is none. */
export function decodeSealed(entity: Readonly<Record<string, unknown>>): Sealed | undefined {
  const key = entity[SEALED_BY];
  if (typeof key !== 'string') return undefined;
  const parts: Uint8Array[] = [];
  for (let part = 0; ; part += 1) {
    const piece = entity[`sealed${part}`];
    if (!(piece instanceof Uint8Array)) return { key, bytes: Buffer.concat(parts) };
    parts.push(piece);
  }
}

function encodeValue(value: object): Properties {
  const text = onOneLine(JSON.stringify(value));
  if (text.length <= PART_LENGTH) return { data0: text };
  const properties: Record<string, string> = {};
  let start = 0;
  for (let part = 0; start < text.length; part += 1) {
    const end = endOfPart(text, start);
    properties[`data${part}`] = text.slice(start, end);
    start = end;
  }
  return properties;
}

/** Returns the value that `encodeRow` stored, not yet checked by a schema. Throws where the joined text is not JSON. */
export function decodeRow(entity: Readonly<Record<string, unknown>>): unknown {
  let text = '';
  for (let part = 0; ; part += 1) {
    const piece = entity[`data${part}`];
    if (typeof piece !== 'string') break;
    text += piece;
  }
  return JSON.parse(text);
}

/**
 * JSON escapes every line break except U+2028 and U+2029. Azurite reads a transaction line by line. With one of the two
 * in a title, it answers every further write with 500 until it is restarted.
 */
const onOneLine = (json: string): string => json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

/** Where a part that begins at `start` ends. A surrogate pair is not split, since half of it is not valid UTF-8. */
function endOfPart(text: string, start: number): number {
  const end = start + PART_LENGTH;
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
