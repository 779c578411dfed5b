import * as ews from 'ews-javascript-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { boundAppointment } from '../../../../../shared/exchange/ews/library/boundAppointment.ts';
import { restoreIsNullOrUndefined } from '../../../../../shared/exchange/ews/library/isNullOrUndefined.ts';
import { deleteUnread } from '../../../../../shared/exchange/ews/library/unreadProperty.ts';
import { rawEnvelope, updateOf } from './rawEnvelope.ts';

beforeAll(restoreIsNullOrUndefined);

const property = () =>
  new ews.ExtendedPropertyDefinition(
    new ews.Guid('00000000-0000-0000-0000-000000000001'),
    'Begun',
    ews.MapiPropertyType.String,
  );

const deletedBy = (remove: (appointment: InstanceType<typeof ews.Appointment>) => void): Promise<string> =>
  rawEnvelope(
    ews,
    updateOf(ews, (service) => {
      const appointment = boundAppointment(ews, service, { id: 'i', version: 'v' });
      appointment.Subject = 'x';
      remove(appointment);
      return appointment;
    }),
  );

describe('deleteUnread', () => {
  it('is needed as long as the library deletes no property that it has not read', async () => {
    const envelope = await deletedBy((appointment) => void appointment.RemoveExtendedProperty(property()));
    expect(envelope).not.toContain('<t:DeleteItemField>');
  });

  it('deletes the property, and sets none', async () => {
    const envelope = await deletedBy((appointment) => deleteUnread(appointment, property()));
    expect(envelope).toMatch(/<t:DeleteItemField><t:ExtendedFieldURI[^>]*PropertyName="Begun"/);
    expect(envelope.match(/<t:SetItemField>/g)).toHaveLength(1);
  });
});
