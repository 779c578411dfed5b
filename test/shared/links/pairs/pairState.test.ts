// The state of a pair, from its row alone: one state for preview, status, explain and conflicts.
import { describe, expect, it } from 'vitest';
import {
  countPairs,
  isAside,
  isEnded,
  isHeldBy,
  leftOutOf,
  listedStateOf,
  onlySideOf,
  pairStandingOf,
} from '../../../../shared/links/pairs/pairState.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import { pairRow, side, wholePair } from '../rows.ts';

describe('listedStateOf', () => {
  it.each<[string, PairRow, boolean, string]>([
    ['both sides, no mark', wholePair('p'), false, 'inStep'],
    ['both sides, marked', wholePair('p'), true, 'waiting'],
    ['both sides, a write announced', wholePair('p', { intents: { mailbox: intent() } }), false, 'waiting'],
    ['one side', pairRow('p', { mailbox: side('e') }), false, 'waiting'],
    [
      'one side, left out',
      pairRow('p', { mailbox: side('e'), standing: { is: 'leftOut', reason: 'recurrence-not-supported' } }),
      true,
      'leftOut',
    ],
    ['a delete waits for a person', wholePair('p', { standing: { is: 'held', hold: 'h' } }), true, 'held'],
    ['no longer the entry of this user', wholePair('p', { standing: { is: 'unlinked' } }), false, 'unlinked'],
    ['the participant deleted the own copy', wholePair('p', { standing: { is: 'left' } }), false, 'left'],
    ['both gone', wholePair('p', { standing: { is: 'ended', at: 1 } }), true, 'ended'],
  ])('%s', (_title, pair, marked, state) => {
    expect(listedStateOf(pair, marked)).toBe(state);
  });
});

describe('countPairs', () => {
  it('every pair counts once, and its problem once more', () => {
    const pairs = [wholePair('a'), wholePair('b'), wholePair('c', { problem: { code: 'item-rejected', at: 0 } })];
    expect(countPairs(pairs, new Set(['b']))).toEqual({
      inStep: 2,
      waiting: 1,
      held: 0,
      leftOut: 0,
      unlinked: 0,
      left: 0,
      ended: 0,
      problems: 1,
    });
  });
});

describe('pairStandingOf', () => {
  it('tells when a pair was deleted, and what left one out', () => {
    expect(pairStandingOf(wholePair('p', { standing: { is: 'ended', at: 7, after: 'left' } }))).toEqual({
      state: 'ended',
      at: 7,
    });
    expect(pairStandingOf(wholePair('p', { standing: { is: 'expanded', version: '1', at: 0 } }))).toEqual({
      state: 'leftOut',
      reason: 'recurrence-not-supported',
      expanded: true,
    });
    const filtered = { is: 'leftOut', reason: 'filtered', by: 'privacy' } as const;
    expect(pairStandingOf(wholePair('p', { standing: filtered }))).toEqual({
      state: 'leftOut',
      reason: 'filtered',
      rule: 'privacy',
    });
    expect(pairStandingOf(wholePair('p', { standing: { is: 'kept', leftOut: { reason: 'filtered' } } }))).toEqual({
      state: 'leftOut',
      reason: 'filtered',
    });
    expect(pairStandingOf(wholePair('p'))).toEqual({ state: 'takesPart' });
  });

  it('a pair that waits for a person is held, whatever else left it out', () => {
    expect(
      pairStandingOf(wholePair('p', { standing: { is: 'held', hold: 'h', leftOut: { reason: 'filtered' } } })),
    ).toEqual({ state: 'held' });
  });
});

describe('one question about a pair', () => {
  it('is answered from its row', () => {
    expect([isEnded(wholePair('p', { standing: { is: 'ended', at: 0 } })), isEnded(wholePair('p'))]).toEqual([
      true,
      false,
    ]);
    expect([
      isHeldBy(wholePair('p', { standing: { is: 'held', hold: 'h' } }), 'h'),
      isHeldBy(wholePair('p', { standing: { is: 'held', hold: 'h' } }), 'i'),
    ]).toEqual([true, false]);
    expect([
      isAside(wholePair('p', { standing: { is: 'unlinked' } })),
      isAside(wholePair('p', { standing: { is: 'held', hold: 'h' } })),
    ]).toEqual([true, false]);
    expect(
      leftOutOf(wholePair('p', { standing: { is: 'held', hold: 'h', leftOut: { reason: 'direction' } } })),
    ).toEqual({ reason: 'direction' });
    expect(leftOutOf(wholePair('p'))).toBeUndefined();
  });

  it('a pair has one side, or both, or none', () => {
    const pairs = [
      pairRow('a', { mailbox: side('e') }),
      pairRow('b', { source: side('s') }),
      wholePair('c'),
      pairRow('d'),
    ];
    expect(pairs.map(onlySideOf)).toEqual(['mailbox', 'source', undefined, undefined]);
  });
});

function intent() {
  return { op: 'update', rev: 'r', version: 'v', target: {}, otherBase: {}, at: 0, losers: [] } as const;
}
