// Every zone of tzdata against every zone of Windows: a zone stands for another only where their clocks agree. The file is long because every case of the choice stands beside the others.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetAt, offsetSpans } from '../../../../local/exchange/zones/windowsClock.ts';
import { dateOf, dayOf } from '../../../../shared/calendar/days.ts';
import type { RecurrenceRule, TimedWhen } from '../../../../shared/calendar/event.ts';
import { toInstant } from '../../../../shared/calendar/timeZone.ts';
import { clockOfRules, windowsClock } from '../../../../shared/calendar/zones/windowsClock.ts';
import { windowsIds, windowsRules } from '../../../../shared/calendar/zones/windowsRules.ts';
import { ianaFromWindows, windowsFromIana } from '../../../../shared/calendar/zones/windowsZones.ts';
import {
  comparableZone,
  ianaZoneFor,
  isZoneHeld,
  USUAL_ZONES,
  type WindowsZones,
  windowsZoneFor,
} from '../../../../shared/calendar/zones/zoneChoice.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const YEAR_MS = 365 * 86_400_000;
const LINKS = [
  'US/Pacific',
  'Canada/Pacific',
  'Canada/Mountain',
  'Europe/Kyiv',
  'Asia/Kolkata',
  'America/Nuuk',
  'Cuba',
];
const ZONES = [...Intl.supportedValuesOf('timeZone'), ...LINKS];
const WEEKLY: RecurrenceRule = { frequency: 'weekly', interval: 1, end: { kind: 'never' } };

const at = (start: string, timeZone: string): TimedWhen => ({
  showWithoutTime: false,
  start,
  timeZone,
  duration: 'PT1H',
});
const series = (start: string, timeZone: string, rule: RecurrenceRule = WEEKLY): TimedWhen => ({
  ...at(start, timeZone),
  recurrence: { rule, overrides: {} },
});
const chosen = (when: TimedWhen, zones = USUAL_ZONES) => windowsZoneFor(when, zones, NOW);

const spansById = new Map<string, ReturnType<typeof offsetSpans>>();

/** The instant that a server makes of a wall time by Windows' rules, by the local Exchange's own reading of them. */
function windowsInstant(local: string, id: string): number {
  const spans = spansById.get(id) ?? offsetSpans(windowsRules(id) ?? []);
  spansById.set(id, spans);
  const wall = Date.parse(`${local}Z`);
  const instant = wall - offsetAt(spans, wall - 86_400_000);
  return instant + offsetAt(spans, instant) === wall ? instant : wall - offsetAt(spans, wall + 86_400_000);
}

