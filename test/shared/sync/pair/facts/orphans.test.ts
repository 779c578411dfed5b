import { describe, expect, it } from 'vitest';
import { removeOrphans } from '../../../../../shared/sync/pair/facts/orphans.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import { answering, planWith, play, rowWith, TIMEOUT } from '../../../../world/planning.ts';

const ORPHANS = [
  { side: 'mailbox', id: 'twin', version: '1' },
  { side: 'source', id: 'late', version: '2' },
] as const;

describe('removeOrphans', () => {
  it('a pair without orphans goes on', () => {
    const plan = planWith();
    expect(answering(removeOrphans(plan))).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('removes each of them before anything else is decided, and looks again', () => {
    const removing = removeOrphans(planWith({ row: rowWith({ orphans: ORPHANS }) }));
    const { made, asked } = play(removing, { removeOrphan: ok(undefined) });
    expect(asked).toEqual(ORPHANS.map((orphan) => ({ kind: 'removeOrphan', orphan })));
    expect([made.kind, made.plan.conclusion, made.plan.row.orphans]).toEqual(['decided', 'lookAgain', []]);
  });

  it('keeps them all where a side does not answer', () => {
    const removing = removeOrphans(planWith({ row: rowWith({ orphans: ORPHANS }) }));
    const { kind, plan, asked } = answering(removing, { removeOrphan: TIMEOUT });
    expect([kind, plan.failure, plan.row.orphans, asked.length]).toEqual(['stopped', TIMEOUT.failure, ORPHANS, 1]);
  });
});
