// Series as a whole: what is stored takes place, and its overrides are of occurrences that the rule gives.
import { describe, expect, it } from 'vitest';
import { parseRecurrence, recurrenceJson } from '../../../../shared/sources/entries/recurrence.ts';
import type { First } from '../../../../shared/sources/entries/recurrenceOverrides.ts';
import { recurrenceRule } from '../../../../shared/sources/entries/recurrenceRule.ts';

const first: First = {
  showWithoutTime: false,
  start: '2026-12-01T09:00:00',
  timeZone: 'Europe/Helsinki',
  duration: 'PT1H',
};
const allDay: First = { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' };
const parse = (rule: object, overrides: Record<string, unknown> = {}, from: First = first) =>
  parseRecurrence(recurrenceRule.parse(rule), overrides, from);
const excluded = { excluded: true };
const weekly = { frequency: 'weekly', interval: 1 };

describe('parseRecurrence', () => {
  it('takes rules of every kind, whether or not Outlook has a pattern for them', () => {
    for (const rule of [
      weekly,
      { frequency: 'daily', count: 1 },
      { frequency: 'monthly', byMonthDay: [31] },
      { frequency: 'monthly', byMonthDay: [1, 15] },
      { frequency: 'yearly', byMonth: [2], byMonthDay: [29] },
      { frequency: 'yearly', byMonth: [1, 6], byDay: [{ day: 'mo' }], bySetPosition: [2, -1] },
      { frequency: 'weekly', until: '2026-12-01' },
    ]) {
      expect(parse(rule)).toMatchObject({ ok: true, recurrence: { overrides: {} } });
    }
  });

  it('takes overrides of occurrences that the rule gives, the first one and excluded ones in a row too', () => {
    const overrides = {
      [first.start]: excluded,
      '2026-12-08T09:00:00': excluded,
      '2026-12-15T09:00:00': { title: 'x' },
    };
    expect(parse(weekly, overrides)).toMatchObject({ ok: true, recurrence: { overrides } });
    expect(parse(weekly, { '2026-12-08': { title: 'x' } }, allDay)).toMatchObject({ ok: true });
  });

  it.each(['2026-12-09T09:00:00', '2026-12-08T09:00', '2026-12-08', '2026-11-24T09:00:00', 'next week', '__proto__'])(
    'names the override of what the rule does not give: %s',
    (id) => {
      const overrides = JSON.parse(`{"${id}": {"title": "x"}}`);
      expect(parse(weekly, overrides)).toEqual({
        ok: false,
        errors: [
          {
            field: id === '__proto__' ? 'recurrenceOverrides.__proto__' : `recurrenceOverrides["${id}"]`,
            message: 'must be a start that the rule gives, written like 2026-12-01T09:00:00',
          },
        ],
      });
    },
  );

  it('names what is wrong with an override, all of them at once', () => {
    const found = parse(weekly, { '2026-12-08T09:00:00': { end: 'later' }, '2026-12-15T09:00:00': { colour: 1 } });
    expect(found).toMatchObject({
      errors: [
        { field: 'recurrenceOverrides["2026-12-08T09:00:00"].end' },
        { field: 'recurrenceOverrides["2026-12-15T09:00:00"].colour' },
      ],
    });
  });

  it.each([
    ['recurrenceRule.until', { frequency: 'daily', until: '2026-11-30' }, 'before start'],
    ['recurrenceRule.until', { frequency: 'daily', until: '2026-12-01T08:00:00' }, 'before start'],
    ['recurrenceRule', { frequency: 'yearly', byMonth: [2], byMonthDay: [30] }, 'no occurrence after the first'],
    ['recurrenceRule.count', { frequency: 'yearly', count: 10_000 }, 'years 1601 to 4500'],
    ['recurrenceRule.count', { frequency: 'yearly', interval: 1000, count: 10_000 }, 'years 1601 to 4500'],
    [
      'recurrenceRule.count',
      { frequency: 'daily', byMonth: [2], byMonthDay: [29], count: 10_000 },
      'years 1601 to 4500',
    ],
    [
      'recurrenceRule.count',
      { frequency: 'daily', interval: 365, byMonth: [11], count: 200 },
      'more than the 125 occurrences',
    ],
    [
      'recurrenceRule',
      { frequency: 'daily', interval: 1000, byMonth: [2], byMonthDay: [29] },
      'no occurrence after the first within 500',
    ],
    ['recurrenceRule.count', { frequency: 'weekly', byMonth: [2], count: 10_000 }, 'within 20000 weeks'],
    ['recurrenceRule', { frequency: 'daily', interval: 7, byDay: [{ day: 'mo' }] }, 'no occurrence after the first'],
  ])('names a wrong %s: %j', (field, rule, message) => {
    expect(parse(rule)).toEqual({ ok: false, errors: [{ field, message: expect.stringContaining(message) }] });
  });

  it('refuses overrides that leave no occurrence, and more than a row holds', () => {
    const both = { [first.start]: excluded, '2026-12-02T09:00:00': excluded };
    const field = 'recurrenceOverrides';
    expect(parse({ frequency: 'daily', count: 2 }, both)).toEqual({
      ok: false,
      errors: [{ field, message: 'must leave an occurrence' }],
    });
    expect(parse({ frequency: 'daily', count: 3 }, both)).toMatchObject({ ok: true });
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [String(at), excluded]));
    expect(parse({ frequency: 'daily' }, many)).toEqual({
      ok: false,
      errors: [{ field, message: 'must be at most 2000' }],
    });
  });

  it('2000 exclusions of a daily series are looked up quickly', { timeout: 20_000 }, () => {
    const day = (at: number) => `${new Date(Date.UTC(2026, 11, 1 + at)).toISOString().slice(0, 10)}T09:00:00`;
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [day(at * 2), excluded]));
    expect(parse({ frequency: 'daily' }, many)).toMatchObject({ ok: true });
  });
});

describe('recurrenceJson', () => {
  it('gives the rule, and overrides only where there are any', () => {
    const overrides = { '2026-12-08T09:00:00': excluded };
    const parsed = parse(weekly, overrides);
    if (!parsed.ok) throw new Error('a series was refused');
    expect(recurrenceJson(parsed.recurrence, first)).toEqual({
      recurrenceRule: weekly,
      recurrenceOverrides: overrides,
    });
    expect(recurrenceJson({ ...parsed.recurrence, overrides: {} }, first)).toEqual({ recurrenceRule: weekly });
  });
});
