// Limits on what a parser is slow at, found by a quick search before it begins: references, comments and CDATA. Exchange
// writes no comments and no CDATA; a proxy may add some.

/** A reference costs as much as forty characters. A page of 100 events with formatted texts has about 40,000. */
export const REFERENCES_MAX = 250_000;

/** Characters within comments and CDATA. */
export const MARKUP_MAX = 250_000;

const ENDS: Readonly<Record<string, string>> = { '<!--': '-->', '<![C': ']]>' };
const OPENING = '<!';
const OPENING_LENGTH = 4;

/** `refused`: a document type, or markup without an end. `tooLarge`: more of it than any answer of Exchange has. */
export function judgeMarkup(xml: string): 'fine' | 'tooLarge' | 'refused' {
  let characters = 0;
  for (let at = xml.indexOf(OPENING); at >= 0; at = xml.indexOf(OPENING, at)) {
    const end = ENDS[xml.slice(at, at + OPENING_LENGTH)];
    const closed = end === undefined ? -1 : xml.indexOf(end, at + OPENING_LENGTH);
    if (closed < 0) return 'refused';
    characters += closed - at;
    if (characters > MARKUP_MAX) return 'tooLarge';
    at = closed;
  }
  let references = 0;
  for (let at = xml.indexOf('&'); at >= 0; at = xml.indexOf('&', at + 1)) {
    references += 1;
    if (references > REFERENCES_MAX) return 'tooLarge';
  }
  return 'fine';
}
