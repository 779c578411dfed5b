import { describe, expect, it } from 'vitest';
import { asEdited, withoutWish, withRestored } from '../../../../../shared/sync/pair/row/restored.ts';
import type { UpdateIntent } from '../../../../../shared/sync/ports/rows.ts';
import { BASE, rowWith } from '../../../../world/planning.ts';

const update: UpdateIntent = {
  op: 'update',
  at: 0,
  losers: [],
  rev: 'r',
  version: '1',
  target: { title: 'restored' },
  otherBase: {},
};

describe('withRestored', () => {
  it('the field counts as edited on the side that was written, and the wish is fulfilled', () => {
    const row = rowWith({ restores: ['first', 'second'] });
    const { title: _, ...rest } = BASE;
    const after = withRestored(row, 'mailbox', { ...update, restores: 'first' });
    expect(after.mailbox?.base).toEqual(rest);
    expect(after.source).toEqual(row.source);
    expect(after.restores).toEqual(['second']);
  });

  it('any other update changes nothing', () => {
    const row = rowWith({ restores: ['first'] });
    expect(withRestored(row, 'mailbox', update)).toBe(row);
  });
});

describe('asEdited', () => {
  it('a pair without that side stays as it is', () => {
    const { mailbox: _, ...half } = rowWith();
    expect(asEdited(half, 'mailbox', ['title'])).toBe(half);
  });
});

describe('withoutWish', () => {
  it('the row says nothing of wishes once there are none', () => {
    expect('restores' in withoutWish(rowWith({ restores: ['only'] }), 'only')).toBe(false);
  });
});
