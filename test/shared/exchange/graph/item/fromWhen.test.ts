import { describe, expect, it } from 'vitest';
import { timesFromOccurrence, timesFromWhen } from '../../../../../shared/exchange/graph/item/fromWhen.ts';

const HOME = 'Europe/Helsinki';
const inZone = (timeZone: string) => ({ timeZone, now: Date.parse('2026-11-30T12:00:00Z') });
const timed = (start: string, timeZone: string, duration = 'PT1H') =>
  ({ showWithoutTime: false, start, timeZone, duration }) as const;

describe('timesFromWhen', () => {
  it('a time is local in its own zone, by the id that Windows has for it', () => {
    expect(timesFromWhen(timed('2026-12-01T09:00:00', HOME), inZone('UTC'))).toEqual({
      start: { dateTime: '2026-12-01T09:00:00', timeZone: 'FLE Standard Time' },
      end: { dateTime: '2026-12-01T10:00:00', timeZone: 'FLE Standard Time' },
      isAllDay: false,
    });
  });

  it('the zone that the mailbox gave is written back, as long as its clock agrees', () => {
    const at = (start: string) => {
      const when = { ...timed(start, HOME), windowsTimeZone: 'Kaliningrad Standard Time' };
      return timesFromWhen(when, inZone('UTC')).start;
    };
    expect(at('2026-12-01T09:00:00').timeZone).toBe('Kaliningrad Standard Time');
    expect(at('2026-07-01T09:00:00')).toEqual({ dateTime: '2026-07-01T09:00:00', timeZone: 'FLE Standard Time' });
  });

  it.each([
    ['a time before zones had whole minutes', timed('1910-12-01T09:00:00', 'Asia/Kathmandu'), '1910-12-01T03:18:44'],
    ['an end in an hour that comes twice', timed('2026-10-25T02:30:00', HOME, 'PT2H'), '2026-10-24T23:30:00'],
  ])('%s is said in UTC', (_, when, start) => {
    expect(timesFromWhen(when, inZone(HOME)).start).toEqual({ dateTime: start, timeZone: 'UTC' });
  });

  it('days begin at midnight in the zone of the mailbox, and in UTC where that has no such midnight', () => {
    const day = (start: string) => ({ showWithoutTime: true, start, duration: 'P1D' }) as const;
    expect(timesFromWhen(day('2026-12-06'), inZone(HOME))).toMatchObject({
      start: { dateTime: '2026-12-06T00:00:00', timeZone: 'FLE Standard Time' },
      end: { dateTime: '2026-12-07T00:00:00' },
      isAllDay: true,
    });
    // Summer time begins at midnight in Beirut.
    expect(timesFromWhen(day('2026-03-29'), inZone('Asia/Beirut'))).toMatchObject({
      start: { dateTime: '2026-03-29T00:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-03-30T00:00:00', timeZone: 'UTC' },
    });
  });
});

describe('timesFromOccurrence', () => {
  it('is local in the zone of its series, of an all-day one in that of the mailbox', () => {
    const moved = { showWithoutTime: false, start: '2026-12-08T13:00:00', duration: 'PT2H' } as const;
    const inParis = timesFromOccurrence(moved, timed('2026-12-01T09:00:00', 'Europe/Paris'), 'FLE Standard Time');
    expect(inParis.start).toEqual({ dateTime: '2026-12-08T13:00:00', timeZone: 'Romance Standard Time' });
    const days = { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } as const;
    expect(timesFromOccurrence(moved, days, 'FLE Standard Time').start.timeZone).toBe('FLE Standard Time');
  });
});
