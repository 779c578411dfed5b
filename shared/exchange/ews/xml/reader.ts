// Reads an EWS answer into a plain tree, in document order, every text as it was sent. Strict: what is not
// well-formed, carries a DOCTYPE or nests absurdly deep is no answer at all, so nothing is concluded from half of it.
import { SaxesParser } from 'saxes';
import { judgeMarkup } from './markup.ts';
import { withoutRepeatedZones } from './repeatedZones.ts';

export interface XmlElement {
  /** Without prefix: EWS never uses one name for two things in one place. */
  readonly name: string;
  /** By their names as written: those that EWS gives have no prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  children: XmlElement[];
  text: string;
}

/** An answer of ours nests about 12 deep. */
const DEPTH_MAX = 100;

/**
 * Elements of one answer. The largest one that we ask for is 50 meetings of 500 people, five elements a person:
 * 125,000. As many as this take about 40 MB of memory.
 */
export const ELEMENTS_MAX = 150_000;

/** Attributes of one answer. The largest one has about one for two elements: people have none. */
export const ATTRIBUTES_MAX = 100_000;

/** The root element, or undefined when the text is not one complete XML document of the kind we accept. */
export function readXml(xml: string): XmlElement | undefined {
  const root = readXmlWithin(xml);
  return root === 'tooLarge' ? undefined : root;
}

/** `readXml` that tells an answer with too many elements or attributes from one that is no XML. */
export function readXmlWithin(xml: string): XmlElement | 'tooLarge' | undefined {
  const markup = judgeMarkup(xml);
  if (markup !== 'fine') return markup === 'tooLarge' ? markup : undefined;
  try {
    return parse(withoutRepeatedZones(withoutIllegalReferences(xml)));
  } catch (error) {
    if (error instanceof TooLarge) return 'tooLarge';
    if (error instanceof NotAccepted) return undefined;
    throw error;
  }
}

/** The first child element of this name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const candidate of element?.children ?? NO_CHILDREN) if (candidate.name === name) return candidate;
  return undefined;
}

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
class TooLarge extends Error {}

const refuse = (): never => {
  throw new NotAccepted();
};

/** Counts one more at each call, and throws TooLarge after `most`. */
function counter(most: number): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > most) throw new TooLarge();
  };
}

/**
 * The rules of a time zone, which stand in every item and are half of an answer. Zones are known by their ids, and the
 * server is asked for its rules once (TimeZoneDefinition). Those of items have
 * to be well-formed like everything else, and are not kept; not even their prefixes are looked at.
 */
const NOT_KEPT: ReadonlySet<string> = new Set(['Periods', 'TransitionsGroups', 'Transitions']);

function parse(pieces: readonly string[]): XmlElement | undefined {
  // The parser's own namespaces cost half as much again as all the rest, and one name never means two things here.
  const parser = new SaxesParser({ xmlns: false, position: false });
  const names = createNames();
  const countElement = counter(ELEMENTS_MAX);
  const countAttribute = counter(ATTRIBUTES_MAX);
  const document = createElement('', NO_ATTRIBUTES);
  const around: OpenElement[] = [];
  let current = document;
  let dropped = 0;
  let hasAttributes = false;
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('attribute', ({ name }) => {
    countAttribute();
    hasAttributes = true;
    names.declare(name);
  });
  // An element counts before its attributes are read, and whether it is kept or not.
  parser.on('opentagstart', countElement);
  parser.on('opentag', (tag) => {
    const attributes = hasAttributes ? tag.attributes : NO_ATTRIBUTES;
    hasAttributes = false;
    if (around.length + dropped >= DEPTH_MAX) refuse();
    const name = dropped > 0 ? undefined : names.local(tag.name);
    if (name === undefined || (NOT_KEPT.has(name) && current.name !== 'TimeZoneDefinition')) {
      dropped += 1;
      return;
    }
    const element = createElement(name, attributes);
    adopt(current, element);
    around.push(current);
    current = element;
  });
  const append = (text: string): void => {
    if (dropped === 0) current.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    if (dropped > 0) dropped -= 1;
    else current = around.pop() ?? document;
  });
  for (const piece of pieces) parser.write(piece);
  parser.close();
  return document.children[0];
}

const createElement = (name: string, attributes: Readonly<Record<string, string>>): OpenElement => ({
  name,
  attributes,
  children: NO_CHILDREN,
  text: '',
});

/** Most elements have neither: they share it, since the parser's own objects would be most of the tree. */
const NO_CHILDREN: XmlElement[] = [];
const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

function adopt(parent: OpenElement, element: XmlElement): void {
  if (parent.children === NO_CHILDREN) parent.children = [element];
  else parent.children.push(element);
}

/** The one copy of a text that the runtime also has for the same text in the code: both are compared by address. */
const interned = (text: string): string => Object.keys({ [text]: true })[0] ?? text;

/** Names without their prefix; one that nobody declared so far is no namespace (Namespaces in XML 1.0, section 2). */
function createNames() {
  const declared = new Set(['xml']);
  const known = new Map<string, string>();
  const withoutPrefix = (qualified: string): string => {
    const [prefix = '', local, more] = qualified.split(':', 3);
    if (local === undefined) return qualified;
    if (local === '' || more !== undefined || !declared.has(prefix)) refuse();
    const name = interned(local);
    known.set(qualified, name);
    return name;
  };
  return {
    /** Every attribute, before the element that has it. */
    declare(attribute: string): void {
      if (attribute.startsWith('xmlns:')) declared.add(attribute.slice('xmlns:'.length));
    },
    local: (qualified: string): string => known.get(qualified) ?? withoutPrefix(qualified),
  };
}

/**
 * Exchange writes control characters that stand in an item as references (`&#x1F;`) which XML 1.0 forbids. Without
 * them the rest of the answer is good; with them one item would make every page with it unreadable.
 */
function withoutIllegalReferences(xml: string): string {
  if (!xml.includes('&#')) return xml;
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
