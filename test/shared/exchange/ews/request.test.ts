import { describe, expect, it } from 'vitest';
import { getOwnCalendar } from '../../../../shared/exchange/ews/calendarFolder.ts';
import { captureRequest } from '../../../../shared/exchange/ews/request.ts';
import { loadEws } from '../../../../shared/exchange/ews/runtime.ts';
import { schemaFor } from '../../../contract/ewsSchema.ts';

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
});
