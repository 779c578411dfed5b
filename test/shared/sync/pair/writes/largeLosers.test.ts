import { describe, expect, it } from 'vitest';
import { LOSING_VALUE_BYTES_MAX, type LosingValue } from '../../../../../shared/sync/pair/losers.ts';
import type { Operation } from '../../../../../shared/sync/pair/plan.ts';
import { unlessTooLarge } from '../../../../../shared/sync/pair/writes/largeLosers.ts';
import { EVENT, eventWith, planWith } from '../../../../world/planning.ts';

const loser = (value: string): LosingValue => ({ side: 'mailbox', field: 'description', why: 'conflict', value });
const FITS = loser('x'.repeat(LOSING_VALUE_BYTES_MAX));
const LARGE = loser('x'.repeat(LOSING_VALUE_BYTES_MAX + 1));
const update = (...losers: LosingValue[]): Operation => ({
  op: 'update',
  side: 'mailbox',
  item: eventWith(),
  patch: {},
  losers,
});
const create: Operation = { op: 'create', side: 'source', event: EVENT };
const before = planWith();

describe('unlessTooLarge', () => {
  it('a plan stays as it is whose losing values the rows can hold', () => {
    const plan = planWith({ operations: [create, update(FITS)], losers: [FITS] });
    expect(unlessTooLarge(plan, before)).toBe(plan);
  });

  it.each([
    ['by a write', { operations: [create, update(FITS, LARGE)], losers: [FITS] }],
    ['beside the writes', { operations: [create], losers: [FITS, LARGE] }],
    ['by a write after which the pair waits', { operations: [update(LARGE)], waitUntil: 7 }],
  ])('nothing of the look is kept where a value that would be lost %s is too large', (_, change) => {
    const refused = unlessTooLarge(planWith({ ...change, conclusion: 'lookAgain' }), before);
    expect(refused).toEqual({
      ...before,
      failure: expect.objectContaining({ kind: 'rejected', code: 'item-rejected', field: 'description' }),
    });
  });

  it('the bytes of UTF-8 count, not the characters', () => {
    const wide = loser('é'.repeat(LOSING_VALUE_BYTES_MAX / 2 + 1));
    expect(unlessTooLarge(planWith({ losers: [wide] }), before).failure).toBeDefined();
  });

  it('a value that is sealed already was measured before', () => {
    const { value, ...rest } = LARGE;
    expect(unlessTooLarge(planWith({ losers: [{ ...rest, sealed: value }] }), before).failure).toBeUndefined();
  });
});
