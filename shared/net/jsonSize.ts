// Limits on a JSON text before it is parsed. JSON.parse makes an object of every two characters `{}`: 20 MB of them
// would take a gigabyte of memory.

/**
 * Values of one answer. The largest one that we ask for is 20 pages in one request, or a page of 200 events. An event
 * has about 100 values, and six more for each of at most 500 people. As many as this take about 50 MB of memory.
 */
export const JSON_VALUES_MAX = 500_000;

/** Values of one request to our API. The largest one is an entry with some thousand changed occurrences. */
export const REQUEST_VALUES_MAX = 60_000;

/** An answer of ours nests about 8 deep. */
export const JSON_DEPTH_MAX = 64;

/** True when a text has few enough values, and nests little enough, to be parsed. It need not be JSON. */
export function isParsable(text: string, valuesMax = JSON_VALUES_MAX): boolean {
  let values = 1;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COMMA) values += 1;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      values += 1;
      depth += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth -= 1;
    if (values > valuesMax || depth > JSON_DEPTH_MAX) return false;
  }
  return true;
}

const [BACKSLASH, QUOTE, COMMA] = [0x5c, 0x22, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
