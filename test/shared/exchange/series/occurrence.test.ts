import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../../../shared/calendar/event.ts';
import { ianaClock } from '../../../../shared/calendar/zoneClock.ts';
import { differenceOf, OVERRIDABLE, recurrenceIdAt, scheduled } from '../../../../shared/exchange/series/occurrence.ts';
import { EVENT } from '../../../contract/mailbox.ts';

describe('OVERRIDABLE', () => {
  it('is every field but the time, which is handled by itself, and privacy, which is the series’', () => {
    expect([...OVERRIDABLE, 'when', 'privacy'].sort()).toEqual([...EVENT_FIELDS].sort());
  });
});

describe('scheduled', () => {
  it('starts as the rule says and lasts as the series does', () => {
    expect(scheduled(EVENT.when, '2026-12-08T09:00:00')).toEqual({
      showWithoutTime: false,
      start: '2026-12-08T09:00:00',
      duration: 'PT1H30M',
    });
    const days = { showWithoutTime: true, start: '2026-12-01', duration: 'P2D' } as const;
    expect(scheduled(days, '2026-12-08')).toEqual({ ...days, start: '2026-12-08' });
  });
});

describe('recurrenceIdAt', () => {
  it('of an all-day series is the day that begins there, an hour more or less', () => {
    const when = { showWithoutTime: true, start: '2027-03-15', duration: 'P1D' } as const;
    for (const start of ['2027-03-28T20:00:00Z', '2027-03-28T21:00:00Z', '2027-03-28T22:00:00Z']) {
      expect(recurrenceIdAt(Date.parse(start), when, ianaClock('Europe/Helsinki'))).toBe('2027-03-29');
    }
  });
});

describe('differenceOf', () => {
  const id = '2027-03-28T02:30:00';
  const series = { ...EVENT, when: { ...EVENT.when, start: '2027-03-27T02:30:00' } } as const;
  const asPlanned = { showWithoutTime: false, start: id, duration: 'PT1H30M' } as const;

  it('is nothing where the occurrence is as the series, whatever its blanks', () => {
    expect(differenceOf(series, { id, event: { ...series, title: ' Planning ' }, when: asPlanned })).toEqual({});
  });

  it('is the fields and the time that differ', () => {
    const when = { ...asPlanned, duration: 'PT2H' } as const;
    expect(differenceOf(series, { id, event: { ...series, title: 'Other', alert: null }, when })).toEqual({
      when,
      title: 'Other',
      alert: null,
    });
  });

  it('is no time where it ends by the clock on the wall as ever, though the clocks change in it', () => {
    // 02:30 to 04:00 by the wall, of which summer time skips the hour from 03:00 on.
    expect(differenceOf(series, { id, event: series, when: { ...asPlanned, duration: 'PT30M' } })).toEqual({});
  });
});
