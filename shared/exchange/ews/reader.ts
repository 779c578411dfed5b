// Reads an EWS answer into a plain tree, in document order, every text as it was sent. Strict: what is not
// well-formed, carries a DOCTYPE or nests absurdly deep is no answer at all, so nothing is concluded from half of it.
import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** Without prefix: EWS never uses one name for two things in one place. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** An answer of ours nests about 12 deep. */
const DEPTH_MAX = 100;

/** The root element, or undefined when the text is not one complete XML document of the kind we accept. */
export function readXml(xml: string): XmlElement | undefined {
  try {
    return parse(withoutIllegalReferences(xml));
  } catch (error) {
    if (error instanceof NotAccepted) return undefined;
    throw error;
  }
}

/** The first child element of this name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((candidate) => candidate.name === name);

/** The text of the first child of this name. */
export const childText = (element: XmlElement | undefined, name: string): string | undefined =>
  child(element, name)?.text;

/** The first element of this name at any depth, in document order. */
export function descendant(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const candidate of element?.children ?? []) {
    const found = candidate.name === name ? candidate : descendant(candidate, name);
    if (found) return found;
  }
  return undefined;
}

class NotAccepted extends Error {}

function parse(xml: string): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  const refuse = (): never => {
    throw new NotAccepted();
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', (tag) => {
    const element: OpenElement = { name: tag.local, attributes: {}, children: [], text: '' };
    for (const attribute of Object.values(tag.attributes)) element.attributes[attribute.local] = attribute.value;
    open.at(-1)?.children.push(element);
    root ??= element;
    if (open.push(element) > DEPTH_MAX) refuse();
  });
  const append = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return root;
}

/**
 * Exchange writes control characters that stand in an item as references (`&#x1F;`) which XML 1.0 forbids. Without
 * them the rest of the answer is good; with them one item would make every page with it unreadable.
 */
function withoutIllegalReferences(xml: string): string {
  return xml.replace(/&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));/g, (reference, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return isXmlCharacter(code) ? reference : '';
  });
}

const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
