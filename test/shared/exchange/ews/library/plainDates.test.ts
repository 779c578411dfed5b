import * as ews from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { withPlainDates } from '../../../../../shared/exchange/ews/library/plainDates.ts';
import { creationOf, rawEnvelope } from './rawEnvelope.ts';

const creation = creationOf(ews, (service) => {
  const appointment = new ews.Appointment(service);
  const daily = new ews.Recurrence.DailyPattern();
  daily.StartDate = new ews.DateTime(Date.parse('2026-12-01T00:00:00Z'), ews.DateTimeKind.Utc);
  daily.EndDate = new ews.DateTime(Date.parse('2027-01-31T00:00:00Z'), ews.DateTimeKind.Utc);
  appointment.Recurrence = daily;
  return appointment;
});

describe('withPlainDates', () => {
  it('is needed as long as the library writes the dates of a recurrence with an offset', async () => {
    expect(await rawEnvelope(ews, creation)).toMatch(/<t:StartDate>2026-12-01(Z|[+-]\d\d:\d\d)<\/t:StartDate>/);
  });

  it('leaves the dates alone', async () => {
    const envelope = withPlainDates(await rawEnvelope(ews, creation));
    expect(envelope).toContain('<t:StartDate>2026-12-01</t:StartDate>');
    expect(envelope).toContain('<t:EndDate>2027-01-31</t:EndDate>');
  });

  it('changes no value that looks like a date', () => {
    const text = '<t:Subject>&lt;t:StartDate&gt;2026-12-01Z</t:Subject>';
    expect(withPlainDates(text)).toBe(text);
  });
});
