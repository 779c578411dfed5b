// Repair: the library escapes nothing that it writes (issues 358 and 368 of ews-javascript-api). The text of an entry
// could put SOAP elements into a request that acts for somebody else's mailbox.
import { xmlAttribute, xmlText } from '../xml/xmlText.ts';

interface Writer {
  WriteValue(value: unknown, name: unknown): void;
  WriteAttributeString(...parts: unknown[]): void;
}

/** Escapes every text and every attribute that the library writes from now on. */
export async function escapeEverything(): Promise<void> {
  const internal: unknown = await import('ews-javascript-api/js/Core/EwsServiceXmlWriter.js');
  // The class is internal to the library and therefore not declared; the self-test of loadEws.ts proves its shape.
  const writer = (internal as { EwsServiceXmlWriter: { prototype: Writer } }).EwsServiceXmlWriter.prototype;
  const { WriteValue: writeValue, WriteAttributeString: writeAttribute } = writer;
  writer.WriteValue = function (value, name) {
    writeValue.call(this, xmlText(String(value)), name);
  };
  // The value is the last of two or three parameters.
  writer.WriteAttributeString = function (...parts) {
    writeAttribute.call(this, ...parts.slice(0, -1), xmlAttribute(String(parts.at(-1))));
  };
}
