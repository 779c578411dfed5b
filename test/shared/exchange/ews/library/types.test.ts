// Each repair of a type is needed as long as the compiler reports the error that is expected here: without one,
// `npm run check` fails in this file.
import * as ews from 'ews-javascript-api';
import { describe, expect, it } from 'vitest';
import { boundAppointment } from '../../../../../shared/exchange/ews/library/boundAppointment.ts';
import { construct, DAY_OF_WEEK, NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import { rawEnvelope, updateOf } from './rawEnvelope.ts';

const start = () => new ews.DateTime(Date.parse('2026-12-01T00:00:00Z'), ews.DateTimeKind.Utc);

describe('NULL', () => {
  it('empties a property, which the types do not admit of null', async () => {
    const update = updateOf(ews, (service) => {
      const appointment = boundAppointment(ews, service, { id: 'i', version: 'v' });
      // @ts-expect-error The library's own type of a text.
      appointment.Location = null;
      appointment.Subject = NULL;
      return appointment;
    });
    expect((await rawEnvelope(ews, update)).match(/<t:\w+ItemField>/g)).toEqual([
      '<t:DeleteItemField>',
      '<t:DeleteItemField>',
    ]);
  });
});

describe('construct', () => {
  it('gives a pattern its parameters, which the types do not admit', () => {
    // @ts-expect-error The library declares the constructor without parameters.
    expect(new ews.Recurrence.DailyPattern(start(), 3).Interval).toBe(3);
    expect(construct(ews.Recurrence.DailyPattern, start(), 3).Interval).toBe(3);
  });
});

describe('DAY_OF_WEEK', () => {
  it('has the values that the library does not export', () => {
    expect(ews).not.toHaveProperty('DayOfWeek');
    expect(DAY_OF_WEEK).toEqual({ su: 0, mo: 1, tu: 2, we: 3, th: 4, fr: 5, sa: 6 });
  });
});
