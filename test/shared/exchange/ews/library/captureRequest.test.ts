import { describe, expect, it } from 'vitest';
import { getOwnCalendar } from '../../../../../shared/exchange/ews/calendar/calendarFolder.ts';
import { captureRequest } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { descendant, readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { schemaFor } from '../../../../contract/ewsSchema.ts';

describe('captureRequest', () => {
  it('gives the envelope of the version asked for and sends nothing', async () => {
    const ews = await loadEws();
    for (const version of ['Exchange2013', 'Exchange2013_SP1', 'Exchange2016'] as const) {
      const header = { version, impersonate: 'a&b@example.com' };
      const envelope = await captureRequest(ews, header, (service) => getOwnCalendar(ews, service));
      expect(envelope).toContain(`Version="${version}"`);
      expect(envelope).toContain('<t:SmtpAddress>a&amp;b@example.com</t:SmtpAddress>');
      expect((await schemaFor(version))?.validate(envelope) ?? []).toEqual([]);
    }
  });

  it('an operation that the library refuses to build throws, and tells no value of it', async () => {
    const ews = await loadEws();
    const header = { version: 'Exchange2013', impersonate: undefined } as const;
    const secret = new ews.ItemId('secret');
    const building = captureRequest(ews, header, (service) =>
      service.UpdateItems([new ews.Appointment(service)], new ews.FolderId(secret.UniqueId), 0, 0, 0),
    );
    await expect(building).rejects.toThrow(/^ews-javascript-api builds no request: \w+$/);
  });

  it('dates go without the offset that the library gives them', async () => {
    const ews = await loadEws();
    const header = { version: 'Exchange2016', impersonate: undefined } as const;
    const hostile = '<t:StartDate>2026-12-01Z</t:StartDate>';
    const envelope = await captureRequest(ews, header, (service) => {
      const appointment = new ews.Appointment(service);
      appointment.Subject = hostile;
      const daily = new ews.Recurrence.DailyPattern();
      daily.StartDate = new ews.DateTime(Date.parse('2026-12-01T00:00:00Z'), ews.DateTimeKind.Utc);
      daily.EndDate = new ews.DateTime(Date.parse('2027-01-31T00:00:00Z'), ews.DateTimeKind.Utc);
      appointment.Recurrence = daily;
      const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
      return service.CreateItems([appointment], calendar, NULL, ews.SendInvitationsMode.SendToNone);
    });
    const read = (name: string) => descendant(readXml(envelope), name)?.text;
    expect([read('StartDate'), read('EndDate'), read('Subject')]).toEqual(['2026-12-01', '2027-01-31', hostile]);
    expect((await schemaFor('Exchange2016'))?.validate(envelope) ?? []).toEqual([]);
  });
});
