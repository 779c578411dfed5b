// The one place that loads ews-javascript-api, and repairs it: extended properties crash on current Node (its issue
// 459), and nothing it writes into a request is escaped (its issues 358 and 368), so that the text of an entry could
// inject SOAP elements. A self-test builds a request with hostile values; where a repair is missing nothing is sent.
import util from 'node:util';
import type { Appointment, ExchangeService, ExtendedPropertyDefinition } from 'ews-javascript-api';
import { descendant, readXml } from '../xml/reader.ts';
import { xmlAttribute, xmlText } from '../xml/xmlText.ts';
import { captureRequest, type Ews } from './captureRequest.ts';

/** The library's setters and parameters take null and mean something by it, which its types do not admit. */
export const NULL = null as unknown as never;

let loaded: Promise<Ews> | undefined;

/** The repaired library, loaded at first use because it costs 0.3 s of CPU. Rejects where it cannot be repaired. */
export const loadEws = (): Promise<Ews> => {
  loaded ??= load();
  return loaded;
};

async function load(): Promise<Ews> {
  const ews = await import('ews-javascript-api');
  const internal: unknown = await import('ews-javascript-api/js/Core/EwsServiceXmlWriter.js');
  restoreIsNullOrUndefined();
  // The class is internal to the library and therefore not declared; the self-test proves that this is its shape.
  escapeEverything((internal as { EwsServiceXmlWriter: { prototype: Writer } }).EwsServiceXmlWriter.prototype);
  await proveRepair(ews);
  return ews;
}

/** An appointment as if it had been read: the library updates nothing else, and reading each first is a request more. */
export function boundAppointment(ews: Ews, service: ExchangeService, id: string, version: string): Appointment {
  const appointment = new ews.Appointment(service);
  // Loading is internal to the library and therefore not declared.
  const loadable = appointment as unknown as {
    LoadFromXmlJsObject(properties: object, service: ExchangeService, clear: boolean): void;
  };
  loadable.LoadFromXmlJsObject({ ItemId: { Id: id, ChangeKey: version } }, service, true);
  return appointment;
}

/** util.isNullOrUndefined, which the library calls for every extended property, was removed in Node 23. */
function restoreIsNullOrUndefined(): void {
  if ('isNullOrUndefined' in util) return;
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
}

interface Writer {
  WriteValue(value: unknown, name: unknown): void;
  WriteAttributeString(...parts: unknown[]): void;
}

function escapeEverything(writer: Writer): void {
  const { WriteValue: writeValue, WriteAttributeString: writeAttribute } = writer;
  writer.WriteValue = function (value, name) {
    writeValue.call(this, xmlText(String(value)), name);
  };
  writer.WriteAttributeString = function (...parts) {
    writeAttribute.call(this, ...parts.slice(0, -1), xmlAttribute(String(parts.at(-1))));
  };
}

const HOSTILE = 'a&<"\'>\u0001]]>\r\n\t</t:Subject>';
const HOSTILE_AS_READ = HOSTILE.replace('\u0001', '');

/**
 * Throws when a request with hostile values does not read back as those values: in an element, in an attribute and in
 * an extended property.
 */
async function proveRepair(ews: Ews): Promise<void> {
  const xml = await captureRequest(ews, { version: 'Exchange2013', impersonate: undefined }, (service) => {
    const appointment = boundAppointment(ews, service, HOSTILE, HOSTILE);
    appointment.Subject = HOSTILE;
    appointment.SetExtendedProperty(selfTestProperty(ews), HOSTILE);
    const { NeverOverwrite } = ews.ConflictResolutionMode;
    const { SendToNone } = ews.SendInvitationsOrCancellationsMode;
    return service.UpdateItems([appointment], NULL, NeverOverwrite, ews.MessageDisposition.SaveOnly, SendToNone);
  });
  const change = descendant(readXml(xml), 'ItemChange');
  const read = [
    descendant(change, 'Subject')?.text,
    descendant(change, 'Value')?.text,
    descendant(change, 'ItemId')?.attributes.Id,
  ];
  if (read.some((value) => value !== HOSTILE_AS_READ)) {
    throw new Error('ews-javascript-api writes unescaped values and could not be repaired: no request is sent with it');
  }
}

const selfTestProperty = (ews: Ews): ExtendedPropertyDefinition =>
  new ews.ExtendedPropertyDefinition(
    new ews.Guid('00000000-0000-0000-0000-000000000001'),
    'SelfTest',
    ews.MapiPropertyType.String,
  );
