import { describe, expect, it } from 'vitest';
import { refuseLargeLosers } from '../../../../shared/sync/pair/largeLosers.ts';
import { LOSING_VALUE_BYTES_MAX, type LosingValue } from '../../../../shared/sync/pair/losers.ts';
import type { Operation } from '../../../../shared/sync/pair/plan.ts';
import { EVENT, eventWith, planWith } from '../../../world/planning.ts';

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

describe('refuseLargeLosers', () => {
  it('a plan goes on whose losing values the rows can hold', () => {
    const plan = planWith({ operations: [create, update(FITS)], losers: [FITS] });
    expect(refuseLargeLosers(plan)).toEqual({ kind: 'goOn', plan });
  });

  it.each([
    ['by a write', { operations: [create, update(FITS, LARGE)], losers: [FITS] }],
    ['beside the writes', { operations: [create], losers: [FITS, LARGE] }],
  ])('nothing is written where one that would be lost %s is too large, and the field is named', (_, change) => {
    const { kind, plan } = refuseLargeLosers(planWith({ ...change, conclusion: 'lookAgain' }));
    expect(kind).toBe('stopped');
    expect([plan.operations, plan.losers, plan.conclusion]).toEqual([[], [FITS], 'inStep']);
    expect(plan.failure).toMatchObject({ kind: 'rejected', code: 'item-rejected', field: 'description' });
  });

  it('the bytes of UTF-8 count, not the characters', () => {
    const wide = loser('é'.repeat(LOSING_VALUE_BYTES_MAX / 2 + 1));
    expect(refuseLargeLosers(planWith({ losers: [wide] })).kind).toBe('stopped');
  });

  it('a value that is sealed already was measured before', () => {
    const { value, ...rest } = LARGE;
    expect(refuseLargeLosers(planWith({ losers: [{ ...rest, sealed: value }] })).kind).toBe('goOn');
  });
});
