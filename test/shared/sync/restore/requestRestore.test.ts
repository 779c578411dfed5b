// The writes of a wish for a losing value.
import { describe, expect, it } from 'vitest';
import type { DirtyRow, HistoryRow, PairRow } from '../../../../shared/sync/ports/rows.ts';
import type { LinkStore } from '../../../../shared/sync/ports/store.ts';
import { requestRestore } from '../../../../shared/sync/restore/requestRestore.ts';
import { MemoryTables } from '../../../memory/tables.ts';

const whole: PairRow = {
  pair: 'p',
  mailbox: { id: 'e', base: {} },
  source: { id: 's', base: {} },
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
};
const lost: HistoryRow = {
  side: 'source',
  field: 'title',
  why: 'conflict',
  sealed: 's',
  pair: 'p',
  at: 1,
  expiresAt: 9,
};
const mark: DirtyRow = { pair: 'p', why: 'changed', at: 1, attempts: 3, notBefore: 7 };
const request = { name: 'z1', at: 5, by: 'ada@example.com', audit: 'y1' };

function rows(pair: Partial<PairRow> = {}): { tables: MemoryTables; store: LinkStore } {
  const tables = new MemoryTables();
  tables.put('ada', { kind: 'history', name: 'z1' }, lost);
  tables.put('ada', { kind: 'pair', name: 'p' }, { ...whole, ...pair });
  return { tables, store: tables.linkStore('ada') };
}
const rowsOf = async (store: LinkStore) => {
  const lists = await Promise.all((['history', 'pair', 'dirty', 'audit'] as const).map((kind) => store.list(kind)));
  return lists.map(([stored]) => stored?.row);
};

describe('requestRestore', () => {
  it('the wish stands on value and pair, the pair is marked, and who asked is on record', async () => {
    const { store } = rows({ restores: ['z0'] });
    expect(await requestRestore(store, request)).toBe('requested');
    expect(await rowsOf(store)).toEqual([
      { ...lost, restore: { at: 5 } },
      { ...whole, restores: ['z0', 'z1'] },
      { pair: 'p', why: 'restore', at: 5, attempts: 0 },
      { at: 5, by: 'ada@example.com', what: 'valueRestored', conflict: 'z1' },
    ]);
  });

  it('asked again it writes nothing', async () => {
    const { store } = rows();
    await requestRestore(store, request);
    const before = await rowsOf(store);
    expect(await requestRestore(store, { ...request, at: 6, audit: 'y2' })).toBe('known');
    expect(await rowsOf(store)).toEqual(before);
  });

  it('a mark that stands stays as it is', async () => {
    const { tables, store } = rows();
    tables.put('ada', { kind: 'dirty', name: 'p' }, mark);
    await requestRestore(store, request);
    expect((await store.list('dirty'))[0]?.row).toEqual(mark);
  });

  it('a run that ends the mark at the same time is noticed', async () => {
    const { tables, store } = rows();
    tables.put('ada', { kind: 'dirty', name: 'p' }, mark);
    let commits = 0;
    const commit: LinkStore['commit'] = async (writes) => {
      commits += 1;
      if (commits === 1) tables.partition('ada').delete('dirty|p');
      return store.commit(writes);
    };
    expect(await requestRestore({ ...store, commit }, request)).toBe('requested');
    expect((await store.list('dirty'))[0]?.row.why).toBe('restore');
    expect(await requestRestore({ ...store, commit: async () => ({ ok: false, index: 0 }) }, request)).toBe('known');
  });

  it('others who are quicker again and again are busy', async () => {
    const { store } = rows();
    const commit: LinkStore['commit'] = async () => ({ ok: false, index: 0 });
    expect(await requestRestore({ ...store, commit }, request)).toBe('busy');
  });

  it('what its time is over for, and what never was, is over', async () => {
    const { store } = rows();
    expect(await requestRestore(store, { ...request, at: 9 })).toBe('over');
    expect(await requestRestore(store, { ...request, name: 'other' })).toBe('over');
  });

  it.each([
    { standing: { is: 'ended', at: 1 } },
    { standing: { is: 'left' } },
    { standing: { is: 'unlinked' } },
  ] as const)('of a pair that ended: %j', async (state) => {
    const { store } = rows(state);
    expect(await requestRestore(store, request)).toBe('impossible');
    expect((await rowsOf(store))[0]).toEqual(lost);
  });
});
