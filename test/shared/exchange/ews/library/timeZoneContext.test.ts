import * as ews from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { withoutTimeZoneContext } from '../../../../../shared/exchange/ews/library/timeZoneContext.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';
import { schemaFor } from '../../../../contract/ewsSchema.ts';
import { creationOf, rawEnvelope } from './rawEnvelope.ts';

const VERSION = 'Exchange2007_SP1';
const creation = creationOf(ews, (service) => {
  const appointment = new ews.Appointment(service);
  appointment.Subject = 'x';
  return appointment;
});

describe('withoutTimeZoneContext', () => {
  it('is needed as long as the library gives Exchange 2007 the header', async () => {
    expect(await rawEnvelope(ews, creation, VERSION)).toContain('<t:TimeZoneContext');
  });

  it('leaves an envelope that the schema of Exchange 2007 takes', async () => {
    const envelope = withoutTimeZoneContext(await rawEnvelope(ews, creation, VERSION));
    expect(envelope).not.toContain('TimeZoneContext');
    expect(readXml(envelope)?.name).toBe('Envelope');
    expect((await schemaFor(VERSION))?.validate(envelope) ?? []).toEqual([]);
  });
});
