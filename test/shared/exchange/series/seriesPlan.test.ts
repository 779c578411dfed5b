import { describe, expect, it } from 'vitest';
import type { OccurrenceOverride, RecurrenceId } from '../../../../shared/calendar/event.ts';
import { hasOverrides, planMaster, planOccurrences } from '../../../../shared/exchange/series/seriesPlan.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';

const id = (day: number): RecurrenceId => `2026-12-${String(day).padStart(2, '0')}T09:00:00`;
const movedTo = (start: string) => ({ when: { showWithoutTime: false, start, duration: 'PT1H' } }) as const;
const GONE = { excluded: true } as const;
type Overrides = Readonly<Record<RecurrenceId, OccurrenceOverride>>;

describe('planMaster', () => {
  const plan = (wanted: Overrides | undefined, current: Overrides | undefined) => {
    const when = wanted ? series(wanted).when : EVENT.when;
    const planned = planMaster({ title: 'x', when }, current ? series(current) : EVENT);
    return { writesWhen: 'when' in planned.patch, goesOn: planned.goesOn, endsSeries: planned.endsSeries };
  };

  it('what has no time in it is written as it is', () => {
    expect(planMaster({ title: 'x' }, series())).toEqual({ patch: { title: 'x' }, endsSeries: false, goesOn: false });
  });

  it('a single event stays one, or ends a series', () => {
    expect(plan(undefined, undefined)).toEqual({ writesWhen: true, goesOn: false, endsSeries: false });
    expect(plan(undefined, { [id(8)]: GONE })).toEqual({ writesWhen: true, goesOn: false, endsSeries: true });
    expect(planMaster({ when: EVENT.when }, undefined)).toMatchObject({ endsSeries: false });
  });

  it('a single event becomes a series; its occurrences follow where they differ', () => {
    expect(plan({}, undefined)).toEqual({ writesWhen: true, goesOn: false, endsSeries: false });
    expect(plan({ [id(8)]: GONE }, undefined)).toEqual({ writesWhen: true, goesOn: true, endsSeries: false });
  });

  it('of the same rule only the occurrences are written', () => {
    expect(plan({ [id(8)]: { title: 'x' } }, {})).toEqual({ writesWhen: false, goesOn: true, endsSeries: false });
    expect(plan({}, { [id(8)]: { title: 'x' } })).toEqual({ writesWhen: false, goesOn: true, endsSeries: false });
    expect(plan({}, {})).toEqual({ writesWhen: false, goesOn: false, endsSeries: false });
  });

  it('an excluded occurrence comes back only when the rule is written again', () => {
    expect(plan({ [id(15)]: GONE }, { [id(8)]: GONE, [id(15)]: GONE })).toMatchObject({
      writesWhen: true,
      goesOn: true,
    });
    expect(plan({ [id(8)]: { title: 'x' } }, { [id(8)]: GONE })).toMatchObject({ writesWhen: true });
    expect(plan({ [id(8)]: GONE }, { [id(8)]: GONE })).toMatchObject({ writesWhen: false });
  });

  it('another rule, start or length is written, and then every difference again', () => {
    const current = series({ [id(8)]: GONE });
    const { rule } = series().when.recurrence ?? fail();
    const others = [
      series({}, { ...rule, interval: 2 }).when,
      series({}, { ...rule, end: { kind: 'never' } }).when,
      { ...series().when, start: '2026-12-01T10:00:00' },
      { ...series().when, duration: 'PT2H' },
    ];
    for (const when of others) {
      expect(planMaster({ when }, current)).toEqual({ patch: { when }, endsSeries: false, goesOn: true });
    }
  });
});

describe('planOccurrences', () => {
  const plan = (wanted: Overrides, current: Overrides = {}) => planOccurrences(series(wanted).when, series(current));

  it('excludes and changes by the number in the rule, excluded ones counted', () => {
    expect(plan({ [id(8)]: GONE, [id(22)]: { title: 'x' } }, { [id(1)]: GONE })).toEqual({
      exclusions: [{ id: id(8), index: 2 }],
      changes: [{ id: id(22), index: 4, patch: { title: 'x' } }],
    });
  });

  it('writes only what is not yet so, each text in any spelling of it', () => {
    const overrides = { [id(1)]: GONE, [id(8)]: { title: 'x', keywords: ['b', 'a'] } } as const;
    expect(plan(overrides, { ...overrides, [id(8)]: { title: ' x ', keywords: ['a', 'b'] } })).toEqual({
      exclusions: [],
      changes: [],
    });
    expect(
      plan({ [id(8)]: movedTo('2026-12-08T11:00:00') }, { [id(8)]: movedTo('2026-12-08T10:00:00') }).changes,
    ).toEqual([{ id: id(8), index: 2, patch: movedTo('2026-12-08T11:00:00') }]);
  });

  it('what is no longer different gets the value of the series', () => {
    const was = { ...movedTo('2026-12-09T09:00:00'), title: 'x', alert: null, keywords: [] };
    expect(plan({}, { [id(8)]: was }).changes).toEqual([
      {
        id: id(8),
        index: 2,
        patch: { ...movedTo(id(8)), title: EVENT.title, alert: EVENT.alert, keywords: EVENT.keywords },
      },
    ]);
  });

  it('an occurrence without the reminder of its series is different from it', () => {
    expect(plan({ [id(8)]: { alert: null } }).changes).toEqual([{ id: id(8), index: 2, patch: { alert: null } }]);
  });

  it('of those that move later the last comes first, of those that move earlier the first', () => {
    const order = (wanted: Overrides, current?: Overrides) => plan(wanted, current).changes.map(({ index }) => index);
    const later = { [id(8)]: movedTo('2026-12-15T09:00:00'), [id(15)]: movedTo('2026-12-16T09:00:00') };
    const earlier = { [id(8)]: movedTo('2026-12-07T09:00:00'), [id(15)]: movedTo('2026-12-08T09:00:00') };
    expect(order(later)).toEqual([3, 2]);
    expect(order(earlier)).toEqual([2, 3]);
    expect(order({}, earlier)).toEqual([3, 2]);
    expect(order({}, later)).toEqual([2, 3]);
  });

  it('what the rule does not have is nothing to write', () => {
    expect(plan({ '2026-12-02T09:00:00': GONE, '2026-12-03T09:00:00': { title: 'x' } })).toEqual({
      exclusions: [],
      changes: [],
    });
  });
});

describe('hasOverrides', () => {
  it('is about a series with differences', () => {
    expect([EVENT.when, series().when, series({ [id(8)]: GONE }).when].map(hasOverrides)).toEqual([false, false, true]);
  });
});

function fail(): never {
  throw new Error('no series');
}
