import { describe, expect, it } from 'vitest';
import { offsetAt, offsetSpans } from '../../../../local/exchange/zones/windowsClock.ts';
import { instantOf, knownZone, UTC, zonedTime } from '../../../../local/exchange/zones/zones.ts';
import { toInstant } from '../../../../shared/calendar/timeZone.ts';
import { windowsIds, windowsRules } from '../../../../shared/calendar/zones/windowsRules.ts';
import { ianaFromWindows } from '../../../../shared/calendar/zones/windowsZones.ts';

const spansOf = (id: string) => offsetSpans(windowsRules(id) ?? []);
const hoursAt = (id: string, instant: string) => offsetAt(spansOf(id), Date.parse(instant)) / 3_600_000;
const wall = (instant: string, id: string) =>
  zonedTime(Date.parse(instant), knownZone(id) ?? UTC)
    .toPlainDateTime()
    .toString();

describe('the clock of a Windows zone', () => {
  it.each([
    ['before its first rule the first rule holds', 'Pacific Standard Time', '1970-04-10T00:00:00Z', -7],
    ['by the rule of 2006', 'Pacific Standard Time', '2006-03-20T00:00:00Z', -8],
    ['by the rule of 2007', 'Pacific Standard Time', '2007-03-20T00:00:00Z', -7],
    ['that has one rule changes in every year', 'FLE Standard Time', '1975-07-15T00:00:00Z', 3],
    ['keeps its offset', 'West Asia Standard Time', '2023-09-04T00:00:00Z', 5],
    ['south of the equator it is summer at New Year', 'New Zealand Standard Time', '2027-01-01T00:00:00Z', 13],
    [
      'changes at New Year, where the year begins in the other offset',
      'Russian Standard Time',
      '2012-01-01T12:00:00Z',
      4,
    ],
    ['and changes back in that year', 'Russian Standard Time', '2014-12-01T00:00:00Z', 3],
    ['does not know what Vancouver decided', 'Pacific Standard Time', '2026-12-03T00:00:00Z', -8],
  ])('%s: %s', (_, id, instant, hours) => expect(hoursAt(id, instant)).toBe(hours));

  it('agrees with IANA from 2010 to 2024 wherever both have the same law', () => {
    // Windows cannot say a third change in a year (Egypt 2010 and 2014, Morocco), and has errors of its own.
    const differing = windowsIds.filter((id) => {
      const zone = ianaFromWindows(id);
      const spans = spansOf(id);
      return Array.from({ length: 15 * 6 }, (_, n) => Date.UTC(2010, 2 * n, 15)).some((day) => {
        const local = new Date(day + offsetAt(spans, day)).toISOString().slice(0, 19);
        return zone !== undefined && toInstant(local, zone) !== day;
      });
    });
    expect(differing).toEqual([
      'Egypt Standard Time',
      'Morocco Standard Time',
      'Turks And Caicos Standard Time',
      'Volgograd Standard Time',
      'West Bank Standard Time',
    ]);
  });

  it.each([
    ['2026-10-25T03:30:00', '2026-10-25T00:30:00Z', '2026-10-25T03:30:00'],
    ['2026-03-29T03:30:00', '2026-03-29T01:30:00Z', '2026-03-29T04:30:00'],
    ['1975-07-15T09:00:00', '1975-07-15T06:00:00Z', '1975-07-15T09:00:00'],
  ])('a time that it has twice is the first, one that it skips is later: %s', (local, instant, shown) => {
    const zone = knownZone('fle standard time') ?? UTC;
    expect(new Date(instantOf(local, zone)).toISOString()).toBe(instant.replace('Z', '.000Z'));
    expect(wall(instant, 'FLE Standard Time')).toBe(shown);
  });
});
