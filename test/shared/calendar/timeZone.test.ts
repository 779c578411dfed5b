// Laws over zones and changes of the clocks, the wall clock checked against Intl; then the gap and the fold by name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, meansInstant, toInstant, toLocal } from '../../../shared/calendar/timeZone.ts';
import { fixed, instant, zone } from './zones.ts';

// Swedish dates are ISO dates.
const clocks = new Map<string, Intl.DateTimeFormat>();
function wallClock(at: number, timeZone: string): string {
  const known = clocks.get(timeZone);
  const clock = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  if (known === undefined) clocks.set(timeZone, clock);
  return clock.format(at).replace(' ', 'T');
}

describe('toLocal', () => {
  it('agrees with the wall clock of Intl', () => {
    const property = fc.property(instant, zone, (at, z) => {
      expect(toLocal(at, z)).toBe(wallClock(at, z));
    });
    fc.assert(property, fixed);
  });

  it('drops fractions of a second, also before 1970', () => {
    expect(toLocal(1999, 'UTC')).toBe('1970-01-01T00:00:01');
    expect(toLocal(-1, 'UTC')).toBe('1969-12-31T23:59:59');
  });

  it('throws for an unknown zone', () => {
    expect(() => toLocal(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('toInstant', () => {
  it('gives back the instant of a wall-clock time, or the earlier one of the two that share it', () => {
    const property = fc.property(instant, zone, (at, z) => {
      const back = toInstant(toLocal(at, z), z);
      expect(back).toBeLessThanOrEqual(at);
      expect(at - back).toBeLessThanOrEqual(3_600_000);
      expect(toLocal(back, z)).toBe(toLocal(at, z));
    });
    fc.assert(property, fixed);
  });

  it.each([
    ['a plain time', '2026-11-20T09:00:00', 'Europe/Helsinki', '2026-11-20T07:00:00Z'],
    ['a time in a gap, shifted by its length', '2026-03-29T03:30:00', 'Europe/Helsinki', '2026-03-29T01:30:00Z'],
    ['a time in a gap of half an hour', '2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    ['the first of two in a fold', '2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['a zone of quarters', '2026-01-01T00:00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00Z'],
    ['Casablanca in Ramadan', '2026-03-01T12:00:00', 'Africa/Casablanca', '2026-03-01T12:00:00Z'],
    ['Casablanca otherwise', '2026-05-01T12:00:00', 'Africa/Casablanca', '2026-05-01T11:00:00Z'],
  ])('reads %s', (_, local, z, expected) => {
    expect(toInstant(local, z)).toBe(Date.parse(expected));
  });

  it.each(['2026-02-30T09:00:00', 'tomorrow', ''])('throws for %j', (local) => {
    expect(() => toInstant(local, 'UTC')).toThrow(RangeError);
  });
});

describe('meansInstant', () => {
  it('is whether toInstant gives the instant back', () => {
    const second = instant.map((at) => Math.floor(at / 1000) * 1000);
    const property = fc.property(second, zone, (at, z) => {
      const local = toLocal(at, z);
      expect(meansInstant(local, at, z)).toBe(toInstant(local, z) === at);
    });
    fc.assert(property, fixed);
  });

  it.each([
    ['the first pass of a repeated hour', '2026-11-01T05:30:00Z', true],
    ['the second pass', '2026-11-01T06:30:00Z', false],
    ['the hour after it', '2026-11-01T07:00:00Z', true],
    ['the next day', '2026-11-02T07:00:00Z', true],
  ])('%s in New York', (_, text, means) => {
    const at = Date.parse(text);
    expect(meansInstant(toLocal(at, 'America/New_York'), at, 'America/New_York')).toBe(means);
  });
});

describe('isTimeZone', () => {
  it.each(['Europe/Helsinki', 'Europe/Kyiv', 'Europe/Kiev', 'UTC', 'Etc/UTC', 'Etc/GMT+2', 'GMT', 'america/new_york'])(
    'accepts %s',
    (name) => expect(isTimeZone(name)).toBe(true),
  );

  it.each([
    '',
    '+02:00',
    '-05',
    'UTC+2',
    'Mars/Olympus',
    'Etc/Unknown',
    'FLE Standard Time',
    'PST',
    'BST',
    '2026-01-01T00:00[Europe/Helsinki]',
    ' UTC',
    'Europe/Helsinki\n',
  ])('refuses %j', (name) => expect(isTimeZone(name)).toBe(false));

  it('accepts every zone that the runtime lists', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name))).toEqual([]);
  });
});
