// The pairs that take no part, and their items: leaveOut.test.ts has whole runs.
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../shared/sync/pair/plan.ts';
import { leaveOut, leftOutNow } from '../../../../../shared/sync/pair/scope/leaveOut.ts';
import type { PairRow } from '../../../../../shared/sync/ports/rows.ts';
import type { Standing } from '../../../../../shared/sync/ports/standing.ts';
import { series } from '../../../../contract/mailboxSeries.ts';
import {
  ABSENT,
  AT,
  entryWith,
  eventWith,
  GONE,
  GRACE,
  OUR_ENTRY,
  OUR_EVENT,
  OVER,
  planWith,
  rowWith,
  SETTINGS,
  settingsBy,
  settingsWith,
  there,
  UNREADABLE,
} from '../../../../world/planning.ts';

const { source: _, ...eventOnly } = rowWith();
const { mailbox: __, ...entryOnly } = rowWith();
const halfEvent = (change: Partial<PairRow> = {}) => planWith({ row: { ...eventOnly, ...change }, source: ABSENT });
const halfEntry = (change: Partial<PairRow> = {}) => planWith({ row: { ...entryOnly, ...change }, mailbox: ABSENT });
const FILTERED: Standing = { is: 'leftOut', reason: 'filtered', by: 'allDay' };
const ALL_DAY = { allDay: true } as const;
const toExchange = settingsBy({ filters: { toExchange: ALL_DAY, toSource: {} } });
const toSource = settingsBy({ filters: { toExchange: {}, toSource: ALL_DAY } });
const removing = settingsBy({ filters: { toExchange: ALL_DAY, toSource: {} }, leavesFilter: 'remove' });
const { mailbox: holding, source: keeping } = settingsWith();
const unheld = () => 'recurrence-not-supported' as const;
const noSeriesInMailbox = { ...SETTINGS, mailbox: { ...holding, unheld } };
const noSeriesInSource = { ...SETTINGS, source: { ...keeping, unheld } };
const others = there(entryWith({ owner: GRACE, participants: ['ada@example.com'] }));
const ours = (side: 'mailbox' | 'source', change: Partial<Plan> = {}) =>
  planWith({ row: rowWith(side === 'mailbox' ? { mailbox: OUR_EVENT } : { source: OUR_ENTRY }), ...change });

const SERIES_REASON = { reason: 'recurrence-not-supported' };

describe('leftOutNow', () => {
  const filtered = { reason: 'filtered', by: 'allDay' };
  const direction = { reason: 'direction', by: 'direction' };
  it.each([
    ['in step', planWith(), SETTINGS, undefined],
    [
      'of an event that cannot be read',
      planWith({ mailbox: there(eventWith({ content: UNREADABLE })) }),
      SETTINGS,
      { reason: 'item-unreadable' },
    ],
    [
      'of an entry that cannot be read',
      planWith({ source: there(entryWith({ content: UNREADABLE })) }),
      SETTINGS,
      { reason: 'item-unreadable' },
    ],
    ['of a person’s entry that a filter keeps', ours('mailbox'), toExchange, filtered],
    ['of our entry that a filter would keep', ours('source'), toExchange, undefined],
    ['of a person’s event that a filter keeps', ours('source'), toSource, filtered],
    ['of our event that a filter would keep', ours('mailbox'), toSource, undefined],
    ['of a copy, which no filter to the application concerns', planWith({ source: others }), toSource, undefined],
    ['of a new event against the direction', halfEvent(), settingsBy({ direction: 'toExchange' }), direction],
    ['of a new event along the direction', halfEvent(), settingsBy({ direction: 'toSource' }), undefined],
    ['of a new entry against the direction', halfEntry(), settingsBy({ direction: 'toSource' }), direction],
    ['of a new entry along the direction', halfEntry(), settingsBy({ direction: 'toExchange' }), undefined],
    ['that stood before the direction', planWith(), settingsBy({ direction: 'toSource' }), undefined],
    [
      'of others’ entry against the direction',
      planWith({ source: others }),
      settingsBy({ direction: 'toSource' }),
      direction,
    ],
    ['of an entry that the mailbox cannot hold', planWith(), noSeriesInMailbox, SERIES_REASON],
    ['of an event that the application cannot hold', planWith(), noSeriesInSource, SERIES_REASON],
    [
      'of others’ entry, whose copy is never written to the application',
      planWith({ source: others }),
      noSeriesInSource,
      undefined,
    ],
  ])('a pair %s', (_, plan, settings, expected) => {
    expect(leftOutNow(settings, plan)).toEqual(expected);
  });

  it('an occurrence stands for itself only where the link expands series', () => {
    const occurrence = planWith({ source: there(entryWith({ series: series().when })) });
    expect(leftOutNow(SETTINGS, occurrence)).toEqual({ reason: 'filtered', by: 'unheldSeries' });
    expect(leftOutNow(settingsBy({ unheldSeries: 'expand' }), occurrence)).toBeUndefined();
  });

  it('an occurrence that a person made a series of can no longer be held', () => {
    const content = { kind: 'event', event: series() } as const;
    const occurrence = planWith({
      mailbox: there(eventWith({ content })),
      source: there(entryWith({ series: series().when })),
    });
    expect(leftOutNow(settingsBy({ unheldSeries: 'expand' }), occurrence)).toEqual(SERIES_REASON);
  });

  it('what was over at the start is left out until it has taken part once', () => {
    const settings = settingsWith({ endsAfter: OVER });
    const seen = { naturalKey: '', prints: {}, version: '1' };
    const ended: Standing = { is: 'leftOut', reason: 'ended-before-start-of-sync' };
    const over = { reason: 'ended-before-start-of-sync' };
    expect(leftOutNow(settings, halfEvent({ standing: ended }))).toEqual(over);
    expect(leftOutNow(settings, halfEvent({ standing: FILTERED, firstSeen: seen }))).toEqual(over);
    expect(leftOutNow(settings, halfEvent({ standing: FILTERED }))).toBeUndefined();
    expect(leftOutNow(settings, halfEvent())).toBeUndefined();
    expect(leftOutNow(settings, planWith({ row: rowWith({ standing: ended }) }))).toBeUndefined();
  });

  it('the item that a rule judges is gone: nobody’s delete of the other one', () => {
    const gone = (change: Partial<Plan>) =>
      ours('mailbox', { row: rowWith({ mailbox: OUR_EVENT, standing: FILTERED }), ...change });
    expect(leftOutNow(toExchange, gone({ source: GONE }))).toEqual(filtered);
    expect(leftOutNow(toExchange, gone({ source: GONE, mailbox: GONE }))).toBeUndefined();
    expect(leftOutNow(SETTINGS, gone({ mailbox: GONE }))).toBeUndefined();
    const series: Standing = { is: 'leftOut', reason: 'recurrence-not-supported' };
    expect(
      leftOutNow(SETTINGS, gone({ row: rowWith({ mailbox: OUR_EVENT, standing: series }), source: GONE })),
    ).toBeUndefined();
  });
});

