import { describe, expect, it } from 'vitest';
import { keepDiscarded, writeAgain } from '../../../../../shared/sync/pair/writes/discardedHold.ts';
import { EVENT, GONE, planWith, rowWith, SETTINGS } from '../../../../world/planning.ts';

const HELD = rowWith({ standing: { is: 'held', hold: 'h' } });
const KEPT = rowWith({ standing: { is: 'kept' } });

describe('keepDiscarded', () => {
  it('the pair remembers that its delete was discarded', () => {
    const { kind, plan } = keepDiscarded(planWith({ row: HELD, isDiscarded: true }));
    expect([kind, plan.row.standing]).toEqual(['goOn', { is: 'kept' }]);
  });

  it('a hold that a person has not discarded stays', () => {
    const plan = planWith({ row: HELD });
    expect(keepDiscarded(plan)).toEqual({ kind: 'goOn', plan });
  });
});

describe('writeAgain', () => {
  it.each(['mailbox', 'source'] as const)('the side that lost the item gets it again: %s', (side) => {
    const { kind, plan } = writeAgain(planWith({ row: KEPT, [side]: GONE }), SETTINGS);
    expect(kind).toBe('decided');
    expect(plan.operations).toEqual([{ op: 'create', side, event: EVENT }]);
    expect(plan.row.standing).toEqual({ is: 'kept' });
  });

  it.each([
    ['stand again', {}],
    ['are gone', { mailbox: GONE, source: GONE }],
  ])('where both items %s, nothing is left to keep, and the pair is looked at again', (_, change) => {
    const { kind, plan } = writeAgain(planWith({ row: KEPT, ...change }), SETTINGS);
    expect([kind, plan.conclusion, plan.operations, plan.row.standing]).toEqual([
      'decided',
      'lookAgain',
      [],
      undefined,
    ]);
  });

  it('any other pair goes on', () => {
    const plan = planWith({ mailbox: GONE });
    expect(writeAgain(plan, SETTINGS)).toEqual({ kind: 'goOn', plan });
  });
});
