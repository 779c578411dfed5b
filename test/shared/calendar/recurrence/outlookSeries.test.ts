// The series that Outlook holds and those it does not, by name: scenario 16, a recurrence that the other side cannot express.
import { describe, expect, it } from 'vitest';
import type { OccurrenceOverride, RecurrenceRule, When } from '../../../../shared/calendar/event.ts';
import { isHeldByOutlook } from '../../../../shared/calendar/recurrence/outlookSeries.ts';
import { allDay } from '../../../../shared/calendar/when.ts';
import { seriesOf, withTimes } from '../series.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval'> & Partial<RecurrenceRule>;
const held = (rule: Rule, start = '2026-11-16') => isHeldByOutlook(seriesOf(start, { interval: 1, ...rule }));
const count = (n: number) => ({ kind: 'count', count: n }) as const;

describe('isHeldByOutlook', () => {
  it.each<[string, Rule, string?]>([
    ['a daily series', { frequency: 'daily', interval: 999 }],
    ['a weekly series', { frequency: 'weekly', interval: 99 }],
    ['a monthly series', { frequency: 'monthly', interval: 99 }],
    ['every second year, as 24 months', { frequency: 'yearly', interval: 2 }],
    ['day 31 or the last', { frequency: 'monthly', skip: 'backward' }, '2026-12-31'],
    ['the last day', { frequency: 'monthly', byMonthDay: [-1] }, '2026-11-30'],
    ['31 December', { frequency: 'yearly' }, '2026-12-31'],
    [
      'the last workday',
      {
        frequency: 'monthly',
        byDay: [{ day: 'mo' }, { day: 'tu' }, { day: 'we' }, { day: 'th' }, { day: 'fr' }],
        bySetPosition: [-1],
      },
      '2026-11-30',
    ],
    ['999 occurrences', { frequency: 'daily', end: count(999) }],
    ['an end on a date', { frequency: 'daily', end: { kind: 'until', until: '2026-11-16' } }],
  ])('holds %s', (_, rule, start) => expect(held(rule, start)).toBe(true));

  it.each<[string, Rule, string?]>([
    ['day 31 where short months are left out', { frequency: 'monthly' }, '2026-12-31'],
    ['29 February in leap years only', { frequency: 'yearly' }, '2028-02-29'],
    ['two days of a month', { frequency: 'monthly', byMonthDay: [1, 16] }],
    [
      'the first and the last Monday',
      { frequency: 'monthly', byDay: [{ day: 'mo' }], bySetPosition: [1, -1] },
      '2026-11-30',
    ],
    ['a start on another day than the rule says', { frequency: 'weekly', byDay: [{ day: 'tu' }] }],
    ['more than 999 days', { frequency: 'daily', interval: 1000 }],
    ['more than 99 weeks', { frequency: 'weekly', interval: 100 }],
    ['more than 99 months', { frequency: 'yearly', interval: 9 }],
    ['more than 999 occurrences', { frequency: 'daily', end: count(1000) }],
    ['an end before the start', { frequency: 'daily', end: { kind: 'until', until: '2026-11-15' } }],
  ])('does not hold %s', (_, rule, start) => expect(held(rule, start)).toBe(false));

  it('holds any single event', () => {
    expect(isHeldByOutlook(allDay('2026-11-20', '2026-11-21'))).toBe(true);
    const { recurrence: _, ...single } = withTimes(allDay('2026-11-20', '2026-11-21'), '09:00:00', 'Antarctica/Troll');
    expect(isHeldByOutlook(single)).toBe(true);
  });

  it.each<[string, string, number, boolean]>([
    ['as long as the time between two', 'P2D', 2, true],
    ['longer than the time between two', 'P2D', 1, false],
    ['longer than the shortest time between two', 'P2D', 7, false],
  ])('an occurrence %s', (_, duration, interval, expected) => {
    const rule = interval === 7 ? ({ frequency: 'weekly', byDay: [{ day: 'mo' }, { day: 'tu' }] } as const) : undefined;
    const when = seriesOf('2026-11-16', rule ? { ...rule, interval: 1 } : { frequency: 'daily', interval });
    expect(isHeldByOutlook({ ...when, duration })).toBe(expected);
  });

  const moved = (start: string, duration = 'P1D'): OccurrenceOverride => ({
    when: { showWithoutTime: true, start, duration },
  });
  const excluded: OccurrenceOverride = { excluded: true };
  const changed = (overrides: Record<string, OccurrenceOverride>, n = 4): When => {
    const when = seriesOf('2026-11-02', { frequency: 'weekly', interval: 1, end: count(n) });
    return when.recurrence ? { ...when, recurrence: { ...when.recurrence, overrides } } : when;
  };

  it.each<[string, When]>([
    ['a changed title', changed({ '2026-11-09': { title: 'x' } })],
    ['a move to the day before the next', changed({ '2026-11-09': moved('2026-11-15') })],
    ['a move to the day after the one before', changed({ '2026-11-09': moved('2026-11-03') })],
    [
      'the first moved ahead and the last moved on',
      changed({ '2026-11-02': moved('2026-01-01'), '2026-11-23': moved('2027-01-01') }),
    ],
    ['a move past an excluded one', changed({ '2026-11-09': moved('2026-11-20'), '2026-11-16': excluded })],
    ['two that follow each other', changed({ '2026-11-09': moved('2026-11-17'), '2026-11-16': moved('2026-11-18') })],
    ['all but one excluded', changed({ '2026-11-02': excluded, '2026-11-09': excluded, '2026-11-16': excluded })],
    ['an exclusion of what it does not give', changed({ '2026-11-03': excluded }, 1)],
  ])('holds %s', (_, when) => expect(isHeldByOutlook(when)).toBe(true));

  it.each<[string, When]>([
    ['a move to the day of the next', changed({ '2026-11-09': moved('2026-11-16') })],
    ['a move to the day of the one before', changed({ '2026-11-09': moved('2026-11-02') })],
    ['a move past the next', changed({ '2026-11-09': moved('2026-11-18') })],
    ['two that change places', changed({ '2026-11-09': moved('2026-11-18'), '2026-11-16': moved('2026-11-10') })],
    [
      'a move past an excluded one to the day after it',
      changed({ '2026-11-09': moved('2026-11-23'), '2026-11-16': excluded }),
    ],
    ['an occurrence beside its rule', changed({ '2026-11-10': { title: 'x' } })],
    ['an occurrence after its end', changed({ '2026-11-30': { title: 'x' } })],
    ['a move that reaches into the next', changed({ '2026-11-09': moved('2026-11-15', 'P2D') })],
    ['a change of length that reaches into the next', changed({ '2026-11-09': moved('2026-11-09', 'P8D') })],
    ['nothing left', changed({ '2026-11-02': excluded, '2026-11-09': excluded }, 2)],
  ])('does not hold %s', (_, when) => expect(isHeldByOutlook(when)).toBe(false));
});
