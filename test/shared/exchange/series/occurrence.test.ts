import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS, type When } from '../../../../shared/calendar/event.ts';
import { ianaClock } from '../../../../shared/calendar/zones/zoneClock.ts';
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
  const everyDays = (interval: number): When => ({
    showWithoutTime: true,
    start: '2027-03-15',
    duration: 'P1D',
    recurrence: { rule: { frequency: 'daily', interval, end: { kind: 'never' } }, overrides: {} },
  });
  const daily = everyDays(1);

  it('of an all-day series is the day that begins there, an hour more or less', () => {
    for (const start of ['2027-03-28T20:00:00Z', '2027-03-28T21:00:00Z', '2027-03-28T22:00:00Z']) {
      expect(recurrenceIdAt(Date.parse(start), daily, ianaClock('Europe/Helsinki'))).toBe('2027-03-29');
    }
  });

  it('of a rule without that day is the nearest one, and none where none is near', () => {
    const idAt = (start: string, when: When) => recurrenceIdAt(Date.parse(start), when, ianaClock('UTC'));
    expect(idAt('2027-03-20T11:00:00Z', everyDays(3))).toBe('2027-03-21');
    expect(idAt('2027-03-21T12:00:00Z', everyDays(3))).toBe('2027-03-21');
    expect(idAt('2027-03-20T11:00:00Z', everyDays(30))).toBeUndefined();
  });

  it('is none beyond the years that a date can tell', () => {
    const idAt = (start: string, zone: string) => recurrenceIdAt(Date.parse(start), daily, ianaClock(zone));
    expect(idAt('9999-12-31T23:00:00Z', 'Pacific/Auckland')).toBeUndefined();
    expect(idAt('0000-01-01T00:00:00Z', 'America/New_York')).toBeUndefined();
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
