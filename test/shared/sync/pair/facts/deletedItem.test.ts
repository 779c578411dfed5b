// The fate of a pair whose item we have deleted: settle.ts.
import { describe, expect, it } from 'vitest';
import { withDeleted } from '../../../../../shared/sync/pair/facts/settle.ts';
import type { Plan } from '../../../../../shared/sync/pair/plan.ts';
import type { DeleteIntent, PairRow } from '../../../../../shared/sync/ports/rows.ts';
import { ABSENT, AT, BASE, entryWith, GONE, planWith, rowWith, there } from '../../../../world/planning.ts';

const removal = (at: number, outOfScope = false): DeleteIntent => ({
  op: 'delete',
  at,
  losers: [],
  read: BASE,
  outOfScope,
});

describe('withDeleted', () => {
  const gone = (change: Partial<PairRow> = {}, source: Plan['source'] = GONE) =>
    planWith({ row: rowWith(change), mailbox: GONE, source });

  it.each([
    ['held, and released by a person', { standing: { is: 'held', hold: 'h' } }],
    ['removed by a cleanup', { cleared: { side: 'mailbox', as: 'removed' } }],
  ] as const)('a delete that was %s does not count', (_, change) => {
    expect(withDeleted(gone(change), 'mailbox', removal(AT)).deletes).toBe(0);
  });

  it('of a copy that left its user’s scope the pair is unlinked', () => {
    const plan = withDeleted(gone({}, there(entryWith())), 'mailbox', removal(AT, true));
    expect([plan.row.mailbox, plan.row.standing, plan.mailbox]).toEqual([undefined, { is: 'unlinked' }, ABSENT]);
  });

  it('of a copy that no longer meets a filter the pair takes part again by itself', () => {
    const standing = { is: 'leftOut', reason: 'filtered' } as const;
    expect(withDeleted(gone({ standing }), 'mailbox', removal(AT, true)).row.standing).toEqual(standing);
  });

  it('where the other item is there again, only this side is given up', () => {
    const plan = withDeleted(gone({}, there(entryWith())), 'mailbox', removal(AT));
    expect([plan.row.mailbox, plan.row.standing, plan.deletes]).toEqual([undefined, undefined, 1]);
  });

  it('a cancelled meeting of ours is forgotten', () => {
    const row = { invited: ['print'], meeting: { uid: 'uid' } };
    const plan = withDeleted(gone(row, there(entryWith())), 'mailbox', removal(AT, true));
    expect([plan.row.invited, plan.row.meeting]).toEqual([undefined, undefined]);
  });

  it('the row of a pair whose items are both gone stays for its end', () => {
    const plan = gone();
    expect(withDeleted(plan, 'mailbox', removal(AT))).toEqual({ ...plan, deletes: 1 });
  });
});
