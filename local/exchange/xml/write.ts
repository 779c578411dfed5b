// Writes XML: the one place where text becomes markup. Characters that XML 1.0 cannot carry are left out.
import type { XmlElement } from './xml.ts';

// XML 1.0 carries only these control characters: tab, line feed, carriage return, and U+007F to U+009F. It carries no
// lone surrogates (category Cs under the u flag), no U+FFFE and no U+FFFF.
const UNCARRIABLE = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu;
const SUSPECT = new RegExp(`${UNCARRIABLE.source}|[&<>"\\r]`, 'u');
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

/** `text` escaped for an element or a double-quoted attribute. */
export function escapeXml(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(UNCARRIABLE, '').replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? '');
}

/** An element with text content. `name` carries its prefix. */
export const textElement = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** Attributes with a leading blank each. Undefined ones are left out. */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  let written = '';
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) written += ` ${name}="${escapeXml(String(value))}"`;
  }
  return written;
}

/** Writes a kept element below the types prefix `t`. Some parts of items are stored as they came. */
export function writeTypesElement(element: XmlElement): string {
  const inner =
    element.children.length > 0 ? element.children.map(writeTypesElement).join('') : escapeXml(element.text);
  return `<t:${element.name}${attributes(element.attributes)}>${inner}</t:${element.name}>`;
}
