// Law: the key of an occurrence means that occurrence, and stays when the series is moved to another hour.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { When } from '../../../../shared/calendar/event.ts';
import { occurrenceKey, recurrenceIdOf } from '../../../../shared/calendar/recurrence/occurrenceKey.ts';
import { anyRule, firstOn, seriesOf, startDate, take, time, weekly, withOverrides, withTimes } from '../series.ts';
import { fixed } from '../zones.ts';

describe('occurrenceKey', () => {
  it('means its occurrence, also after the series was moved to another hour', () => {
    const property = fc.property(anyRule, startDate, time, time, (rule, from, clock, later) => {
      const dates = seriesOf(firstOn(rule, from), rule);
      const when = withTimes(dates, clock, 'Europe/Helsinki');
      for (const id of take(when, 10)) {
        const key = occurrenceKey(when, id);
        expect(recurrenceIdOf(when, key)).toBe(id);
        expect(recurrenceIdOf(withTimes(dates, later, 'Europe/Helsinki'), key)).toBe(`${id.slice(0, 10)}T${later}`);
        expect(recurrenceIdOf(dates, key)).toBe(id.slice(0, 10));
      }
    });
    fc.assert(property, { ...fixed, numRuns: 100 });
  });

  it('is the whole id of an occurrence that an override adds on the day of another', () => {
    const series = withOverrides(weekly({ kind: 'count', count: 3 }), { '2026-11-16T18:00:00': { title: 'Again' } });
    expect(occurrenceKey(series, '2026-11-16T18:00:00')).toBe('2026-11-16T18:00:00');
    expect(occurrenceKey(series, '2026-11-16T09:00:00')).toBe('2026-11-16');
    expect(recurrenceIdOf(series, '2026-11-16T18:00:00')).toBe('2026-11-16T18:00:00');
  });
});

describe('recurrenceIdOf', () => {
  const series: When = weekly({ kind: 'count', count: 3 });

  it.each(['2026-11-17', '2026-12-07', '2026-11-16T18:00:00', '2026-02-30', '2026-11-16T09:00', '1', '', '__proto__'])(
    'knows no occurrence %j',
    (key) => {
      expect(recurrenceIdOf(series, key)).toBeUndefined();
    },
  );

  it('knows one that is excluded', () => {
    const excluded = withOverrides(series, { '2026-11-16T09:00:00': { excluded: true } });
    expect(recurrenceIdOf(excluded, '2026-11-16')).toBe('2026-11-16T09:00:00');
  });
});