describe('leaveOut', () => {
  const wasFiltered = (change: Partial<Plan> = {}) => planWith({ row: rowWith({ standing: FILTERED }), ...change });

  it('a pair that takes part goes on, and loses its reason', () => {
    const { kind, plan } = leaveOut(wasFiltered(), SETTINGS, AT);
    expect([kind, plan.row.standing, plan.conclusion]).toEqual(['goOn', undefined, 'inStep']);
  });

  it.each(['mailbox', 'source'] as const)('a copy that went meanwhile is made anew: %s', (side) => {
    const plan = wasFiltered({
      [side]: GONE,
      row: rowWith({
        standing: { is: 'leftOut', reason: 'direction' },
        [side]: side === 'mailbox' ? OUR_EVENT : OUR_ENTRY,
      }),
    });
    const { kind, plan: after } = leaveOut(plan, SETTINGS, AT);
    expect([kind, after.row[side], after[side]]).toEqual(['goOn', undefined, ABSENT]);
  });

  it('an item that went while its pair was in step is a delete', () => {
    const plan = planWith({ mailbox: GONE });
    expect(leaveOut(plan, SETTINGS, AT)).toEqual({ kind: 'goOn', plan });
  });

  it('both items stay, with the reason', () => {
    const { kind, plan } = leaveOut(ours('mailbox'), toExchange, AT);
    expect([kind, plan.conclusion, plan.operations, plan.row.standing]).toEqual(['decided', 'leftOut', [], FILTERED]);
  });

  it('our copy of what no longer meets a filter goes, where the link is set so', () => {
    const edited = { mailbox: there(eventWith({}, { title: 'Edited' })) };
    const { plan } = leaveOut(ours('mailbox', edited), removing, AT);
    expect(plan.operations).toMatchObject([
      { op: 'delete', side: 'mailbox', outOfScope: true, losers: [{ field: 'title', why: 'removed' }] },
    ]);
    expect(plan.waitUntil).toBeUndefined();
    expect(leaveOut(planWith(), removing, AT).plan.operations).toEqual([]);
  });

  it('a copy that a person decided not to delete stays', () => {
    const row = rowWith({ mailbox: OUR_EVENT, standing: { is: 'kept' } });
    expect(leaveOut(planWith({ row }), removing, AT).plan.operations).toEqual([]);
  });

  const content = { kind: 'event', event: series() } as const;
  const seriesPair = (change: Partial<Plan> = {}) =>
    ours('mailbox', { source: there(entryWith({ content })), ...change });
  const expanding = { ...settingsBy({ unheldSeries: 'expand' }), mailbox: { ...holding, unheld } };

  it('our copy of a series gives way to its occurrences, which follow at once', () => {
    const { kind, plan } = leaveOut(seriesPair(), expanding, AT);
    expect([kind, plan.conclusion, plan.waitUntil]).toEqual(['decided', 'leftOut', AT]);
    expect(plan.operations).toMatchObject([{ op: 'delete', side: 'mailbox', outOfScope: true }]);
  });

  it.each([
    ['where the link expands no series', seriesPair(), noSeriesInMailbox],
    ['that a person made', seriesPair({ row: rowWith() }), expanding],
    ['that is gone', seriesPair({ mailbox: GONE }), expanding],
    ['of a single event', ours('mailbox'), expanding],
  ])('an event stays %s', (_, plan, settings) => {
    const after = leaveOut(plan, settings, AT).plan;
    expect([after.operations, after.waitUntil, after.conclusion]).toEqual([[], undefined, 'leftOut']);
  });
});

describe('leaveOut, for any other reason', () => {
  it('both items stay, also where the link expands series or removes what leaves a filter', () => {
    const settings = {
      ...settingsBy({ direction: 'toSource', unheldSeries: 'expand', leavesFilter: 'remove' }),
      mailbox: { ...holding, unheld },
    };
    const item = { ...others.item, content: { kind: 'event', event: series() } } as const;
    const { kind, plan } = leaveOut(ours('mailbox', { source: there(item) }), settings, AT);
    expect([kind, plan.conclusion, plan.operations, plan.waitUntil]).toEqual(['decided', 'leftOut', [], undefined]);
    expect(plan.row.standing).toMatchObject({ reason: 'direction' });
  });
});
