// A hold, and the decision about it.
import { describe, expect, it } from 'vitest';
import { decide, holdOf } from '../../../../shared/links/holds/holdOf.ts';
import { memoryCompany } from '../memoryApp.ts';

const row = { id: 'h', state: 'held', count: 4, at: 6 } as const;

describe('holdOf', () => {
  it('says how many deletes wait, since when and why', () => {
    expect(holdOf(row)).toEqual({ state: 'held', deletes: 4, since: 6, why: 'tooMany' });
    expect(holdOf({ ...row, emptied: true })).toMatchObject({ why: 'emptied' });
  });
});

describe('decide', () => {
  it.each([
    ['release', 'released', 'holdReleased'],
    ['discard', 'discarded', 'holdDiscarded'],
  ] as const)('%s: the hold is %s, on record with its count, and a run follows', async (decision, state, what) => {
    const { acting, tables, store, messages, clock } = memoryCompany();
    tables.put('ada', { kind: 'hold', name: '' }, row);
    const [hold] = await store.load([{ kind: 'hold', name: '' }]);
    if (!hold) throw new Error('no hold');
    expect(await decide(acting, { link: 'ada', hold }, decision)).toBe(state);
    expect((await store.load([{ kind: 'hold', name: '' }]))[0]?.row).toEqual({ ...row, state });
    expect((await store.list('audit')).map((stored) => stored.row)).toEqual([
      { at: clock.now, by: 'company', what, count: 4 },
    ]);
    expect(messages).toEqual(['link ada']);
  });

  it('another hold that stands there by now is not decided', async () => {
    const { acting, tables, store, messages } = memoryCompany();
    tables.put('ada', { kind: 'hold', name: '' }, row);
    const [hold] = await store.load([{ kind: 'hold', name: '' }]);
    if (!hold) throw new Error('no hold');
    tables.put('ada', { kind: 'hold', name: '' }, { ...row, id: 'i', count: 400 });
    expect(await decide(acting, { link: 'ada', hold }, 'release')).toBeUndefined();
    expect((await store.load([{ kind: 'hold', name: '' }]))[0]?.row).toMatchObject({ id: 'i', state: 'held' });
    expect(await store.list('audit')).toEqual([]);
    expect(messages).toEqual([]);
  });
});
