import { describe, expect, it } from 'vitest';
import type { OccurrenceOverride, RecurrenceRule, TimedWhen } from '../../../../shared/calendar/event.ts';
import { windowsClock } from '../../../../shared/calendar/zones/windowsClock.ts';
import { agree, comingYears, hasTime, SETTLED } from '../../../../shared/calendar/zones/zoneAgreement.ts';
import { ianaClock } from '../../../../shared/calendar/zones/zoneClock.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const WEEKLY: RecurrenceRule = { frequency: 'weekly', interval: 1, end: { kind: 'never' } };
const VANCOUVER = [ianaClock('America/Vancouver'), windowsClock('Pacific Standard Time') ?? ianaClock('UTC')] as const;

const single = (start: string, duration = 'PT1H'): TimedWhen => ({
  ...{ showWithoutTime: false, start, timeZone: 'America/Vancouver', duration },
});
const series = (
  start: string,
  rule: Partial<RecurrenceRule> = {},
  overrides: Record<string, OccurrenceOverride> = {},
) => ({
  ...single(start),
  recurrence: { rule: { ...WEEKLY, ...rule }, overrides },
});
const until = (date: string) => ({ end: { kind: 'until', until: date } }) as const;

describe('agree', () => {
  it.each([
    ['a single event at its start and end', single('2026-07-01T09:00:00'), true],
    ['not where the clocks differ then', single('2026-12-01T09:00:00'), false],
    ['not where they differ at its end', single('2026-11-01T00:00:00', 'PT5H'), false],
    ['a series that ends before they differ', series('2026-07-02T09:00:00', until('2026-10-29')), true],
    ['not one that goes on', series('2026-07-02T09:00:00', until('2026-11-05')), false],
    ['not one that never ends', series('2024-07-02T09:00:00'), false],
    ['one of summers alone', series('2024-07-02T09:00:00', { frequency: 'yearly' }), true],
    [
      'one with an occurrence moved into winter: not',
      series('2026-07-02T09:00:00', until('2026-07-16'), {
        '2026-07-09T09:00:00': { when: { showWithoutTime: false, start: '2026-12-09T09:00:00', duration: 'PT1H' } },
      }),
      false,
    ],
  ])('%s', (_, when, expected) => expect(agree(when, VANCOUVER, SETTLED)).toBe(expected));

  it('an all-day event has no clock', () => {
    expect(agree({ showWithoutTime: true, start: '2026-12-01', duration: 'P1D' }, VANCOUVER, SETTLED)).toBe(true);
  });

  it('of a series that goes on only what is still to come counts', () => {
    const almaty = [ianaClock('Asia/Almaty'), ianaClock('Asia/Tashkent')] as const;
    const from = (end: Partial<RecurrenceRule>) => ({ ...series('2023-09-04T09:00:00', end), timeZone: 'Asia/Almaty' });
    expect(agree(from({}), almaty, comingYears(NOW))).toBe(true);
    expect(agree(from(until('2023-12-31')), almaty, comingYears(NOW))).toBe(false);
  });

  it('after five years nothing is compared', () => {
    const nuuk = [ianaClock('America/Nuuk'), windowsClock('Greenland Standard Time') ?? ianaClock('UTC')] as const;
    const daily = { ...series('2026-12-01T09:00:00', { frequency: 'daily' }), timeZone: 'America/Nuuk' };
    expect(agree(daily, nuuk, comingYears(NOW))).toBe(true);
    expect(agree(daily, nuuk, comingYears(Date.UTC(2031, 0, 1)))).toBe(false);
  });
});

describe('hasTime', () => {
  it.each([
    ['2026-03-29T03:30:00', false],
    ['2026-03-29T04:30:00', true],
    ['2026-10-25T03:30:00', true],
  ])('%s in Helsinki: %s', (local, has) => expect(hasTime(ianaClock('Europe/Helsinki'), local)).toBe(has));
});
