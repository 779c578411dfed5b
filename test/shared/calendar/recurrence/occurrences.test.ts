// Numbers and ends against a plain walk over the starts; then by name. Spans are in occurrencesBetween.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../../shared/calendar/days.ts';
import type { When } from '../../../../shared/calendar/event.ts';
import {
  isOccurrence,
  lastEnd,
  nearestOccurrence,
  occurrenceAt,
  occurrenceIndex,
  overrideOf,
  recurrenceIds,
} from '../../../../shared/calendar/recurrence/occurrences.ts';
import { allDay, endInstant } from '../../../../shared/calendar/when.ts';
import { sampleEvent } from '../../../contract/source.ts';
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

describe('recurrenceIds', () => {
  it('keeps the time of the start, whatever zone and clocks', () => {
    const property = fc.property(anyRule, startDate, time, zone, (rule, from, clock, z) => {
      const dates = seriesOf(firstOn(rule, from), rule);
      const ids = take(withTimes(dates, clock, z), 20);
      expect(ids).toEqual(take(dates, 20).map((date) => `${date}T${clock}`));
      expect(ids[0]?.slice(0, 10)).toBe(dates.start);
    });
    fc.assert(property, { ...fixed, numRuns: 200 });
  });

  it('ends with the rule, and with the only one of a single event', () => {
    expect([...recurrenceIds(weekly({ kind: 'count', count: 2 }))]).toEqual([
      '2026-11-16T09:00:00',
      '2026-11-23T09:00:00',
    ]);
    expect([...recurrenceIds(allDay('2026-11-20', '2026-11-22'))]).toEqual(['2026-11-20']);
  });
});

describe('occurrenceIndex', () => {
  it('numbers the starts of the rule', () => {
    const property = fc.property(anyRule, startDate, time, (rule, from, clock) => {
      const when = withTimes(seriesOf(firstOn(rule, from), rule), clock, 'Europe/Helsinki');
      const ids = take(when, 25);
      expect(ids.map((id) => occurrenceIndex(when, id))).toEqual(ids.map((_, index) => index + 1));
    });
    fc.assert(property, fixed);
  });

  it('knows no day that the rule does not give', () => {
    const property = fc.property(anyRule, startDate, fc.integer({ min: -40, max: 400 }), (rule, from, offset) => {
      const when = seriesOf(firstOn(rule, from), rule);
      const id = dateOf(dayOf(when.start) + offset);
      const given = take(when, 402).includes(id);
      expect(occurrenceIndex(when, id) !== undefined).toBe(given);
    });
    fc.assert(property, { ...fixed, numRuns: 200 });
  });

  it('knows no other time, no date of a series with times, and nothing after the end', () => {
    const when = weekly({ kind: 'count', count: 2 });
    const ids = ['2026-11-23T09:00:00', '2026-11-23T10:00:00', '2026-11-23', '2026-11-30T09:00:00'];
    expect(ids.map((id) => occurrenceIndex(when, id))).toEqual([2, undefined, undefined, undefined]);
  });

  it('counts excluded ones', () => {
    const when = withOverrides(weekly(), { '2026-11-16T09:00:00': { excluded: true } });
    expect(occurrenceIndex(when, '2026-11-23T09:00:00')).toBe(2);
  });

  it('does not walk a series of a lifetime', () => {
    const when = seriesOf('1950-01-01', { frequency: 'daily', interval: 1 });
    expect(occurrenceIndex(when, '2049-12-31')).toBe(dayOf('2049-12-31') - dayOf('1950-01-01') + 1);
  });
});

describe('nearestOccurrence', () => {
  const tuesdays = seriesOf('2026-12-01', { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 4 } });
  const atNine = withTimes(tuesdays, '09:00:00', 'Pacific/Auckland');

  it('is the occurrence that a midnight of any zone means, written in UTC', () => {
    const property = fc.property(fc.integer({ min: -14, max: 12 }), fc.integer({ min: 0, max: 3 }), (hours, week) => {
      const midnight = new Date(Date.UTC(2026, 11, 1 + 7 * week, hours)).toISOString().slice(0, 19);
      expect(nearestOccurrence(tuesdays, midnight)).toBe(dateOf(dayOf('2026-12-01') + 7 * week));
    });
    fc.assert(property, fixed);
  });

  it('is the occurrence of the same date, whatever the time of day', () => {
    const property = fc.property(anyRule, startDate, time, time, (rule, from, clock, given) => {
      const when = withTimes(seriesOf(firstOn(rule, from), rule), clock, 'Europe/Helsinki');
      for (const id of take(when, 5)) expect(nearestOccurrence(when, `${id.slice(0, 10)}T${given}`)).toBe(id);
    });
    fc.assert(property, { ...fixed, numRuns: 100 });
  });

  it.each<[string, When, string, string | undefined]>([
    ['midnight of Auckland on the day before', tuesdays, '2026-12-14T11:00:00', '2026-12-15'],
    ['midnight of Kiribati on the day before', tuesdays, '2026-12-14T10:00:00', '2026-12-15'],
    ['an evening before', atNine, '2026-12-14T22:00:00', '2026-12-15T09:00:00'],
    ['the day after', atNine, '2026-12-16T00:30:00', '2026-12-15T09:00:00'],
    ['two days before', tuesdays, '2026-12-13', undefined],
    ['a date after the end', tuesdays, '2026-12-29', undefined],
    ['another single event', allDay('2026-12-01', '2026-12-02'), '2026-12-05', undefined],
    [
      'excluded all the same',
      withOverrides(tuesdays, { '2026-12-08': { excluded: true } }),
      '2026-12-07',
      '2026-12-08',
    ],
  ])('finds for %s', (_, when, start, id) => expect(nearestOccurrence(when, start)).toBe(id));

  it('takes of two at the same distance the nearer one, else the later one', () => {
    const everySecondDay = seriesOf('2026-12-01', { frequency: 'daily', interval: 2 });
    expect(nearestOccurrence(everySecondDay, '2026-12-02')).toBe('2026-12-03');
    expect(nearestOccurrence(everySecondDay, '2026-12-02T01:00:00')).toBe('2026-12-03');
    const noon = withTimes(everySecondDay, '12:00:00', 'UTC');
    expect(nearestOccurrence(noon, '2026-12-02T11:00:00')).toBe('2026-12-01T12:00:00');
  });

  it('throws for a date that does not exist', () => {
    expect(() => nearestOccurrence(tuesdays, '2026-02-30')).toThrow(RangeError);
  });
});

