// Times of Severa: with an offset, in UTC, without either; whole days with their end inside or after the last one.
import { describe, expect, it } from 'vitest';
import { instantOf, textOf, timesOf, whenFrom } from '../../../../shared/sources/severa/times.ts';
import { activity } from '../../../../shared/sources/severa/wire.ts';

const ZONE = 'Europe/Helsinki';
const read = (startDateTime: string, endDateTime: string | undefined, isAllDay = false) =>
  activity.parse({
    guid: 'a1',
    startDateTime,
    ...(endDateTime === undefined ? {} : { endDateTime }),
    isAllDay,
    activityType: { guid: 't1' },
  });

describe('instantOf', () => {
  it.each([
    '2026-11-20T09:00:00+02:00',
    '2026-11-20T07:00:00Z',
    '2026-11-20T07:00:00.000Z',
    '2026-11-20T09:00:00',
    '2026-11-20T09:00:00.123',
  ])('%s', (text) => {
    expect(Math.floor(instantOf(text, ZONE) / 1000)).toBe(Date.UTC(2026, 10, 20, 7) / 1000);
  });

  it('throws for what is no time', () => {
    expect(() => instantOf('soon Z', ZONE)).toThrow(RangeError);
    expect(() => instantOf('soon', ZONE)).toThrow(RangeError);
  });
});

describe('textOf', () => {
  it.each([
    [ZONE, '2026-07-01T12:00:00+03:00', Date.UTC(2026, 6, 1, 9)],
    ['America/St_Johns', '2026-01-01T08:30:00-03:30', Date.UTC(2026, 0, 1, 12)],
    ['UTC', '2026-01-01T12:00:00+00:00', Date.UTC(2026, 0, 1, 12)],
  ])('%s: %s', (zone, text, instant) => {
    expect(textOf(instant, zone)).toBe(text);
    expect(Date.parse(text)).toBe(instant);
  });
});

describe('whenFrom and timesOf', () => {
  it('a meeting is in the zone of its owner, and comes back', () => {
    const when = whenFrom(read('2026-11-20T07:00:00Z', '2026-11-20T08:30:00Z'), ZONE);
    expect(when).toEqual({ showWithoutTime: false, start: '2026-11-20T09:00:00', timeZone: ZONE, duration: 'PT1H30M' });
    expect(timesOf(when, ZONE)).toEqual({
      startDateTime: '2026-11-20T09:00:00+02:00',
      endDateTime: '2026-11-20T10:30:00+02:00',
      isAllDay: false,
      hasDuration: true,
    });
  });

  it.each([
    ['an end in the last day', '2026-11-21T23:59:59+02:00', 'P2D'],
    ['an end at midnight after it', '2026-11-22T00:00:00+02:00', 'P2D'],
    ['the same start and end', '2026-11-20T00:00:00+02:00', 'P1D'],
    ['no end', undefined, 'P1D'],
  ])('a whole day with %s', (_, end, duration) => {
    const when = whenFrom(read('2026-11-20T00:00:00+02:00', end, true), ZONE);
    expect(when).toEqual({ showWithoutTime: true, start: '2026-11-20', duration });
  });

  it('whole days are written with an end in the last one, and come back', () => {
    const when = { showWithoutTime: true, start: '2026-11-20', duration: 'P2D' } as const;
    const { startDateTime, endDateTime } = timesOf(when, ZONE);
    expect([startDateTime, endDateTime]).toEqual(['2026-11-20T00:00:00+02:00', '2026-11-21T23:59:59+02:00']);
    expect(whenFrom(read(startDateTime, endDateTime, true), ZONE)).toEqual(when);
  });
});
