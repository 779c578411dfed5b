import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant, toLocal } from '../../../../shared/calendar/timeZone.ts';
import { windowsClock } from '../../../../shared/calendar/zones/windowsClock.ts';
import {
  differences,
  ianaClock,
  instantAt,
  laterBy,
  localAt,
  secondsBetween,
} from '../../../../shared/calendar/zones/zoneClock.ts';

const SEED = { seed: 20_261_130 };
const instants = fc.integer({ min: Date.UTC(1900, 0, 1) / 60_000, max: Date.UTC(2100, 0, 1) / 60_000 });
const zones = Intl.supportedValuesOf('timeZone');
const clockOf = (id: string) => windowsClock(id) ?? ianaClock('UTC');
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe('ianaClock', () => {
  it('names and means the same times as Temporal does, in any zone and year', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, minute) => {
        const clock = ianaClock(zone);
        const local = localAt(clock, minute * 60_000);
        expect(local).toBe(toLocal(minute * 60_000, zone));
        expect(instantAt(clock, local)).toBe(toInstant(local, zone));
      }),
      { ...SEED, numRuns: 400 },
    );
  });

  it.each([
    ['the first of two', '2026-10-25T03:30:00', '2026-10-25T00:30'],
    ['later where the clock skips it', '2026-03-29T03:30:00', '2026-03-29T01:30'],
  ])('a wall time is %s', (_, local, instant) => {
    expect(iso(instantAt(ianaClock('Europe/Helsinki'), local))).toBe(instant);
    expect(iso(instantAt(clockOf('FLE Standard Time'), local))).toBe(instant);
  });

  it('a zone that is none throws', () => {
    expect(() => ianaClock('Mars/Olympus').offsetAt(0)).toThrow(RangeError);
  });
});

describe('differences', () => {
  const spans = (zone: string, id: string, [from, until]: readonly [number, number]) =>
    differences(ianaClock(zone), clockOf(id), { from: Date.UTC(from, 0, 1), until: Date.UTC(until, 0, 1) }).map(
      (each) => [iso(each.from), iso(each.until)],
    );

  it('are where the clocks differ, and nowhere else', () => {
    expect(spans('America/Vancouver', 'Pacific Standard Time', [2010, 2028])).toEqual([
      ['2026-11-01T09:00', '2027-03-14T10:00'],
      ['2027-11-07T09:00', '2028-01-01T00:00'],
    ]);
    expect(spans('Europe/Helsinki', 'FLE Standard Time', [2000, 2040])).toEqual([]);
    expect(spans('Europe/Chisinau', 'E. Europe Standard Time', [2027, 2028])).toEqual([
      ['2027-03-28T00:00', '2027-03-28T01:00'],
      ['2027-10-31T00:00', '2027-10-31T01:00'],
    ]);
  });

  it('a clock does not differ from itself', () => {
    expect(differences(ianaClock('UTC'), ianaClock('UTC'), { from: 0, until: 1 })).toEqual([]);
  });
});

describe('wall times', () => {
  it('are counted by a clock that nobody changes', () => {
    expect(laterBy('2026-03-28T23:30:00', 5 * 3600)).toBe('2026-03-29T04:30:00');
    expect(secondsBetween('2026-03-28T23:30:00', '2026-03-29T04:30:00')).toBe(5 * 3600);
  });
});
