import * as ews from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { boundAppointment } from '../../../../../shared/exchange/ews/library/boundAppointment.ts';
import { escapeEverything } from '../../../../../shared/exchange/ews/library/escaping.ts';
import { descendant, readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { rawEnvelope, updateOf } from './rawEnvelope.ts';

const IN_TEXT = 'x</t:Subject><t:Sensitivity>Private</t:Sensitivity><t:Subject>';
const IN_ATTRIBUTE = 'x" ChangeKey="y';

const update = updateOf(ews, (service) => {
  const appointment = boundAppointment(ews, service, { id: IN_ATTRIBUTE, version: 'v' });
  appointment.Subject = IN_TEXT;
  return appointment;
});

// The order matters: the repair stays in the library once it is made.
describe('escapeEverything', () => {
  it('is needed as long as the library lets a text and an attribute put XML of their own into a request', async () => {
    const envelope = await rawEnvelope(ews, update);
    expect(envelope).toContain('<t:Sensitivity>Private</t:Sensitivity>');
    expect(envelope).toContain('Id="x" ChangeKey="y"');
  });

  it('lets both read back as what they are', async () => {
    await escapeEverything();
    const change = descendant(readXml(await rawEnvelope(ews, update)), 'ItemChange');
    expect(descendant(change, 'Subject')?.text).toBe(IN_TEXT);
    expect(descendant(change, 'Sensitivity')).toBeUndefined();
    expect(descendant(change, 'ItemId')?.attributes).toEqual({ Id: IN_ATTRIBUTE, ChangeKey: 'v' });
  });
});
