// An answer repeats the rules of a time zone in every item, word for word, and they are half of its elements. Once
// read, they need not be read again. Nothing else is left out, and nothing is judged here: what remains is parsed
// strictly.

const OPENS = '<t:StartTimeZone ';
const CLOSES = '</t:StartTimeZone>';

/**
 * The answer in pieces, in which each content of a StartTimeZone stands once and is left out wherever it would come
 * again. Together they are well-formed if and only if the answer is: such a content stands between the tags of one
 * element, of which the first is parsed. Where a text could look like a tag (comments, CDATA, processing instructions)
 * nothing is left out.
 */
export function withoutRepeatedZones(xml: string): readonly string[] {
  if (holdsOtherMarkup(xml)) return [xml];
  const known = new Set<string>();
  const pieces: string[] = [];
  let from = 0;
  for (const { inside, end } of zoneContents(xml)) {
    const content = xml.slice(inside, end);
    if (known.has(content)) {
      pieces.push(xml.slice(from, inside));
      from = end - CLOSES.length;
    } else if (known.size < KNOWN_MAX && isWhole(content)) known.add(content);
  }
  return [...pieces, xml.slice(from)];
}

interface ZoneContent {
  /** Behind the start tag. */
  readonly inside: number;
  /** Behind the end tag. */
  readonly end: number;
}

/**
 * The contents of zones that hold no other zone, in order. They never overlap: together they are at most the answer.
 */
function* zoneContents(xml: string): Generator<ZoneContent> {
  const [opens, tagEnds, closes] = [finder(xml, OPENS), finder(xml, '>'), finder(xml, CLOSES)];
  for (let at = opens(0); at !== -1; at = opens(at + OPENS.length)) {
    const tagEnd = tagEnds(at);
    const close = closes(tagEnd + 1);
    if (tagEnd === -1 || close === -1) return;
    const next = opens(at + OPENS.length);
    if (next === -1 || next > close) yield { inside: tagEnd + 1, end: close + CLOSES.length };
  }
}

/**
 * Finds a text from positions that only grow, -1 where there is none. It visits each character once, however many
 * positions are asked: an answer made of start tags only must not cost the square of its length.
 */
function finder(xml: string, text: string): (from: number) => number {
  let found = xml.indexOf(text);
  return (from) => {
    if (found !== -1 && found < from) found = xml.indexOf(text, from);
    return found;
  };
}

/** Zones of one answer; more are read as often as they come. */
const KNOWN_MAX = 16;

/** Beside elements, texts and the declaration in front. One character is found faster than two. */
function holdsOtherMarkup(xml: string): boolean {
  const from = xml.startsWith('<?xml ') ? xml.indexOf('?>') + 2 : 0;
  return (xml.includes('!') && xml.includes('<!')) || (xml.includes('?', from) && xml.includes('<?', from));
}

/**
 * True when a content is that of this one element. Where it does not begin with a tag, the `>` before it stood in an
 * attribute. Where the name comes again, another zone begins inside.
 */
const isWhole = (content: string): boolean =>
  content.startsWith('<') && content.indexOf('TimeZone') === content.length - 'TimeZone>'.length;
