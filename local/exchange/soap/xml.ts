// Reading XML into plain elements, namespace-aware and strict: what is not well-formed, carries a DOCTYPE or nests
// too deeply is refused before anybody looks at it.
import { SaxesParser } from 'saxes';

export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
export const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';

/** Plain data, so that an element can be kept with an item and saved with it. */
export interface XmlElement {
  readonly uri: string;
  /** Without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The character data directly inside, children left out. */
  readonly text: string;
}

export class NotXml extends Error {}

const DEPTH_MAX = 64;

interface OpenElement {
  uri: string;
  name: string;
  attributes: Record<string, string>;
  children: OpenElement[];
  text: string;
}

/** The root element of `xml`. Throws NotXml. */
export function readXml(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  parser.on('error', (error) => {
    throw new NotXml(error.message);
  });
  parser.on('doctype', () => {
    throw new NotXml('A document type declaration is not accepted.');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= DEPTH_MAX) throw new NotXml('Elements are nested too deeply.');
    const element: OpenElement = { uri: tag.uri, name: tag.local, attributes: {}, children: [], text: '' };
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
        element.attributes[attribute.local] = attribute.value;
    }
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
    open.push(element);
  });
  const append = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  if (!root) throw new NotXml('There is no root element.');
  return root;
}

/** The child of that name, in whichever of the two EWS namespaces it stands. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((candidate) => candidate.name === name);

export const childText = (element: XmlElement | undefined, name: string): string | undefined =>
  child(element, name)?.text;
