import { afterEach, describe, expect, it, vi } from 'vitest';
import { boundAppointment } from '../../../../../shared/exchange/ews/library/boundAppointment.ts';
import { captureRequest } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { descendant, readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';

const XML_TEXT = '../../../../../shared/exchange/ews/xml/xmlText.ts';
const LOAD_EWS = '../../../../../shared/exchange/ews/library/loadEws.ts';

afterEach(() => {
  vi.doUnmock(XML_TEXT);
  vi.resetModules();
});

const freshModule = (): Promise<typeof import('../../../../../shared/exchange/ews/library/loadEws.ts')> =>
  import(LOAD_EWS);

// The order matters: the repair stays in the library once it is made.
describe('loadEws', () => {
  it('refuses to start when the repair is missing', async () => {
    vi.doMock(XML_TEXT, () => ({ xmlText: (text: string) => text, xmlAttribute: (text: string) => text }));
    const { loadEws } = await freshModule();
    await expect(loadEws()).rejects.toThrow('no request is sent');
  });

  it('writes hostile values so that they read back, in elements and in attributes', async () => {
    const { loadEws } = await freshModule();
    const ews = await loadEws();
    expect(await loadEws()).toBe(ews);
    const hostile = 'R&D <x>"\'\u0000</t:Subject><t:Sensitivity>Private';
    const header = { version: 'Exchange2016', impersonate: undefined } as const;
    const xml = await captureRequest(ews, header, (service) => {
      const appointment = boundAppointment(ews, service, { id: hostile, version: 'version' });
      appointment.Subject = hostile;
      return service.UpdateItems([appointment], NULL, 0, 1, 0);
    });
    const change = descendant(readXml(xml), 'ItemChange');
    const written = hostile.replace('\u0000', '');
    expect(descendant(change, 'ItemId')?.attributes).toEqual({ Id: written, ChangeKey: 'version' });
    expect(descendant(change, 'Subject')?.text).toBe(written);
    expect(descendant(change, 'Sensitivity')).toBeUndefined();
  });
});
