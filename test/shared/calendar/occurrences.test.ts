// Numbers and ends against a plain walk over the starts; then by name. Spans are in occurrencesBetween.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayOf } from '../../../shared/calendar/days.ts';
import type { When } from '../../../shared/calendar/event.ts';
import { isOccurrence, lastEnd, occurrenceIndex, recurrenceIds } from '../../../shared/calendar/occurrences.ts';
import { allDay, endInstant } from '../../../shared/calendar/when.ts';
import { anyRule, firstOn, seriesOf, startDate, take, time, weekly, withOverrides, withTimes, zone } from './series.ts';
import { fixed } from './zones.ts';

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
