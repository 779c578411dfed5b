import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../../shared/calendar/event.ts';
import { timedSeries, zoneText } from '../../../shared/exchange/seriesWhen.ts';
import { serverZone } from '../../../shared/exchange/serverZone.ts';

const WEEKLY = { frequency: 'weekly', interval: 1, end: { kind: 'never' } } as const;

function read(
  name: string,
  start: string,
  more: { readonly own?: string; readonly written?: string; readonly unread?: true } = {},
) {
  const zone = serverZone(name);
  if (!zone) throw new Error('no such zone');
  const instant = Date.parse(start);
  return timedSeries({
    ...{ start: instant, end: instant + 3_600_000, zone, own: more.own ?? 'Europe/Helsinki', written: more.written },
    ruleFrom: (_: LocalDate) => (more.unread ? undefined : WEEKLY),
  });
}

describe('timedSeries', () => {
  it.each([
    // The right values of series that are older than the laws of their zones.
    ['Helsinki since 1975', 'FLE Standard Time', '1975-07-15T06:00:00Z', '1975-07-15T09:00:00'],
    ['Tallinn since 2001', 'FLE Standard Time', '2001-07-03T06:00:00Z', '2001-07-03T09:00:00'],
    ['Almaty since 2023', 'West Asia Standard Time', '2023-09-04T04:00:00Z', '2023-09-04T09:00:00'],
  ])('%s is at nine by the server’s clock', (_, name, instant, start) => {
    expect(read(name, instant)).toMatchObject({ start, duration: 'PT1H', windowsTimeZone: name });
  });

  it('is in the zone that we wrote, as long as the item has the Windows zone that stands for it', () => {
    const written = zoneText('America/Vancouver', 'US Mountain Standard Time');
    expect(read('US Mountain Standard Time', '2026-12-03T16:00:00Z', { written })).toMatchObject({
      start: '2026-12-03T09:00:00',
      timeZone: 'America/Vancouver',
    });
    expect(read('Pacific Standard Time', '2026-12-03T17:00:00Z', { written })).toMatchObject({
      timeZone: 'America/Los_Angeles',
    });
  });

  it('of a person’s own is in a zone that takes place as theirs does, not only has its name', () => {
    const own = 'America/Vancouver';
    expect(read('Pacific Standard Time', '2026-12-03T17:00:00Z', { own })).toMatchObject({
      timeZone: 'America/Los_Angeles',
    });
    expect(read('British Columbia Standard Time', '2026-12-03T16:00:00Z')).toMatchObject({ timeZone: own });
    expect(read('Alberta Standard Time', '2026-12-03T15:00:00Z')).toMatchObject({ timeZone: 'America/Edmonton' });
  });

  it('is unknown where no zone does, and never in UTC', () => {
    expect(read('Morocco Standard Time', '2026-12-03T08:00:00Z', { own: 'Africa/Casablanca' })).toBe('zoneUnknown');
  });

  it('is unreadable without its rule', () => {
    expect(read('UTC', '2026-12-03T08:00:00Z', { unread: true })).toBe('unreadable');
  });

  it('lasts by the clock on the wall, also where the clocks change in its first occurrence', () => {
    // Two hours from 02:00 to 05:00 by the wall, of which summer time skips one.
    const instant = Date.parse('2026-03-29T00:00:00Z');
    const zone = serverZone('FLE Standard Time');
    if (!zone) throw new Error('no such zone');
    const when = timedSeries({
      ...{ start: instant, end: instant + 7_200_000, zone, own: 'Europe/Helsinki', written: undefined },
      ruleFrom: () => WEEKLY,
    });
    expect(when).toMatchObject({ start: '2026-03-29T02:00:00', duration: 'PT3H' });
  });
});
