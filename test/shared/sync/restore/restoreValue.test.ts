// The fate of a wish for a losing value: restore.test.ts has the sides, and whole runs.
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/sync/pair/plan.ts';
import type { HistoryRow } from '../../../../shared/sync/ports/rows.ts';
import { restoreValue } from '../../../../shared/sync/restore/restore.ts';
import {
  type AnswerTable,
  AT,
  BASE,
  eventWith,
  GONE,
  planWith,
  play,
  rowWith,
  SETTINGS,
  there,
} from '../../../world/planning.ts';

const wanted: HistoryRow = {
  side: 'source',
  field: 'title',
  why: 'conflict',
  sealed: '***',
  pair: 'pair',
  at: 0,
  expiresAt: AT + 1,
  restore: { at: 1 },
};
const patch = { title: 'Lost' };
const wishing = (change: Partial<Plan> = {}, row: Partial<Plan['row']> = {}) =>
  planWith({ row: rowWith({ restores: ['wish', 'next'], ...row }), ...change });
const restore = (plan: Plan, table: AnswerTable, at = AT) => {
  const { made, asked } = play(restoreValue(plan, SETTINGS, at), table);
  return { ...made, asked };
};
const only = { restores: ['wish'] };

describe('restoreValue', () => {
  it('a pair without wishes goes on', () => {
    const plan = planWith();
    expect(restore(plan, {})).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('the first wish is written as that person’s edit, alone, and what it replaces goes on record', () => {
    const { kind, plan, asked } = restore(wishing(), { losingValue: { row: wanted, opened: { patch } } });
    expect(asked).toEqual([{ kind: 'losingValue', name: 'wish' }]);
    expect([kind, plan.conclusion]).toEqual(['decided', 'lookAgain']);
    const losers = [{ side: 'mailbox', field: 'title', why: 'replaced', value: '"Planning"' }];
    expect(plan.operations).toEqual([
      { op: 'update', side: 'mailbox', item: eventWith(), patch, losers, restores: 'wish' },
    ]);
    expect(plan.row.restores).toEqual(['wish', 'next']);
  });

  it('a value that stands there already counts as edited, and the wish is fulfilled', () => {
    const same = { losingValue: { row: wanted, opened: { patch: { title: 'Planning' } } } };
    const { kind, plan } = restore(wishing({}, only), same);
    expect([kind, plan.operations, plan.row.restores]).toEqual(['goOn', [], undefined]);
    expect(plan.row.mailbox?.base.title).toBeUndefined();
    expect(plan.row.source?.base).toEqual(BASE);
  });

  it('half of a write, which reads as wanted, is written again and replaces nothing', () => {
    const begun = { id: 'event', uid: 'uid', base: BASE, begun: { rev: 'r', at: 0 } };
    const item = eventWith({ begun: 'r' });
    const when = item.content.kind === 'event' ? item.content.event.when : undefined;
    if (!when) throw new Error('it can be read');
    const table = { losingValue: { row: { ...wanted, field: 'when' }, opened: { patch: { when } } } } as const;
    const { kind, plan } = restore(wishing({ mailbox: there(item) }, { ...only, mailbox: begun }), table);
    expect([kind, plan.operations]).toMatchObject(['decided', [{ op: 'update', patch: { when }, losers: [] }]]);
    const whole = restore(wishing({}, { ...only, mailbox: begun }), table);
    expect([whole.kind, whole.plan.operations]).toEqual(['goOn', []]);
  });

  it.each([
    ['its time is over', wishing({}, only), { row: wanted, opened: { patch } }, AT + 1],
    ['it cannot be opened', wishing({}, only), { row: wanted, opened: undefined }, AT],
    ['a side is missing', wishing({ source: GONE }, only), { row: wanted, opened: { patch } }, AT],
  ])('a wish is given up where %s, and its row says so', (_, plan, losingValue, at) => {
    const { kind, plan: after } = restore(plan, { losingValue }, at);
    expect([kind, after.operations, after.row.restores]).toEqual(['goOn', [], undefined]);
    const row = { ...wanted, restore: { at: 1, impossible: true } };
    expect(after.rows).toEqual([{ op: 'put', kind: 'history', name: 'wish', row }]);
  });

  it('a wish whose row is gone, or says nothing of it, is forgotten', () => {
    const { restore: _, ...plain } = wanted;
    for (const losingValue of [undefined, { row: plain, opened: undefined }]) {
      const { kind, plan } = restore(wishing({}, only), { losingValue });
      expect([kind, plan.rows, plan.row.restores]).toEqual(['goOn', [], undefined]);
    }
  });

  it('the next wish follows one that was given up', () => {
    const losingValue = ({ name }: { name: string }) =>
      name === 'next' ? { row: wanted, opened: { patch } } : undefined;
    const { kind, plan } = restore(wishing(), { losingValue });
    expect([kind, plan.operations]).toMatchObject(['decided', [{ restores: 'next' }]]);
    expect(plan.row.restores).toEqual(['next']);
  });
});
