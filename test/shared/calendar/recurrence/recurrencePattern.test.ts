// The law first: a pattern gives the very occurrences of the rule it was found for, and its own rule leads back to it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import { dateOf, dayOf } from '../../../../shared/calendar/days.ts';
import type { RecurrencePattern } from '../../../../shared/calendar/recurrence/pattern.ts';
import { patternOf, ruleOf } from '../../../../shared/calendar/recurrence/recurrencePattern.ts';
import { ruleDays } from '../../../../shared/calendar/recurrence/ruleDays.ts';
import { allDay } from '../../../../shared/calendar/when.ts';
import { anyRule, firstOn, NEVER, seriesOf, startDate } from '../series.ts';
import { fixed } from '../zones.ts';

const DAYS = 40;

describe('patternOf', () => {
  it('gives a pattern whose rule has the same occurrences, the same pattern and the same canonical form', () => {
    const kinds = new Map<string, number>();
    const property = fc.property(anyRule, startDate, (rule, from) => {
      const start = firstOn(rule, from);
      const when = seriesOf(start, rule);
      const pattern = patternOf(when);
      kinds.set(pattern?.kind ?? 'none', (kinds.get(pattern?.kind ?? 'none') ?? 0) + 1);
      if (pattern === undefined) return;
      const said = seriesOf(start, ruleOf(pattern, start, NEVER));
      const [by, again] = [when, said].map((each) => {
        const days = ruleDays(each.recurrence?.rule ?? rule, dayOf(start));
        return Array.from({ length: DAYS }, (_, at) => days.nth(at + 1)).map((day) => day && dateOf(day));
      });
      expect(again).toEqual(by);
      expect(patternOf(said)).toEqual(pattern);
      expect(canonicalField('when', said)).toBe(canonicalField('when', when));
    });
    fc.assert(property, { ...fixed, numRuns: 1500 });
    for (const kind of ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'none']) {
      expect(kinds.get(kind), kind).toBeGreaterThan(50);
    }
  });

  it('gives one pattern only to series of the same occurrences', () => {
    const byDays = new Map<string, Set<string>>();
    const property = fc.property(anyRule, (rule) => {
      const start = firstOn(rule, '2026-01-01');
      const pattern = patternOf(seriesOf(start, rule));
      if (pattern === undefined) return;
      const days = ruleDays(rule, dayOf(start));
      const listed = Array.from({ length: 60 }, (_, at) => days.nth(at + 1)).join();
      byDays.set(listed, (byDays.get(listed) ?? new Set()).add(JSON.stringify(pattern)));
    });
    fc.assert(property, { ...fixed, numRuns: 1000 });
    expect(byDays.size).toBeGreaterThan(50);
    expect([...byDays.values()].filter((found) => found.size > 1).map((found) => [...found])).toEqual([]);
  });

  it.each([
    ['every day and all days of every week', { frequency: 'daily' }, { frequency: 'weekly', byDay: 'all' }],
    ['every 14 days and every second week', { frequency: 'daily', interval: 14 }, { frequency: 'weekly', interval: 2 }],
    ['every day on some days and every week on them', { frequency: 'daily', byDay: 'all' }, { frequency: 'daily' }],
  ] as const)('is one for %s', (_, one, other) => {
    const all = (['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const).map((day) => ({ day }));
    const said = [one, other].map(({ frequency, ...rest }) =>
      seriesOf('2026-11-16', {
        frequency,
        interval: 'interval' in rest ? rest.interval : 1,
        ...('byDay' in rest ? { byDay: all } : {}),
      }),
    );
    const [first, second] = said.map(patternOf);
    expect(first).toBeDefined();
    expect(second).toEqual(first);
  });

  it.each([
    ['a single event', allDay('2026-11-20', '2026-11-21')],
    [
      'a start on another weekday',
      seriesOf('2026-11-16', { frequency: 'weekly', interval: 1, byDay: [{ day: 'tu' }] }),
    ],
    [
      'a start on another day of the month',
      seriesOf('2026-11-16', { frequency: 'monthly', interval: 1, byMonthDay: [1] }),
    ],
    [
      'every third day unless Sunday',
      seriesOf('2026-11-16', { frequency: 'daily', interval: 3, byDay: [{ day: 'mo' }] }),
    ],
    ['weeks of some months', seriesOf('2026-11-16', { frequency: 'weekly', interval: 1, byMonth: [11] })],
    [
      'the second day of each week',
      seriesOf('2026-11-17', {
        frequency: 'weekly',
        interval: 1,
        byDay: [{ day: 'mo' }, { day: 'tu' }],
        bySetPosition: [2],
      }),
    ],
  ])('is none for %s', (_, when) => {
    expect(patternOf(when)).toBeUndefined();
  });
});

describe('ruleOf', () => {
  it.each<[RecurrencePattern, string, object]>([
    [{ kind: 'daily', interval: 2 }, '2026-11-20', { frequency: 'daily', interval: 2 }],
    [
      { kind: 'weekly', interval: 2, days: ['mo', 'su'], firstDayOfWeek: 'su' },
      '2026-11-16',
      { frequency: 'weekly', interval: 2, firstDayOfWeek: 'su', byDay: [{ day: 'mo' }, { day: 'su' }] },
    ],
    [
      { kind: 'absoluteMonthly', interval: 3, dayOfMonth: 28 },
      '2026-11-28',
      { frequency: 'monthly', interval: 3, byMonthDay: [28] },
    ],
    [
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
      '2026-11-30',
      { frequency: 'monthly', interval: 1, byMonthDay: [31], skip: 'backward' },
    ],
    [
      { kind: 'absoluteMonthly', interval: 24, dayOfMonth: 20 },
      '2026-11-20',
      { frequency: 'yearly', interval: 2, byMonth: [11], byMonthDay: [20] },
    ],
    [
      { kind: 'relativeMonthly', interval: 12, index: -1, day: 'su' },
      '2026-03-29',
      { frequency: 'yearly', interval: 1, byMonth: [3], byDay: [{ day: 'su', nthOfPeriod: -1 }] },
    ],
    [
      { kind: 'relativeMonthly', interval: 1, index: 2, day: 'weekendDay' },
      '2026-11-07',
      { frequency: 'monthly', interval: 1, byDay: [{ day: 'sa' }, { day: 'su' }], bySetPosition: [2] },
    ],
    [
      { kind: 'relativeMonthly', interval: 1, index: -1, day: 'day' },
      '2026-11-30',
      { frequency: 'monthly', interval: 1, byMonthDay: [-1] },
    ],
  ])('says %j', (pattern, start, rule) => {
    const end = { kind: 'count', count: 7 } as const;
    expect(ruleOf(pattern, start, end)).toEqual({ ...rule, end });
  });
});
