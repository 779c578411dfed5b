// Laws over zones and changes of the clocks; then days of 23 and 25 hours, midnights that do not exist, and refusals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allDay,
  durationDays,
  durationOf,
  durationSeconds,
  endInstant,
  startInstant,
  timed,
} from '../../../shared/calendar/when.ts';
import { fixed, instant, zone } from './zones.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const length = fc.integer({ min: 0, max: 100 * 24 * 3600 }).map((seconds) => seconds * 1000);
const day = instant.map((ms) => new Date(ms).toISOString().slice(0, 10));

describe('timed', () => {
  it('keeps both instants in any zone, also in the repeated hour', () => {
    const property = fc.property(instant, length, zone, zone, (start, ms, z, other) => {
      const when = timed({ start, end: start + ms }, z);
      expect([startInstant(when, other), endInstant(when, other)]).toEqual([start, start + ms]);
    });
    fc.assert(property, fixed);
  });

  it('writes wall-clock start, zone and shortest duration, and keeps the Windows zone', () => {
    const when = timed(
      { start: at('2026-11-20T07:00:00Z'), end: at('2026-11-20T08:30:00Z') },
      'Europe/Helsinki',
      'FLE Standard Time',
    );
    expect(when).toEqual({
      showWithoutTime: false,
      start: '2026-11-20T09:00:00',
      timeZone: 'Europe/Helsinki',
      windowsTimeZone: 'FLE Standard Time',
      duration: 'PT1H30M',
    });
  });

  it('has no Windows zone when none is given', () => {
    expect(timed({ start: 0, end: 0 }, 'UTC')).not.toHaveProperty('windowsTimeZone');
  });

  it('writes the second 01:30 of a night in UTC, and the first in its zone', () => {
    const [first, second] = [at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z')];
    expect(timed({ start: first, end: second }, 'America/New_York')).toMatchObject({
      start: '2026-11-01T01:30:00',
      timeZone: 'America/New_York',
    });
    expect(timed({ start: second, end: second }, 'America/New_York', 'Eastern Standard Time')).toMatchObject({
      start: '2026-11-01T06:30:00',
      timeZone: 'UTC',
      windowsTimeZone: 'Eastern Standard Time',
    });
  });

  it('drops fractions of a second on both ends', () => {
    const when = timed({ start: 1_999, end: 3_001 }, 'UTC');
    expect([startInstant(when, 'UTC'), endInstant(when, 'UTC')]).toEqual([1_000, 3_000]);
  });

  it('refuses an end before the start', () => {
    expect(() => timed({ start: 1000, end: 0 }, 'UTC')).toThrow(RangeError);
  });
});

describe('allDay', () => {
  it('keeps its dates whatever the zone it is read in', () => {
    const property = fc.property(day, fc.integer({ min: 1, max: 400 }), zone, (start, days, z) => {
      const end = new Date(at(`${start}T00:00:00Z`) + days * 24 * HOUR).toISOString().slice(0, 10);
      const when = allDay(start, end);
      expect(when).toEqual({ showWithoutTime: true, start, duration: `P${days}D` });
      expect(startInstant(when, z)).toBeLessThan(endInstant(when, z));
      expect(endInstant(when, z)).toBe(startInstant(allDay(end, '2099-01-01'), z));
    });
    fc.assert(property, fixed);
  });

  it.each([
    ['a day of 23 hours', '2026-03-29', '2026-03-30', 'Europe/Helsinki', '2026-03-28T22:00:00Z', 23],
    ['a day of 25 hours', '2026-10-25', '2026-10-26', 'Europe/Helsinki', '2026-10-24T21:00:00Z', 25],
    ['a leap day', '2028-02-29', '2028-03-01', 'Pacific/Auckland', '2028-02-28T11:00:00Z', 24],
    ['a day whose midnight is skipped', '2026-04-24', '2026-04-25', 'Africa/Cairo', '2026-04-23T22:00:00Z', 23],
  ])('spans %s', (_, start, end, z, begins, hours) => {
    const when = allDay(start, end);
    expect(startInstant(when, z)).toBe(at(begins));
    expect(endInstant(when, z)).toBe(at(begins) + hours * HOUR);
  });

  it.each([
    ['the same day', '2026-11-20', '2026-11-20'],
    ['an end before the start', '2026-11-20', '2026-11-19'],
    ['a day that does not exist', '2026-02-30', '2026-03-01'],
  ])('refuses %s', (_, start, end) => {
    expect(() => allDay(start, end)).toThrow(RangeError);
  });
});

describe('durationOf', () => {
  it('is undone by durationSeconds', () => {
    const property = fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (seconds) => {
      expect(durationSeconds(durationOf(seconds))).toBe(seconds);
    });
    fc.assert(property, fixed);
  });

  it.each([
    [0, 'PT0S'],
    [5400, 'PT1H30M'],
    [3600, 'PT1H'],
    [90, 'PT1M30S'],
    [172_800, 'PT48H'],
    [3601, 'PT1H1S'],
  ])('writes %d seconds as %s', (seconds, duration) => expect(durationOf(seconds)).toBe(duration));

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (seconds) => {
    expect(() => durationOf(seconds)).toThrow(RangeError);
  });
});

describe('durationSeconds', () => {
  it('reads other ways to write the same', () => {
    expect([durationSeconds('PT90M'), durationSeconds('PT5400S'), durationSeconds('PT0H')]).toEqual([5400, 5400, 0]);
  });

  it.each(['', 'PT', 'P1D', 'P1DT1H', '-PT1H', 'PT1.5H', 'PT1M1H', '1H', 'pt1h'])('refuses %j', (duration) => {
    expect(() => durationSeconds(duration)).toThrow(RangeError);
  });
});

describe('durationDays', () => {
  it('reads days', () => expect(durationDays('P12D')).toBe(12));

  it.each(['', 'P', 'PT24H', 'P1W', 'P1DT0S', '-P1D'])('refuses %j', (duration) => {
    expect(() => durationDays(duration)).toThrow(RangeError);
  });
});
