// Law: an occurrence that is edited as a single event reads as it was edited, and no other one changes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalFields } from '../../../../shared/calendar/canonical/canonical.ts';
import { asOccurrence, editOccurrence, excludeOccurrence } from '../../../../shared/calendar/changes/editOccurrence.ts';
import type { CalendarEvent, EventPatch, When } from '../../../../shared/calendar/event.ts';
import { occurrenceAt } from '../../../../shared/calendar/recurrence/occurrences.ts';
import { allDay } from '../../../../shared/calendar/when.ts';
import { anyRule, firstOn, seriesOf, startDate, take, time, weekly, withTimes, zone } from '../series.ts';
import { fixed } from '../zones.ts';

const event = (when: When): CalendarEvent => ({
  title: 'Weekly',
  description: '',
  location: 'Room 1',
  when,
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
});

const at = (series: CalendarEvent, id: string): CalendarEvent => {
  const found = occurrenceAt(series, id, 'UTC');
  if (!found) throw new Error(`no occurrence ${id}`);
  return found;
};

const timed = (start: string, timeZone: string, duration = 'PT1H'): When => ({
  showWithoutTime: false,
  start,
  timeZone,
  duration,
});

const edits: fc.Arbitrary<EventPatch> = fc
  .record(
    {
      title: fc.constantFrom('Weekly', 'Other'),
      location: fc.constantFrom('Room 1', ''),
      freeBusyStatus: fc.constantFrom('busy', 'oof'),
      keywords: fc.constantFrom([], ['blue']),
      alert: fc.constantFrom(null, { minutesBefore: 5 }),
      when: fc.tuple(startDate, time, zone).map(([date, clock, z]) => timed(`${date}T${clock}`, z, 'PT45M')),
    },
    { requiredKeys: [] },
  )
  .map((patch) => patch as EventPatch);

describe('editOccurrence', () => {
  it('reads as it was edited, twice over, and no other occurrence changes', () => {
    let edited = 0;
    const property = fc.property(
      anyRule,
      startDate,
      time,
      zone,
      edits,
      edits,
      (rule, from, clock, z, first, second) => {
        const series = event(withTimes(seriesOf(firstOn(rule, from), rule), clock, z));
        const [before, id, after] = take(series.when, 3);
        if (id === undefined || before === undefined) return;
        const changed = [first, second].reduce<CalendarEvent | undefined>(
          (so, patch) => so && editOccurrence(so, id, patch),
          series,
        );
        // A time that the zone of the series has no name for.
        if (!changed) return;
        edited += 1;
        expect(equalFields(at(changed, id), { ...at(series, id), ...first, ...second })).toBe(true);
        for (const other of [before, after]) {
          if (other !== undefined) expect(at(changed, other)).toEqual(at(series, other));
        }
      },
    );
    fc.assert(property, { ...fixed, numRuns: 300 });
    expect(edited).toBeGreaterThan(150);
  });

  it('leaves nothing where the edit says what the series says', () => {
    const series = event(weekly({ kind: 'count', count: 3 }));
    const moved = editOccurrence(series, '2026-11-23T09:00:00', { title: 'Other', location: 'Room 1' });
    expect(moved?.when.recurrence?.overrides).toEqual({ '2026-11-23T09:00:00': { title: 'Other' } });
    const back = moved && editOccurrence(moved, '2026-11-23T09:00:00', { title: 'Weekly' });
    expect(back?.when.recurrence?.overrides).toEqual({});
  });

  it('has no word for another privacy than the series’', () => {
    const series = event(weekly({ kind: 'count', count: 3 }));
    expect(editOccurrence(series, '2026-11-23T09:00:00', { privacy: 'private' })).toBeUndefined();
    expect(editOccurrence(series, '2026-11-23T09:00:00', { privacy: 'public', title: 'Other' })).toBeDefined();
  });

  it('makes an excluded occurrence take place again', () => {
    const series = event(weekly({ kind: 'count', count: 3 }));
    const without = excludeOccurrence(series, '2026-11-23T09:00:00');
    expect(occurrenceAt(without, '2026-11-23T09:00:00', 'UTC')).toBeUndefined();
    const again = editOccurrence(without, '2026-11-23T09:00:00', { title: 'Other' });
    expect(again && at(again, '2026-11-23T09:00:00').title).toBe('Other');
  });
});

describe('asOccurrence', () => {
  const helsinki = weekly({ kind: 'count', count: 3 });

  it('is local in the zone of the series', () => {
    expect(asOccurrence(helsinki, timed('2026-11-23T10:00:00', 'Europe/Berlin', 'PT2H'))).toEqual({
      showWithoutTime: false,
      start: '2026-11-23T11:00:00',
      duration: 'PT2H',
    });
  });

  it('may be all-day in a series of times, and has no time in a series of dates', () => {
    const day = allDay('2026-11-23', '2026-11-24');
    expect(asOccurrence(helsinki, day)).toEqual(day);
    expect(asOccurrence(day, timed('2026-11-23T10:00:00', 'Europe/Helsinki'))).toBeUndefined();
  });

  it('is no series, and not the second pass of an hour', () => {
    expect(asOccurrence(helsinki, helsinki)).toBeUndefined();
    // 25 October 2026, 3:30 winter time: 3:30 of Helsinki means summer time.
    expect(asOccurrence(helsinki, timed('2026-10-25T01:30:00', 'UTC'))).toBeUndefined();
    expect(asOccurrence(helsinki, timed('2026-10-25T00:30:00', 'UTC'))?.start).toBe('2026-10-25T03:30:00');
  });
});