describe('overrideOf', () => {
  it('finds own overrides only, not what every object inherits', () => {
    const series = withOverrides(weekly(), { '2026-11-16T09:00:00': { title: 'x' } });
    expect(overrideOf(series, '2026-11-16T09:00:00')).toEqual({ title: 'x' });
    for (const id of ['constructor', '__proto__', 'toString']) expect(overrideOf(series, id)).toBeUndefined();
    expect(overrideOf(allDay('2026-11-20', '2026-11-21'), '2026-11-20')).toBeUndefined();
  });
});

describe('occurrenceAt', () => {
  it.each(['constructor', '__proto__', 'toString'])('throws for the id %j, as for any text that is no date', (id) => {
    const event = { ...sampleEvent, when: weekly() };
    expect(() => occurrenceAt(event, id, 'UTC')).toThrow(RangeError);
  });
});

describe('isOccurrence', () => {
  it('is so for what has a number', () => {
    const property = fc.property(anyRule, startDate, fc.integer({ min: -40, max: 400 }), (rule, from, offset) => {
      const when = seriesOf(firstOn(rule, from), { ...rule, end: { kind: 'count', count: 9 } });
      const id = dateOf(dayOf(when.start) + offset);
      expect(isOccurrence(when, id)).toBe(take(when, 9).includes(id));
    });
    fc.assert(property, { ...fixed, numRuns: 200 });
    expect(isOccurrence(weekly(), '2026-11-23T10:00:00')).toBe(false);
  });

  it('throws for a date that does not exist', () => {
    expect(() => isOccurrence(weekly(), '2026-02-30T09:00:00')).toThrow(RangeError);
  });
});

describe('lastEnd', () => {
  it('is the end of the last occurrence', () => {
    const property = fc.property(anyRule, startDate, zone, fc.integer({ min: 1, max: 30 }), (rule, from, z, count) => {
      const dates = seriesOf(firstOn(rule, from), { ...rule, end: { kind: 'count', count } });
      for (const when of [dates, withTimes(dates, '02:30:00', z)]) {
        const ends = take(when, count).map((id) => endInstant({ ...when, start: id }, z));
        expect(lastEnd(when, z)).toBe(Math.max(...ends));
      }
    });
    fc.assert(property, { ...fixed, numRuns: 200 });
  });

  const three = weekly({ kind: 'count', count: 3 });
  const excluded = { excluded: true } as const;
  it.each<[string, When, number]>([
    ['a single event', allDay('2026-11-20', '2026-11-22'), at('2026-11-22')],
    ['a series without end', weekly(), Number.POSITIVE_INFINITY],
    ['a series', three, at('2026-11-30T08:00Z')],
    ['one whose last is excluded', withOverrides(three, { '2026-11-30T09:00:00': excluded }), at('2026-11-23T08:00Z')],
    [
      'one of which another one is moved to the end',
      withOverrides(three, {
        '2026-11-23T09:00:00': { when: { showWithoutTime: false, start: '2026-12-24T09:00:00', duration: 'PT2H' } },
      }),
      at('2026-12-24T09:00Z'),
    ],
    [
      'one whose last begins earlier',
      withOverrides(three, {
        '2026-11-30T09:00:00': { when: { showWithoutTime: false, start: '2026-11-27T09:00:00', duration: 'PT1H' } },
      }),
      at('2026-11-27T08:00Z'),
    ],
    [
      'one whose last has another title only',
      withOverrides(three, { '2026-11-30T09:00:00': { title: 'x' } }),
      at('2026-11-30T08:00Z'),
    ],
    [
      'one with an occurrence beside its rule',
      withOverrides(three, { '2027-01-01T09:00:00': {} }),
      at('2027-01-01T08:00Z'),
    ],
    [
      'one of which nothing is left',
      withOverrides(weekly({ kind: 'count', count: 1 }), { '2026-11-16T09:00:00': excluded }),
      at('2026-11-16T08:00Z'),
    ],
  ])('of %s', (_, when, end) => expect(lastEnd(when, 'UTC')).toBe(end));
});
