// The text that may stand in a request: every text and every attribute value passes through here on its way into XML.
import { withoutUnwritable } from '../../../calendar/text.ts';

const IN_TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const IN_ATTRIBUTE: Readonly<Record<string, string>> = { ...IN_TEXT, '"': '&quot;', '\n': '&#xA;', '\t': '&#x9;' };

/**
 * The content of an XML element that reads back as `text`, less what XML 1.0 cannot carry (section 2.2).
 * A carriage return is written as a reference, since a parser turns a literal one into a line feed (section 2.11).
 */
export const xmlText = (text: string): string =>
  withoutUnwritable(text).replace(/[&<>\r]/g, (character) => IN_TEXT[character] ?? character);

/**
 * The value of an XML attribute, in double quotes; white space as references, since parsers fold it (section 3.3.3).
 */
export const xmlAttribute = (text: string): string =>
  withoutUnwritable(text).replace(/[&<>"\r\n\t]/g, (character) => IN_ATTRIBUTE[character] ?? character);
