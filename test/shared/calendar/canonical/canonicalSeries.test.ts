// A series in canonical form. Laws first: equal however its rule is said, and equal only for the same occurrences.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import { dayOf } from '../../../../shared/calendar/days.ts';
import type { OccurrenceOverride, RecurrenceRule, When } from '../../../../shared/calendar/event.ts';
import { ruleDays } from '../../../../shared/calendar/recurrence/ruleDays.ts';
import { timed } from '../../../../shared/calendar/when.ts';
import { anyRule, firstOn, NEVER, seriesOf, startDate, withTimes } from '../series.ts';
import { fixed } from '../zones.ts';

type Rule = Omit<RecurrenceRule, 'end' | 'interval'> & Partial<RecurrenceRule>;
const at = (text: string) => Date.parse(text);

describe('canonicalField of a series', () => {
  const canonical = (when: When) => canonicalField('when', when);
  const inZone = (timeZone: string) =>
    canonical(withTimes(seriesOf('2026-11-16', { frequency: 'daily', interval: 1 }), '09:00:00', timeZone));
  const weekly = seriesOf('2026-11-16', { frequency: 'weekly', interval: 1 });
  const withOverrides = (overrides: Record<string, OccurrenceOverride>) =>
    canonical({ ...weekly, recurrence: { rule: { frequency: 'weekly', interval: 1, end: NEVER }, overrides } });

  it('is the same however the parts of a rule are ordered, repeated and left out', () => {
    const property = fc.property(anyRule, startDate, fc.infiniteStream(fc.boolean()), (rule, from, coin) => {
      const flipped = <T>(list: readonly T[] | undefined) =>
        list && coin.next().value ? [...list, ...list].reverse() : list;
      const parts = {
        byDay: flipped(rule.byDay),
        byMonthDay: flipped(rule.byMonthDay),
        byMonth: flipped(rule.byMonth),
        bySetPosition: flipped(rule.bySetPosition),
      };
      const present = Object.fromEntries(Object.entries(parts).filter(([, list]) => list !== undefined));
      const when = seriesOf(firstOn(rule, from), rule);
      const again = seriesOf(when.start, { ...rule, ...present });
      expect(canonical({ ...again, duration: 'P01D' })).toBe(canonical(when));
    });
    fc.assert(property, fixed);
  });

  it('tells apart rules of other occurrences', () => {
    const property = fc.property(anyRule, anyRule, startDate, (one, other, from) => {
      const start = firstOn(one, from);
      const [a, b] = [one, other].map((rule) => seriesOf(start, rule));
      if (a === undefined || b === undefined || canonical(a) !== canonical(b)) return;
      const [listed, same] = [one, other].map((rule) => {
        const days = ruleDays(rule, dayOf(start));
        return Array.from({ length: 30 }, (_, at) => days.nth(at + 1));
      });
      expect(same).toEqual(listed);
    });
    fc.assert(property, { ...fixed, numRuns: 2000 });
  });

  it.each<[string, Rule, Rule]>([
    ['yearly and every twelve months', { frequency: 'yearly' }, { frequency: 'monthly', interval: 12 }],
    ['a weekday that the start says', { frequency: 'weekly' }, { frequency: 'weekly', byDay: [{ day: 'mo' }] }],
    [
      'the third Monday and the third of the Mondays',
      { frequency: 'monthly', byDay: [{ day: 'mo', nthOfPeriod: 3 }] },
      { frequency: 'monthly', byDay: [{ day: 'mo' }], bySetPosition: [3] },
    ],
    ['a week from Sunday and from Monday', { frequency: 'weekly' }, { frequency: 'weekly', firstDayOfWeek: 'su' }],
    [
      'ten times and until the tenth',
      { frequency: 'weekly', end: { kind: 'count', count: 10 } },
      { frequency: 'weekly', end: { kind: 'until', until: '2027-01-20' } },
    ],
  ])('is one for %s', (_, one, other) => {
    expect(canonical(seriesOf('2026-11-16', { interval: 1, ...one }))).toBe(
      canonical(seriesOf('2026-11-16', { interval: 1, ...other })),
    );
  });

  it('of a rule without pattern says what the start says', () => {
    const short = seriesOf('2028-02-29', { frequency: 'yearly', interval: 1 });
    const long = seriesOf('2028-02-29', { frequency: 'yearly', interval: 1, byMonth: [2], byMonthDay: [29] });
    expect(canonical(short)).toBe(canonical(long));
    const days = (firstDayOfWeek: 'mo' | 'su') =>
      canonical(seriesOf('2026-11-16', { frequency: 'weekly', interval: 1, byMonth: [11], firstDayOfWeek }));
    expect(days('su')).toBe(days('mo'));
  });

  it('compares a series by wall-clock time and zone, a single event by instant', () => {
    const winter = (timeZone: string) =>
      canonical(timed({ start: at('2026-11-20T09:00Z'), end: at('2026-11-20T10:00Z') }, timeZone));
    expect(winter('Europe/London')).toBe(winter('UTC'));
    expect(inZone('Europe/London')).not.toBe(inZone('UTC'));
  });

  it('takes zones for one that Windows does not tell apart, aliases too', () => {
    expect(inZone('Europe/Kyiv')).toBe(inZone('Europe/Helsinki'));
    expect(inZone('Europe/Kiev')).toBe(inZone('Europe/Kyiv'));
    expect(inZone('Etc/UTC')).toBe(inZone('UTC'));
    expect(inZone('Antarctica/Troll')).toContain('Antarctica/Troll');
    expect(inZone('America/New_York')).not.toBe(inZone('America/Los_Angeles'));
  });

  it('does not look at the Windows zone that the mailbox gave beside the zone', () => {
    const series = withTimes(weekly, '09:00:00', 'Europe/Helsinki');
    expect(canonical({ ...series, windowsTimeZone: 'FLE Standard Time' } as When)).toBe(canonical(series));
  });

  it('differs for another start, duration, rule or end, and from its single event', () => {
    const rule = { frequency: 'weekly', interval: 1 } as const;
    const { recurrence: _, ...single } = weekly;
    const forms = [
      single,
      weekly,
      seriesOf('2026-11-23', rule),
      { ...weekly, duration: 'P2D' },
      seriesOf('2026-11-16', { ...rule, interval: 2 }),
      seriesOf('2026-11-16', { ...rule, end: { kind: 'count', count: 10 } }),
      seriesOf('2026-11-16', { ...rule, end: { kind: 'count', count: 11 } }),
      withTimes(weekly, '09:00:00', 'UTC'),
      withTimes(weekly, '09:00:01', 'UTC'),
    ].map(canonical);
    expect(new Set(forms).size).toBe(forms.length);
  });

  it('has overrides in order, without those that say nothing', () => {
    const moved = { when: { showWithoutTime: true, start: '2026-11-24', duration: 'P1D' } } as const;
    const one = withOverrides({ '2026-11-16': { excluded: true }, '2026-11-23': moved });
    const other = withOverrides({
      '2026-11-30': {},
      '2026-11-23': { when: { showWithoutTime: true, start: '2026-11-24', duration: 'P01D' } },
      '2026-11-17': { excluded: true },
      '2026-11-16': { excluded: true },
      '2026-12-07': { when: { showWithoutTime: true, start: '2026-12-07', duration: 'P1D' } },
    });
    expect(other).toBe(one);
  });

  it('sees each change of an occurrence, and its fields in canonical form', () => {
    const forms = [
      withOverrides({}),
      withOverrides({ '2026-11-23': { excluded: true } }),
      withOverrides({ '2026-11-30': { excluded: true } }),
      withOverrides({ '2026-11-23': { title: 'x' } }),
      withOverrides({ '2026-11-23': { location: 'x' } }),
      withOverrides({ '2026-11-23': { alert: null } }),
      withOverrides({
        '2026-11-23': { when: { showWithoutTime: false, start: '2026-11-23T00:00:00', duration: 'PT1H' } },
      }),
      withOverrides({ '2026-11-24': {} }),
    ];
    expect(new Set(forms).size).toBe(forms.length);
    expect(withOverrides({ '2026-11-23': { title: ' x ' } })).toBe(withOverrides({ '2026-11-23': { title: 'x' } }));
  });

  it.each([
    ['a start that is no date', { start: '2026-02-30' }],
    ['a duration that is none', { duration: 'PT1H' }],
  ])('throws for %s', (_, change) => {
    expect(() => canonical({ ...weekly, ...change })).toThrow(RangeError);
  });

  it('throws for a zone that is none', () => {
    expect(() => inZone('Mars/Olympus')).toThrow(RangeError);
  });
});