describe('windowsZoneFor', () => {
  it.each(['A', 'B–Z'].flatMap((letters) => [0, 1, 2].map((part) => [letters, part] as const)))(
    'in every zone of tzdata a series takes place as it says from now on, or is left out: %s, part %d',
    (letters, part) => {
      const left: string[] = [];
      const zones = ZONES.filter((zone, n) => zone < 'B' === (letters === 'A') && n % 3 === part);
      for (const [n, zone] of zones.entries()) {
        // A start and a time of the day for each zone, between 1975 and 2028.
        const start = `${dateOf(dayOf('1975-01-06') + ((n * 1_237) % 19_000))}T${String((n * 7) % 24).padStart(2, '0')}:00:00`;
        const id = chosen(series(start, zone));
        if (id === undefined) {
          left.push(zone);
          continue;
        }
        const first = dayOf(start.slice(0, 10));
        const weeks = Math.max(Math.floor((NOW / 86_400_000 - first) / 7), 0);
        for (let day = first + 7 * weeks; day < (NOW + 3 * YEAR_MS) / 86_400_000; day += 35) {
          const local = dateOf(day) + start.slice(10);
          const instant = toInstant(local, zone);
          if (instant < NOW || windowsInstant(local, id) === instant) continue;
          expect([zone, id, local, windowsInstant(local, id)]).toEqual([zone, id, local, instant]);
        }
      }
      expect(left.filter((zone) => zone !== 'Antarctica/Troll')).toEqual([]);
      expect(zones.length).toBeGreaterThan(30);
    },
  );

  it('a single event is written in a zone whose clock agrees at that time, in any year', () => {
    const times = fc.tuple(fc.constantFrom(...ZONES), fc.integer({ min: -36_000_000, max: 68_000_000 }));
    fc.assert(
      fc.property(times, ([zone, minute]) => {
        const local = new Date(minute * 60_000).toISOString().slice(0, 19);
        const id = chosen(at(local, zone));
        if (id !== undefined) expect([zone, id, windowsInstant(local, id)]).toEqual([zone, id, toInstant(local, zone)]);
      }),
      { seed: 20_261_130, numRuns: 300 },
    );
  });

  it.each([
    ['the zone of that name', '2026-12-03T09:00:00', 'Europe/Helsinki', 'FLE Standard Time'],
    ['it also where both differed long ago', '1975-07-15T09:00:00', 'Europe/Helsinki', 'FLE Standard Time'],
    ['so in Tallinn', '2001-07-03T09:00:00', 'Europe/Tallinn', 'FLE Standard Time'],
    ['so in Almaty', '2023-09-04T09:00:00', 'Asia/Almaty', 'West Asia Standard Time'],
    [
      'another where Vancouver stays on summer time',
      '2026-12-03T09:00:00',
      'America/Vancouver',
      'US Mountain Standard Time',
    ],
    ['another where Edmonton does', '2026-12-03T09:00:00', 'America/Edmonton', 'Canada Central Standard Time'],
    ['another where only the name is shared', '2026-12-03T09:00:00', 'America/Scoresbysund', 'Greenland Standard Time'],
  ])('takes %s', (_, start, zone, id) => expect(chosen(series(start, zone))).toBe(id));

  it('an ended series is compared over its own time', () => {
    const rule: RecurrenceRule = { ...WEEKLY, end: { kind: 'until', until: '2023-12-25' } };
    expect(chosen(series('2023-09-04T09:00:00', 'Asia/Almaty', rule))).toBe('Central Asia Standard Time');
    const winter: RecurrenceRule = { ...WEEKLY, end: { kind: 'until', until: '1974-12-25' } };
    expect(chosen(series('1974-11-04T09:00:00', 'America/Los_Angeles', winter))).toBe('Pacific Standard Time');
    const energySaving: RecurrenceRule = { ...WEEKLY, end: { kind: 'until', until: '1975-04-25' } };
    expect(chosen(series('1974-11-04T09:00:00', 'America/Los_Angeles', energySaving))).toBeUndefined();
  });

  it('an hour at night in which two clocks differ matters only to what takes place then', () => {
    const zones: WindowsZones = {
      ids: ['E. Europe Standard Time'],
      clockOf: (id) => (id === 'E. Europe Standard Time' ? windowsClock(id) : undefined),
    };
    const daily: RecurrenceRule = { ...WEEKLY, frequency: 'daily' };
    expect(chosen(series('2026-12-01T09:00:00', 'Europe/Chisinau', daily), zones)).toBe('E. Europe Standard Time');
    expect(chosen(series('2026-12-01T02:30:00', 'Europe/Chisinau', daily), zones)).toBeUndefined();
  });

  it('the zone that the mailbox gave comes first, as long as it agrees', () => {
    const kept = (windowsTimeZone: string) =>
      chosen({ ...series('2026-12-03T09:00:00', 'Europe/Helsinki'), windowsTimeZone });
    expect(kept('GTB Standard Time')).toBe('GTB Standard Time');
    expect(kept('Kaliningrad Standard Time')).toBe('FLE Standard Time');
  });

  it('a zone that the server has since September 2026 is taken where the server has it', () => {
    const id = 'British Columbia Standard Time';
    const pacific = windowsRules('Pacific Standard Time') ?? [];
    const clock = clockOfRules([...pacific, { from: 2027, standard: -420 }]);
    const patched: WindowsZones = {
      ids: [...windowsIds, id],
      clockOf: (each) => (each === id ? clock : windowsClock(each)),
    };
    expect(chosen(series('2027-01-07T09:00:00', 'America/Vancouver'), patched)).toBe(id);
  });

  it('by the rules of a server that nobody has patched, another zone is found', () => {
    // Turkey's zone as it was before 2016.
    const old = clockOfRules(windowsRules('GTB Standard Time') ?? []);
    const unpatched: WindowsZones = {
      ids: windowsIds,
      clockOf: (id) => (id === 'Turkey Standard Time' ? old : windowsClock(id)),
    };
    const id = chosen(series('2026-12-03T09:00:00', 'Europe/Istanbul'), unpatched) ?? '';
    expect([id === 'Turkey Standard Time', windowsClock(id)?.offsetAt(NOW + YEAR_MS / 2)]).toEqual([false, 10_800_000]);
  });

  it('a time that the zone skips on the first day is held by none', () => {
    expect(chosen(series('2026-03-29T03:30:00', 'Europe/Helsinki'))).toBeUndefined();
  });
});

describe('isZoneHeld', () => {
  it('is asked of series with times alone', () => {
    const held = (when: Parameters<typeof isZoneHeld>[0]) => isZoneHeld(when, USUAL_ZONES, NOW);
    expect(held(at('2026-12-03T09:00:00', 'Antarctica/Troll'))).toBe(true);
    expect(
      held({
        showWithoutTime: true,
        start: '2026-12-03',
        duration: 'P1D',
        recurrence: { rule: WEEKLY, overrides: {} },
      }),
    ).toBe(true);
    expect(held(series('2026-12-03T09:00:00', 'Antarctica/Troll'))).toBe(false);
  });
});

