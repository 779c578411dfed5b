// The occurrences of a span against a plain walk over the starts, in zones that do much to their clocks. Then the gap,
// the fold and overrides by name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarEvent, When } from '../../../../shared/calendar/event.ts';
import { occurrencesBetween } from '../../../../shared/calendar/recurrence/occurrences.ts';
import { toLocal } from '../../../../shared/calendar/timeZone.ts';
import { allDay, endInstant, startInstant } from '../../../../shared/calendar/when.ts';
import {
  anyRule,
  firstOn,
  seriesOf,
  startDate,
  take,
  time,
  weekly,
  withOverrides,
  withTimes,
  zone,
} from '../series.ts';
import { fixed } from '../zones.ts';

const at = (text: string) => Date.parse(text);
const eventOf = (when: When): CalendarEvent => ({
  title: 'Board',
  description: '',
  location: '',
  when,
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
});

describe('occurrencesBetween', () => {
  it('finds what a walk over all starts finds', () => {
    const span = fc.tuple(fc.integer({ min: -30, max: 60 }), fc.integer({ min: 0, max: 60 }));
    const property = fc.property(anyRule, startDate, time, zone, zone, span, (rule, from, clock, z, other, [a, b]) => {
      const dates = seriesOf(firstOn(rule, from), rule);
      const begin = at(`${dates.start}T05:00:00Z`) + a * 86_400_000;
      const until = begin + b * 8_000_000;
      for (const when of [withTimes(dates, clock, z), { ...dates, duration: 'P3D' }]) {
        const event = eventOf(when);
        const walked = take(when, 80).filter((id) => {
          const { recurrence: _, ...single } = { ...when, start: id };
          return startInstant(single, other) < until && endInstant(single, other) > begin;
        });
        const found = occurrencesBetween(event, { from: begin, until }, other);
        expect(found.map(({ id }) => id)).toEqual(walked);
        expect(found.every((each) => each.event.when.recurrence === undefined)).toBe(true);
      }
    });
    fc.assert(property, { ...fixed, numRuns: 60 });
  });

  const clockOf = (when: When, begin: string, until: string) =>
    occurrencesBetween(eventOf(when), { from: at(begin), until: at(until) }, 'UTC').map(({ id, event }) => {
      const start = startInstant(event.when, 'UTC');
      return [id, new Date(start).toISOString().slice(0, 16), toLocal(start, 'Europe/Helsinki').slice(11, 16)];
    });

  it('keeps the wall-clock time across a change of the clocks', () => {
    const when = withTimes(seriesOf('2026-10-23', { frequency: 'daily', interval: 2 }), '09:00:00', 'Europe/Helsinki');
    expect(clockOf(when, '2026-10-23T00:00Z', '2026-10-28T00:00Z')).toEqual([
      ['2026-10-23T09:00:00', '2026-10-23T06:00', '09:00'],
      ['2026-10-25T09:00:00', '2026-10-25T07:00', '09:00'],
      ['2026-10-27T09:00:00', '2026-10-27T07:00', '09:00'],
    ]);
  });

  it('moves the one in a gap by its length and keeps its id, and takes the first of two in a fold', () => {
    const when = withTimes(seriesOf('2026-03-28', { frequency: 'daily', interval: 1 }), '03:30:00', 'Europe/Helsinki');
    expect(clockOf(when, '2026-03-28T00:00Z', '2026-03-31T00:00Z')).toEqual([
      ['2026-03-28T03:30:00', '2026-03-28T01:30', '03:30'],
      ['2026-03-29T03:30:00', '2026-03-29T01:30', '04:30'],
      ['2026-03-30T03:30:00', '2026-03-30T00:30', '03:30'],
    ]);
    expect(clockOf(when, '2026-10-25T00:00Z', '2026-10-25T12:00Z')).toEqual([
      ['2026-10-25T03:30:00', '2026-10-25T00:30', '03:30'],
    ]);
  });

  it('gives the changed occurrences as they are, in order, and leaves out the excluded', () => {
    const when = withOverrides(weekly(), {
      '2026-11-16T09:00:00': { excluded: true },
      '2026-11-23T09:00:00': {
        title: 'Moved',
        when: { showWithoutTime: false, start: '2026-12-01T10:00:00', duration: 'PT2H' },
      },
      '2026-11-30T09:00:00': { keywords: ['red'], alert: { minutesBefore: 5 } },
      '2026-12-07T09:00:00': { when: { showWithoutTime: true, start: '2026-12-07', duration: 'P1D' } },
      '2026-12-10T12:00:00': { location: 'Added' },
    });
    const found = occurrencesBetween(
      eventOf(when),
      { from: at('2026-11-01'), until: at('2026-12-14') },
      'Europe/Helsinki',
    );
    const timed = { showWithoutTime: false, timeZone: 'Europe/Helsinki' };
    expect(found.map(({ id, event }) => [id, event])).toEqual([
      [
        '2026-11-30T09:00:00',
        {
          ...eventOf({ ...timed, start: '2026-11-30T09:00:00', duration: 'PT1H' } as When),
          keywords: ['red'],
          alert: { minutesBefore: 5 },
        },
      ],
      [
        '2026-11-23T09:00:00',
        { ...eventOf({ ...timed, start: '2026-12-01T10:00:00', duration: 'PT2H' } as When), title: 'Moved' },
      ],
      ['2026-12-07T09:00:00', eventOf(allDay('2026-12-07', '2026-12-08'))],
      [
        '2026-12-10T12:00:00',
        { ...eventOf({ ...timed, start: '2026-12-10T12:00:00', duration: 'PT1H' } as When), location: 'Added' },
      ],
    ]);
  });

  it('finds one that was moved into the span, and not one that was moved out of it', () => {
    const start = '2027-05-05T09:00:00';
    const when = withOverrides(weekly(), {
      '2026-11-23T09:00:00': { when: { showWithoutTime: false, start, duration: 'PT1H' } },
    });
    const ids = (begin: string, until: string) =>
      occurrencesBetween(eventOf(when), { from: at(begin), until: at(until) }, 'UTC').map(({ id }) => id);
    expect(ids('2027-05-05', '2027-05-06')).toEqual(['2026-11-23T09:00:00']);
    expect(ids('2026-11-23', '2026-11-24')).toEqual([]);
  });

  it('takes the zone for the hours of a timed occurrence of an all-day series', () => {
    const series = seriesOf('2026-11-16', { frequency: 'weekly', interval: 1 });
    const patch = { when: { showWithoutTime: false, start: '2026-11-23T09:00:00', duration: 'PT1H' } } as const;
    const event = eventOf(withOverrides(series, { '2026-11-23': patch }));
    const [found] = occurrencesBetween(event, { from: at('2026-11-23'), until: at('2026-11-24') }, 'Asia/Kathmandu');
    expect(found?.event.when).toEqual({ ...patch.when, timeZone: 'Asia/Kathmandu' });
  });

  it('keeps the Windows zone of the series, and touches with a length of zero where it starts', () => {
    const when = { ...weekly(), duration: 'PT0S', windowsTimeZone: 'FLE Standard Time' };
    const ids = (begin: string, until: string) =>
      occurrencesBetween(eventOf(when), { from: at(begin), until: at(until) }, 'UTC');
    expect(ids('2026-11-23T07:00Z', '2026-11-23T08:00Z')[0]?.event.when).toMatchObject({
      windowsTimeZone: 'FLE Standard Time',
    });
    expect(ids('2026-11-23T06:00Z', '2026-11-23T07:00Z')).toEqual([]);
  });

  it('is the single event itself where it does not recur', () => {
    const event = eventOf(allDay('2026-11-20', '2026-11-22'));
    expect(occurrencesBetween(event, { from: at('2026-11-21T12:00Z'), until: at('2026-11-23') }, 'UTC')).toEqual([
      { id: '2026-11-20', event },
    ]);
    expect(occurrencesBetween(event, { from: at('2026-11-22'), until: at('2026-11-23') }, 'UTC')).toEqual([]);
  });
});
