import { describe, expect, it } from 'vitest';
import { timesFromOccurrence, timesFromWhen } from '../../../../../shared/exchange/graph/item/fromWhen.ts';

const HOME = 'Europe/Helsinki';
const timed = (start: string, timeZone: string, duration = 'PT1H') =>
  ({ showWithoutTime: false, start, timeZone, duration }) as const;

describe('timesFromWhen', () => {
  it('a time is local in its own zone, by the id that Windows has for it', () => {
    expect(timesFromWhen(timed('2026-12-01T09:00:00', HOME), 'UTC')).toEqual({
      start: { dateTime: '2026-12-01T09:00:00', timeZone: 'FLE Standard Time' },
      end: { dateTime: '2026-12-01T10:00:00', timeZone: 'FLE Standard Time' },
      isAllDay: false,
    });
  });

  it('the zone that the mailbox gave is written back', () => {
    const when = { ...timed('2026-12-01T09:00:00', HOME), windowsTimeZone: 'Kaliningrad Standard Time' };
    expect(timesFromWhen(when, 'UTC').start.timeZone).toBe('Kaliningrad Standard Time');
  });

  it.each([
    ['a zone that Windows does not know', timed('2026-12-01T09:00:00', 'Antarctica/Troll'), '2026-12-01T09:00:00'],
    ['an end in an hour that comes twice', timed('2026-10-25T02:30:00', HOME, 'PT2H'), '2026-10-24T23:30:00'],
  ])('%s is said in UTC', (_, when, start) => {
    expect(timesFromWhen(when, HOME).start).toEqual({ dateTime: start, timeZone: 'UTC' });
  });

  it('days begin at midnight in the zone of the mailbox, and in UTC where that has no such midnight', () => {
    const day = (start: string) => ({ showWithoutTime: true, start, duration: 'P1D' }) as const;
    expect(timesFromWhen(day('2026-12-06'), HOME)).toMatchObject({
      start: { dateTime: '2026-12-06T00:00:00', timeZone: 'FLE Standard Time' },
      end: { dateTime: '2026-12-07T00:00:00' },
      isAllDay: true,
    });
    // Summer time begins at midnight in Beirut.
    expect(timesFromWhen(day('2026-03-29'), 'Asia/Beirut')).toMatchObject({
      start: { dateTime: '2026-03-29T00:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-03-30T00:00:00', timeZone: 'UTC' },
    });
  });
});

describe('timesFromOccurrence', () => {
  it('is local in the zone of its series, of an all-day one in that of the mailbox', () => {
    const moved = { showWithoutTime: false, start: '2026-12-08T13:00:00', duration: 'PT2H' } as const;
    const inParis = timesFromOccurrence(moved, timed('2026-12-01T09:00:00', 'Europe/Paris'), HOME);
    expect(inParis.start).toEqual({ dateTime: '2026-12-08T13:00:00', timeZone: 'Romance Standard Time' });
    const days = { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } as const;
    expect(timesFromOccurrence(moved, days, HOME).start.timeZone).toBe('FLE Standard Time');
  });
});