describe('ianaZoneFor', () => {
  const read = (id: string, own: string, when = series('2026-12-03T09:00:00', 'UTC')) =>
    ianaZoneFor(when, { id, own, clock: windowsClock(id) ?? clockOfRules([{ standard: 0 }]) });

  it('every Windows zone is read as an IANA zone that takes place as it does, or not at all', () => {
    const unread = windowsIds.filter((id) => {
      const zone = read(id, 'Europe/Helsinki');
      if (zone === undefined) return true;
      for (let day = dayOf('2026-12-03'); day < dayOf('2034-12-31'); day += 7) {
        const local = `${dateOf(day)}T09:00:00`;
        expect([id, zone, local, toInstant(local, zone)]).toEqual([id, zone, local, windowsInstant(local, id)]);
      }
      return false;
    });
    expect(unread).toEqual(['Kamchatka Standard Time', 'Mid-Atlantic Standard Time', 'Morocco Standard Time']);
  });

  it.each([
    ['the own one among those that share the id', 'FLE Standard Time', 'Europe/Helsinki', 'Europe/Helsinki'],
    ['the one of that name', 'Tokyo Standard Time', 'Europe/Helsinki', 'Asia/Tokyo'],
    ['not the own one where its clock differs', 'Pacific Standard Time', 'America/Vancouver', 'America/Los_Angeles'],
    ['never the own one of another name', 'GTB Standard Time', 'Europe/Helsinki', 'Europe/Bucharest'],
  ])('is %s', (_, id, own, zone) => expect(read(id, own)).toBe(zone));

  it('is one of another name where none of its own name agrees, and takes place at the same times', () => {
    const sixWeeks = series('2026-12-08T09:00:00', 'UTC', { ...WEEKLY, end: { kind: 'count', count: 6 } });
    expect(read('Morocco Standard Time', 'Africa/Casablanca', sixWeeks)).toBe('Africa/Lagos');
    const starts = fc.date({ min: new Date('2025-01-05'), max: new Date('2033-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...windowsIds), starts, fc.integer({ min: 2, max: 60 }), (id, date, count) => {
        const first = date.toISOString().slice(0, 10);
        const when = series(`${first}T12:00:00`, 'UTC', { ...WEEKLY, end: { kind: 'count', count } });
        const zone = read(id, 'Europe/Helsinki', when);
        for (let week = 0; zone !== undefined && week < count; week += 1) {
          const local = `${dateOf(dayOf(first) + 7 * week)}T12:00:00`;
          expect([id, zone, local, toInstant(local, zone)]).toEqual([id, zone, local, windowsInstant(local, id)]);
        }
      }),
      { seed: 20_261_201, numRuns: 60 },
    );
  });

  it('an id that no table has is read by its rules', () => {
    const clock = windowsClock('FLE Standard Time') ?? clockOfRules([]);
    const named = (own: string) =>
      ianaZoneFor(series('2026-12-03T09:00:00', 'UTC'), { id: 'New Standard Time', own, clock });
    expect(named('Europe/Riga')).toBe('Europe/Riga');
    expect(windowsFromIana(named('Asia/Tokyo') ?? '')).toMatch(/^(FLE|GTB|Jordan|.*Europe.*)/);
  });
});

describe('comparableZone', () => {
  const names = (...zones: string[]) => zones.map((zone) => comparableZone(series('2026-12-03T09:00:00', zone)));

  it('is one for zones that share a Windows id and a clock', () => {
    expect(new Set(names('Europe/Helsinki', 'Europe/Kiev', 'Europe/Kyiv', 'Europe/Tallinn'))).toEqual(
      new Set(['FLE Standard Time']),
    );
  });

  it('tells apart zones that share an id alone', () => {
    expect(new Set(names('America/Los_Angeles', 'America/Vancouver', 'US/Pacific')).size).toBe(2);
    expect(names('Canada/Pacific')).toEqual(names('America/Vancouver'));
  });

  it('an old series is compared from 2025 on, and one that ended before over its own time', () => {
    const almaty = (end: RecurrenceRule['end']) =>
      comparableZone(series('2023-09-04T09:00:00', 'Asia/Almaty', { ...WEEKLY, end }));
    expect(almaty({ kind: 'never' })).toBe('West Asia Standard Time');
    expect(almaty({ kind: 'until', until: '2023-12-25' })).toBe('Asia/Almaty');
  });

  it('is the name itself where Windows has none', () => {
    expect(names('Antarctica/Troll')).toEqual(['Antarctica/Troll']);
    expect(ianaFromWindows('Antarctica/Troll')).toBeUndefined();
  });
});
