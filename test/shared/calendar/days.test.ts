// Against Date, over every month of the Gregorian calendar's cycle; then what is no date.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateOf,
  dayOf,
  dayOfMonthOf,
  daysIn,
  firstOf,
  LAST_DAY,
  monthOf,
  startDayOf,
  weekdayOf,
} from '../../../shared/calendar/days.ts';
import { allDay, timed } from '../../../shared/calendar/when.ts';
import { fixed } from './zones.ts';

const anyDay = fc.integer({ min: dayOf('0001-01-01'), max: LAST_DAY });

describe('dayOf', () => {
  it('is undone by dateOf', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayOf(dateOf(day))).toBe(day);
      }),
      fixed,
    );
  });

  it('counts from 1970-01-01', () => {
    expect([dayOf('1970-01-01'), dayOf('1970-02-01'), dayOf('1969-12-31')]).toEqual([0, 31, -1]);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T00:00:00', '+012026-01-01'])(
    'throws for %j',
    (date) => expect(() => dayOf(date)).toThrow(RangeError),
  );
});

describe('startDayOf', () => {
  it('is the date on the event its own clock', () => {
    const evening = timed(
      { start: Date.parse('2026-11-20T23:30:00Z'), end: Date.parse('2026-11-20T23:45:00Z') },
      'Pacific/Auckland',
    );
    expect(dateOf(startDayOf(evening))).toBe('2026-11-21');
    expect(dateOf(startDayOf(allDay('2026-11-20', '2026-11-21')))).toBe('2026-11-20');
  });
});

describe('weekdayOf', () => {
  it('numbers from Monday, before 1970 too', () => {
    expect(['2026-11-16', '2026-11-22', '1969-12-29', '1900-01-01'].map((date) => weekdayOf(dayOf(date)))).toEqual([
      0, 6, 0, 0,
    ]);
  });
});

describe('monthOf', () => {
  it('names the month that begins at firstOf and has daysIn days', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const month = monthOf(day);
        expect(dateOf(firstOf(month))).toBe(`${dateOf(day).slice(0, 8)}01`);
        expect(dayOfMonthOf(day)).toBe(Number(dateOf(day).slice(8)));
        expect(monthOf(firstOf(month) + daysIn(month) - 1)).toBe(month);
        expect(monthOf(firstOf(month) + daysIn(month))).toBe(month + 1);
      }),
      fixed,
    );
  });
});

describe('daysIn', () => {
  it.each([
    ['2026-02-01', 28],
    ['2028-02-01', 29],
    ['2100-02-01', 28],
    ['2000-02-01', 29],
    ['2026-12-01', 31],
  ])('of the month of %s is %d', (date, days) => expect(daysIn(monthOf(dayOf(date)))).toBe(days));
});
