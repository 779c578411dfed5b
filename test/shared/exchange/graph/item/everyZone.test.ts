// Every zone of tzdata through the whole mapping of Graph. The server computes by Windows' rules, as the local Exchange
// reads them: so both can disagree.
import { describe, expect, it } from 'vitest';
import { instantOf, knownZone, UTC, zonedTime } from '../../../../../local/exchange/zones/zones.ts';
import { canonicalField } from '../../../../../shared/calendar/canonical/canonical.ts';
import { dateOf, dayOf } from '../../../../../shared/calendar/days.ts';
import type { TimedWhen } from '../../../../../shared/calendar/event.ts';
import { toInstant } from '../../../../../shared/calendar/timeZone.ts';
import { endInstant, startInstant } from '../../../../../shared/calendar/when.ts';
import { isZoneHeld, USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { type DateTimeTimeZone, readEventJson } from '../../../../../shared/exchange/graph/item/eventJson.ts';
import { timesFromWhen, zoneProperties } from '../../../../../shared/exchange/graph/item/fromWhen.ts';
import { itemFromGraph } from '../../../../../shared/exchange/graph/item/toEvent.ts';
import { comingStarts } from '../../occurrenceSamples.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const WRITING = { timeZone: 'Europe/Helsinki', now: NOW };
/** The runtime reads the rules of four hundred zones, which takes seconds where others compute, too. */
const SLOW = { timeout: 120_000 };
const ZONES = Intl.supportedValuesOf('timeZone');
const WEEKLY = { rule: { frequency: 'weekly', interval: 1, end: { kind: 'never' } }, overrides: {} } as const;

/** A start for each zone, of another year and time of the day each. */
const timedIn = (timeZone: string, n: number, [firstYear, years]: readonly [number, number]): TimedWhen => {
  const day = dateOf(dayOf(`${firstYear}-01-05`) + ((n * 1_237) % (years * 365)));
  const start = `${day}T${String((n * 7) % 24).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}:00`;
  return { showWithoutTime: false, start, timeZone, duration: 'PT90M' };
};

/** The time as the server stores it, and shows it in UTC. */
const instantBy = ({ dateTime, timeZone }: DateTimeTimeZone): number => instantOf(dateTime, knownZone(timeZone) ?? UTC);
const inUtc = (instant: number) => ({
  dateTime: `${new Date(instant).toISOString().slice(0, 19)}.0000000`,
  timeZone: 'UTC',
});

function readBack(when: TimedWhen) {
  const { start, end, isAllDay, recurrence } = timesFromWhen(when, WRITING);
  const stored = {
    ...{ '@odata.etag': 'W/"1"', id: 'A', isAllDay, isReminderOn: false, originalStartTimeZone: start.timeZone },
    ...{ start: inUtc(instantBy(start)), end: inUtc(instantBy(end)) },
    ...(recurrence ? { recurrence, type: 'seriesMaster', exceptionOccurrences: [] } : {}),
    singleValueExtendedProperties: zoneProperties(when, WRITING),
  };
  const read = readEventJson(stored);
  const content = read && itemFromGraph(read, 'Europe/Helsinki').content;
  return content?.kind === 'event' ? content.event.when : content;
}

describe('over Graph', () => {
  it('a single event of any zone and year from 1900 to 2100 is at the same minute', SLOW, () => {
    for (const [n, zone] of ZONES.entries()) {
      const when = timedIn(zone, n, [1900, 200]);
      const { start, end } = timesFromWhen(when, WRITING);
      expect([zone, when.start, instantBy(start), instantBy(end)]).toEqual([
        ...[zone, when.start, startInstant(when, zone), endInstant(when, zone)],
      ]);
    }
  });

  it('a series of any zone reads back as it was written, or is left out', SLOW, () => {
    const leftOut: string[] = [];
    for (const [n, zone] of ZONES.entries()) {
      const when = { ...timedIn(zone, n, [1975, 55]), recurrence: WEEKLY };
      if (!isZoneHeld(when, USUAL_ZONES, NOW)) {
        leftOut.push(zone);
        continue;
      }
      const server = knownZone(timesFromWhen(when, WRITING).start.timeZone) ?? UTC;
      for (const local of comingStarts(when.start, '2026-12-01')) {
        expect([zone, local, instantOf(local, server)]).toEqual([zone, local, toInstant(local, zone)]);
      }
      const read = readBack(when);
      expect(read).toMatchObject({ start: when.start, timeZone: zone });
      expect(read && 'duration' in read && canonicalField('when', read)).toBe(canonicalField('when', when));
    }
    expect(leftOut).toEqual(['Antarctica/Troll']);
  });

  it('a whole day has the same dates in any zone of the mailbox', SLOW, () => {
    for (const [n, timeZone] of ZONES.entries()) {
      const start = dateOf(dayOf('1900-01-01') + ((n * 1_237) % 73_000));
      const times = timesFromWhen({ showWithoutTime: true, start, duration: 'P1D' }, { timeZone, now: NOW });
      const shown = zonedTime(instantBy(times.start), knownZone(times.start.timeZone) ?? UTC).toPlainDateTime();
      expect([timeZone, times.start.dateTime, shown.toString()]).toEqual([
        ...[timeZone, `${start}T00:00:00`, `${start}T00:00:00`],
      ]);
    }
  });
});
