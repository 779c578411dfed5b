// Until when a write may still be applied, and its end without a new one.
import { describe, expect, it } from 'vitest';
import type { PairRow, UpdateIntent } from '../../../../shared/sync/ports/rows.ts';
import { hasIntent, lateUntil } from '../../../../shared/sync/run/settleAll.ts';

const MINUTE = 60_000;
const row: PairRow = { pair: 'p', intents: {}, abandoned: [], unlanded: {}, orphans: [] };
const update: UpdateIntent = { op: 'update', at: 0, rev: 'r', version: '1', target: {}, otherBase: {}, losers: [] };
const stored = (pair: PairRow) => ({ kind: 'pair', name: pair.pair, row: pair, etag: '' }) as const;

describe('lateUntil', () => {
  it.each([
    ['an intent', { ...row, intents: { mailbox: update } }],
    ['an update that had not landed', { ...row, unlanded: { source: [update] } }],
    ['a write that has begun', { ...row, mailbox: { id: 'm', base: {}, begun: { rev: 'r', at: 0 } } }],
  ])('%s may be applied for seven minutes', (_, pair: PairRow) => {
    expect(lateUntil([stored(row), stored(pair)], 7 * MINUTE - 1)).toBe(7 * MINUTE);
    expect(lateUntil([stored(row), stored(pair)], 7 * MINUTE)).toBeUndefined();
  });

  it('the last of several counts', () => {
    const later = { ...row, intents: { source: { ...update, at: MINUTE } } };
    expect(lateUntil([stored({ ...row, intents: { mailbox: update } }), stored(later)], 0)).toBe(8 * MINUTE);
  });
});

describe('hasIntent', () => {
  it('a pair has one on either side, or none', () => {
    expect(hasIntent(row)).toBe(false);
    expect([
      hasIntent({ ...row, intents: { mailbox: update } }),
      hasIntent({ ...row, intents: { source: update } }),
    ]).toEqual([true, true]);
  });
});
