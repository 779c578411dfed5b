// A losing value that a person wants back. test/functions/conflicts.test.ts follows it through the runs.
import { describe, expect, it } from 'vitest';
import { restoreConflict } from '../../../../shared/links/pairs/restoreConflict.ts';
import type { HistoryRow } from '../../../../shared/sync/ports/rows.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

function withLoser(loser: Partial<HistoryRow> = {}, sides: Parameters<typeof shownRemote>[0] = {}) {
  const company = memoryCompany();
  company.addLink(settingsOf('ada', { started: true }));
  company.open({
    mailbox: shownRemote(sides),
    source: shownRemote(sides),
    open: ({ field, sealed }) => (sealed === 'broken' ? undefined : { patch: { [field]: sealed } }),
  });
  company.tables.put('ada', { kind: 'pair', name: 'a' }, wholePair('a'));
  const row = { side: 'source', field: 'title', why: 'conflict', sealed: 'Lost', pair: 'a', at: 1 } as const;
  company.tables.put('ada', { kind: 'history', name: '1-x' }, { ...row, expiresAt: company.clock.now + 1, ...loser });
  return company;
}

const request = { email: ADA, conflict: '1-x' };

describe('restoreConflict', () => {
  it('a calendar that does not answer now is left to the run, which is asked for', async () => {
    const { acting, store, messages } = withLoser({}, { away: ['event-a'] });
    expect(await restoreConflict(acting, request)).toEqual({ isNew: true });
    expect((await store.list('pair'))[0]?.row.restores).toEqual(['1-x']);
    expect((await store.list('audit')).map(({ row }) => row)).toMatchObject([
      { by: 'company', what: 'valueRestored', conflict: '1-x' },
    ]);
    expect(messages).toEqual(['link ada']);
  });

  it('asked again it writes nothing', async () => {
    const { acting, messages, store } = withLoser({ restore: { at: 2 } });
    expect(await restoreConflict(acting, request)).toEqual({ isNew: false });
    expect(messages).toEqual([]);
    expect(await store.list('audit')).toEqual([]);
  });

  it.each([
    ['conflict-over', { expiresAt: 0 }, {}],
    ['conflict-unreadable', { sealed: 'broken' }, {}],
    ['restore-impossible', {}, { gone: ['entry-a'] }],
    ['restore-impossible', { pair: 'none' }, {}],
  ] as const)('%s: of %j, with %j', async (problem, loser, sides) => {
    const { acting, messages } = withLoser(loser, sides);
    expect(await restoreConflict(acting, request)).toEqual({ problem });
    expect(messages).toEqual([]);
  });

  it('an id that is none of this link is over', async () => {
    const { acting } = withLoser();
    expect(await restoreConflict(acting, { ...request, conflict: '9-x' })).toEqual({ problem: 'conflict-over' });
  });
});
