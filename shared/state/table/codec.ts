// A row is one JSON text, split over the properties data0, data1, … because a property holds 32,768 characters.
import type { Properties } from './limits.ts';

const PART_LENGTH = 30_000;

/** The properties of a row with this value. */
export function encodeRow(value: object): Properties {
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

/** The value that `encodeRow` was given, not yet parsed by a schema. Throws when a part is missing or no JSON. */
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
 * JSON escapes every line break but these two. Azurite reads a transaction line by line: one of them in a title, and it
 * answers every further write with 500 until it is started again.
 */
const onOneLine = (json: string): string => json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

// A surrogate pair stays together: half of it alone cannot be sent as UTF-8.
function endOfPart(text: string, start: number): number {
  const end = start + PART_LENGTH;
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
