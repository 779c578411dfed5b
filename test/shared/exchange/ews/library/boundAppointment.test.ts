import * as ews from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { boundAppointment } from '../../../../../shared/exchange/ews/library/boundAppointment.ts';
import { rawEnvelope, updateOf } from './rawEnvelope.ts';

describe('boundAppointment', () => {
  it('is needed as long as the library refuses to update what it has not read', async () => {
    const unread = updateOf(ews, (service) => {
      const appointment = new ews.Appointment(service);
      appointment.Subject = 'x';
      return appointment;
    });
    await expect(rawEnvelope(ews, unread)).rejects.toBeDefined();
  });

  it('is updated under its id and version, and by what was set only', async () => {
    const bound = updateOf(ews, (service) => {
      const appointment = boundAppointment(ews, service, { id: 'i', version: 'v' });
      appointment.Subject = 'x';
      return appointment;
    });
    const envelope = await rawEnvelope(ews, bound);
    expect(envelope).toContain('<t:ItemId Id="i" ChangeKey="v">');
    expect(envelope.match(/<t:\w+ItemField>/g)).toEqual(['<t:SetItemField>']);
  });
});
