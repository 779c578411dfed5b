import { describe, expect, it } from 'vitest';
import { captureRequest } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { loadEws } from '../../../../../shared/exchange/ews/library/loadEws.ts';
import { timeAsWritten } from '../../../../../shared/exchange/ews/library/timesAsWritten.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { descendant, readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';

async function written(start: string, end: string) {
  const ews = await loadEws();
  const request = await captureRequest(ews, { version: 'Exchange2016', impersonate: undefined }, (service) => {
    const appointment = new ews.Appointment(service);
    appointment.Subject = '2001-01-01T00:00:00.001Z';
    appointment.Start = timeAsWritten(ews, service, start);
    appointment.End = timeAsWritten(ews, service, end);
    const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
    return service.CreateItems([appointment], calendar, NULL, ews.SendInvitationsMode.SendToNone);
  });
  const item = descendant(readXml(request), 'CalendarItem');
  return ['Start', 'End', 'Subject'].map((name) => descendant(item, name)?.text);
}

describe('timeAsWritten', () => {
  it.each([
    ['a wall time', '2026-12-01T09:00:00', '2026-12-01T10:00:00'],
    ['an instant, also of a year in which the process has odd seconds', '1910-01-01T03:18:44Z', '2099-12-31T23:59:59Z'],
  ])('%s stands in the request as it is, and no text is taken for it', async (_, start, end) => {
    expect(await written(start, end)).toEqual([start, end, '2001-01-01T00:00:00.001Z']);
  });
});
