// Reads XML into plain elements, namespace-aware and strict. XML that is not well-formed, has a DOCTYPE or nests too
// deeply is refused before any handler sees it.
import { SaxesParser } from 'saxes';

export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
export const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';

/** Plain data, so that an element can be kept and saved with an item. */
export interface XmlElement {
  readonly uri: string;
  /** Without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The character data directly inside, without that of children. */
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

/** The child of that name, in either of the two EWS namespaces. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((candidate) => candidate.name === name);

export const childText = (element: XmlElement | undefined, name: string): string | undefined =>
  child(element, name)?.text;
