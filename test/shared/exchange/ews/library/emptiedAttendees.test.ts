import * as ews from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { boundAppointment } from '../../../../../shared/exchange/ews/library/boundAppointment.ts';
import { emptyAttendees } from '../../../../../shared/exchange/ews/library/emptiedAttendees.ts';
import { rawEnvelope, updateOf } from './rawEnvelope.ts';

const writtenBy = (change: (list: InstanceType<typeof ews.AttendeeCollection>) => void): Promise<string> =>
  rawEnvelope(
    ews,
    updateOf(ews, (service) => {
      const appointment = boundAppointment(ews, service, { id: 'i', version: 'v' });
      appointment.Subject = 'x';
      change(appointment.RequiredAttendees);
      return appointment;
    }),
  );

describe('emptyAttendees', () => {
  it('is needed as long as the library does not write a list that was only emptied', async () => {
    expect(await writtenBy((list) => list.Clear())).not.toContain('calendar:RequiredAttendees');
  });

  it('deletes the list where nobody is added', async () => {
    const envelope = await writtenBy(emptyAttendees);
    expect(envelope).toMatch(/<t:DeleteItemField><t:FieldURI FieldURI="calendar:RequiredAttendees"/);
  });

  it('writes those who are added, and nobody else', async () => {
    const envelope = await writtenBy((list) => {
      emptyAttendees(list);
      list.Add('ben@example.com');
    });
    expect(envelope.match(/<t:EmailAddress>[^<]*/g)).toEqual(['<t:EmailAddress>ben@example.com']);
  });
});
