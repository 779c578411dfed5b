// An answer repeats the rules of a time zone in every item, word for word, and they are half of its elements: read once,
// they need not be read again. Nothing else is left out, and nothing is judged here: what remains is parsed strictly.

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
  const known: string[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (let at = xml.indexOf(OPENS); at !== -1; at = xml.indexOf(OPENS, at + OPENS.length)) {
    const inside = xml.indexOf('>', at) + 1;
    // Two slices are compared at once, where startsWith takes one character after the other.
    const again = known.find((each) => xml.slice(inside, inside + each.length) === each);
    const content = again === undefined && known.length < KNOWN_MAX ? contentFrom(xml, inside) : undefined;
    if (content !== undefined) known.push(content);
    if (again === undefined) continue;
    pieces.push(xml.slice(from, inside));
    from = inside + again.length - CLOSES.length;
  }
  return [...pieces, xml.slice(from)];
}

/** Zones of one answer; more are read as often as they come. */
const KNOWN_MAX = 16;

/** Beside elements, texts and the declaration in front. One character is found faster than two. */
function holdsOtherMarkup(xml: string): boolean {
  const from = xml.startsWith('<?xml ') ? xml.indexOf('?>') + 2 : 0;
  return (xml.includes('!') && xml.includes('<!')) || (xml.includes('?', from) && xml.includes('<?', from));
}

/**
 * Up to and with the end tag. Undefined where it does not begin with a tag: then that `>` stood in an attribute; and where
 * the name comes again: then it is not the content of this one element.
 */
function contentFrom(xml: string, inside: number): string | undefined {
  const end = xml.indexOf(CLOSES, inside);
  if (inside === 0 || end === -1) return undefined;
  const content = xml.slice(inside, end + CLOSES.length);
  const isWhole = content.startsWith('<') && content.indexOf('TimeZone') === content.length - 'TimeZone>'.length;
  return isWhole ? content : undefined;
}
