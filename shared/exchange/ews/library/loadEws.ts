// The one place that loads ews-javascript-api. It repairs the library first, and proves the repairs of its writing. A
// request with hostile values has to read back as those values, or else nothing is ever sent.
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import { descendant, readXml } from '../xml/reader.ts';
import { boundAppointment } from './boundAppointment.ts';
import { captureRequest, type Ews } from './captureRequest.ts';
import { escapeEverything } from './escaping.ts';
import { restoreIsNullOrUndefined } from './isNullOrUndefined.ts';
import { NULL } from './types.ts';

let loaded: Promise<Ews> | undefined;

/** The repaired library, loaded at first use because it costs 0.3 s of CPU. Rejects where it cannot be repaired. */
export const loadEws = (): Promise<Ews> => {
  loaded ??= load();
  return loaded;
};

async function load(): Promise<Ews> {
  const ews = await import('ews-javascript-api');
  restoreIsNullOrUndefined();
  await escapeEverything();
  await proveRepairs(ews);
  return ews;
}

const HOSTILE = 'a&<"\'>\u0001]]>\r\n\t</t:Subject>';
const HOSTILE_AS_READ = HOSTILE.replace('\u0001', '');

/** Throws when hostile values read back as others: in an element, in an attribute and in an extended property. */
async function proveRepairs(ews: Ews): Promise<void> {
  const xml = await captureRequest(ews, { version: 'Exchange2013', impersonate: undefined }, (service) => {
    const appointment = boundAppointment(ews, service, { id: HOSTILE, version: HOSTILE });
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
