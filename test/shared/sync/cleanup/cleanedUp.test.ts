// The side of a pair that a cleanup takes away, and the row that says so afterwards.
import { describe, expect, it } from 'vitest';
import { countCleared, isToCleanUp, NOTHING_CLEARED, ownSideOf } from '../../../../shared/sync/cleanup/cleanedUp.ts';
import type { PairRow, PairSide } from '../../../../shared/sync/ports/rows.ts';

const persons: PairSide = { id: 'p', base: {} };
const ours = (madeAt: number): PairSide => ({ ...persons, madeAt });
const row = (rest: Partial<PairRow>): PairRow => ({
  pair: 'p1',
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
  ...rest,
});

describe('ownSideOf', () => {
  it.each<[string, Partial<PairRow>, string | undefined]>([
    ['our event of an entry', { mailbox: ours(5), source: persons }, 'mailbox'],
    ['our entry of an event', { mailbox: persons, source: ours(5) }, 'source'],
    ['a matched pair', { mailbox: persons, source: persons }, undefined],
    ['of two of ours, the later one', { mailbox: ours(5), source: ours(6) }, 'source'],
    ['a half pair of ours', { mailbox: ours(5) }, 'mailbox'],
    ['a half pair of a person', { source: persons }, undefined],
    ['a tombstone', { mailbox: ours(5), standing: { is: 'ended', at: 7 } }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_title, rest, side) => {
    expect(ownSideOf(row(rest))).toBe(side);
  });
});

describe('isToCleanUp', () => {
  it('comes to each of our items once, and never takes the second side of a pair', () => {
    const both = { mailbox: ours(5), source: ours(6) };
    expect(isToCleanUp(row(both))).toBe(true);
    expect(isToCleanUp(row({ ...both, cleared: { side: 'source', as: 'removed' } }))).toBe(true);
    expect(isToCleanUp(row({ ...both, cleared: { side: 'source', as: 'kept' } }))).toBe(false);
    expect(isToCleanUp(row({ mailbox: ours(5), cleared: { side: 'source', as: 'removed' } }))).toBe(false);
  });

  it('comes to a pair with an open write or an orphan, whoever made it', () => {
    const orphans = [{ side: 'mailbox', id: 'o', version: '1' }] as const;
    expect(isToCleanUp(row({ mailbox: persons, source: persons, orphans }))).toBe(true);
    const intent = { op: 'delete', at: 1, losers: [], read: {}, outOfScope: true } as const;
    expect(isToCleanUp(row({ mailbox: persons, intents: { mailbox: intent } }))).toBe(true);
  });
});

describe('countCleared', () => {
  it('counts what is gone by us as removed, what stands as kept, and nothing that was announced only', () => {
    const rows = [
      row({ source: persons, cleared: { side: 'mailbox', as: 'removed' } }),
      row({ source: persons, mailbox: ours(1), cleared: { side: 'mailbox', as: 'removed' } }),
      row({ source: ours(1), cleared: { side: 'source', as: 'kept' } }),
      row({ source: persons, cleared: { side: 'mailbox', as: 'gone' } }),
      row({ mailbox: persons }),
    ];
    expect(rows.reduce(countCleared, NOTHING_CLEARED)).toEqual({
      removed: { events: 1, entries: 0 },
      kept: { events: 0, entries: 1 },
    });
  });
});
