import { describe, expect, it } from 'vitest';
import { ianaClock } from '../../../shared/calendar/zones/zoneClock.ts';
import { dateOfMidnight, serverZone, singleEvent } from '../../../shared/exchange/serverZone.ts';

describe('dateOfMidnight', () => {
  it.each([
    ['Pacific/Auckland', '2026-11-30T11:00:00Z'],
    ['America/Los_Angeles', '2026-12-01T08:00:00Z'],
    ['Asia/Kathmandu', '2026-11-30T18:15:00Z'],
  ])('in %s it is the day that begins there', (timeZone, midnight) => {
    expect(dateOfMidnight(Date.parse(midnight), ianaClock(timeZone))).toBe('2026-12-01');
  });

  it('is a day of the server’s zone, also where it lies on the other side of the date line', () => {
    // Samoa crossed it in the last days of 2011; Windows says it did at New Year.
    const samoa = serverZone('Samoa Standard Time')?.clock ?? ianaClock('UTC');
    expect(dateOfMidnight(Date.parse('2011-12-31T10:00:00Z'), samoa)).toBe('2011-12-31');
    expect(dateOfMidnight(Date.parse('2011-12-31T10:00:00Z'), ianaClock('Pacific/Apia'))).toBe('2012-01-01');
  });
});

describe('singleEvent', () => {
  it('keeps its instants in whatever zone it is written down', () => {
    const [start, end] = [Date.parse('1975-07-15T07:00:00Z'), Date.parse('1975-07-15T08:00:00Z')];
    const when = singleEvent({ start, end }, serverZone('FLE Standard Time'), 'Europe/Helsinki');
    expect(when).toEqual({
      showWithoutTime: false,
      start: '1975-07-15T09:00:00',
      timeZone: 'Europe/Helsinki',
      windowsTimeZone: 'FLE Standard Time',
      duration: 'PT1H',
    });
  });
});
