// Laws first: a second time changes nothing, and the occurrences stay what they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import { normalOverrides } from '../../../../shared/calendar/canonical/normalOverrides.ts';
import type { CalendarEvent, OccurrenceOverride } from '../../../../shared/calendar/event.ts';
import { occurrencesBetween } from '../../../../shared/calendar/recurrence/occurrences.ts';
import { allDay } from '../../../../shared/calendar/when.ts';
import { seriesOf, withTimes } from '../series.ts';
import { fixed } from '../zones.ts';

const series = withTimes(seriesOf('2026-11-16', { frequency: 'weekly', interval: 1 }), '09:00:00', 'Europe/Helsinki');
const event: CalendarEvent = {
  title: 'Board',
  description: 'Agenda',
  location: 'Room 1',
  when: series,
  privacy: 'private',
  freeBusyStatus: 'busy',
  keywords: ['a', 'b'],
  alert: { minutesBefore: 15 },
};
const withOverrides = (overrides: Record<string, OccurrenceOverride>): CalendarEvent => ({
  ...event,
  when: series.recurrence ? { ...series, recurrence: { ...series.recurrence, overrides } } : series,
});
const normal = (overrides: Record<string, OccurrenceOverride>) =>
  normalOverrides(withOverrides(overrides)).when.recurrence?.overrides;

const second = '2026-11-23T09:00:00';
const id = fc.constantFrom('2026-11-16T09:00:00', second, '2026-11-24T09:00:00', '2026-12-07T09:00:00');
const patch = fc.record(
  {
    title: fc.constantFrom('Board', ' Board', 'Other'),
    location: fc.constantFrom('Room 1', ''),
    keywords: fc.constantFrom(['b', 'a'], ['c']),
    alert: fc.constantFrom(null, { minutesBefore: 15 }),
    when: fc.constantFrom(
      { showWithoutTime: false as const, start: second, duration: 'PT60M' },
      { showWithoutTime: false as const, start: '2026-11-25T09:00:00', duration: 'PT1H' },
    ),
  },
  { requiredKeys: [] },
);
const overrides = fc.dictionary(id, fc.oneof(fc.constant({ excluded: true as const }), patch));

describe('normalOverrides', () => {
  it('changes no occurrence, and nothing the second time', () => {
    const property = fc.property(overrides, (given) => {
      const before = withOverrides(given);
      const after = normalOverrides(before);
      expect(normalOverrides(after)).toEqual(after);
      const [one, other] = [before, after].map((each) =>
        occurrencesBetween(each, { from: 0, until: Date.parse('2027-01-01') }, 'UTC').map((occurrence) => [
          occurrence.id,
          canonicalField('title', occurrence.event.title),
          canonicalField('when', occurrence.event.when),
          canonicalField('keywords', occurrence.event.keywords),
          occurrence.event.location,
          occurrence.event.alert,
        ]),
      );
      expect(other).toEqual(one);
    });
    fc.assert(property, fixed);
  });

  it('leaves a single event as it is', () => {
    const single = { ...event, when: allDay('2026-11-20', '2026-11-21') };
    expect(normalOverrides(single)).toBe(single);
  });

  it('drops what says nothing: equal fields, the start of the rule, exclusions of nothing', () => {
    expect(
      normal({
        '2026-11-16T09:00:00': { title: 'Board ', description: 'Agenda', keywords: ['b', 'a'] },
        [second]: { when: { showWithoutTime: false, start: second, duration: 'PT60M' } },
        '2026-11-24T09:00:00': { excluded: true },
        '2026-11-30T09:00:00': {},
      }),
    ).toEqual({});
  });

  it('keeps of an override the fields that differ', () => {
    expect(normal({ [second]: { title: 'Board', location: '', alert: null } })).toEqual({
      [second]: { location: '', alert: null },
    });
  });

  it('keeps what differs, exclusions of occurrences and occurrences beside the rule, in order', () => {
    const kept = {
      '2026-11-16T09:00:00': { excluded: true },
      '2026-11-18T12:00:00': {},
      [second]: { location: '', alert: null },
    } as const;
    const found = normal(Object.fromEntries(Object.entries(kept).reverse()));
    expect(found).toEqual(kept);
    expect(Object.keys(found ?? {})).toEqual(Object.keys(kept));
  });

  it('keeps a move, and an all-day occurrence of a series with times', () => {
    const kept = {
      '2026-11-16T09:00:00': { when: { showWithoutTime: true, start: '2026-11-16', duration: 'P1D' } },
      [second]: { when: { showWithoutTime: false, start: second, duration: 'PT2H' } },
    } as const;
    expect(normal(kept)).toEqual(kept);
  });
});
