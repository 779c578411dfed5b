// Losing values of a user.
import { describe, expect, it } from 'vitest';
import { PAGE_CHARACTERS_MAX } from '../../../../shared/links/page.ts';
import { listConflicts } from '../../../../shared/links/pairs/listConflicts.ts';
import type { HistoryRow } from '../../../../shared/sync/ports/rows.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

function withLosers(...losers: readonly Partial<HistoryRow>[]) {
  const company = memoryCompany();
  const { clock, tables, addLink, open } = company;
  addLink(settingsOf('ada'));
  open({
    mailbox: shownRemote({ away: ['event-a'] }),
    source: shownRemote(),
    open: ({ field, sealed }) => (sealed === 'broken' ? undefined : { patch: { [field]: sealed } }),
  });
  tables.put('ada', { kind: 'pair', name: 'a' }, wholePair('a', { restores: ['2-x'] }));
  losers.forEach((loser, index) => {
    const row = { side: 'source', field: 'title', why: 'conflict', sealed: 'Lost', pair: 'a', at: index } as const;
    tables.put('ada', { kind: 'history', name: `${index + 1}-x` }, { ...row, expiresAt: clock.now + 1, ...loser });
  });
  return company;
}

describe('listConflicts', () => {
  it('shows what lost, the newest first, page by page, as long as it is kept', async () => {
    const { acting, clock } = withLosers({ expiresAt: Date.UTC(2026, 10, 20) }, { field: 'location' });
    const first = await listConflicts(acting, { email: ADA, limit: 1 });
    expect(first).toEqual({
      items: [
        {
          id: '2-x',
          at: 1,
          pair: 'a',
          title: 'title of entry-a',
          field: 'location',
          side: 'source',
          why: 'conflict',
          lost: { value: 'Lost' },
          now: {},
          keptUntil: clock.now + 1,
        },
      ],
      next: '2-x',
    });
    expect(await listConflicts(acting, { email: ADA, limit: 1, cursor: '2-x' })).toEqual({ items: [] });
    const { acting: other } = withLosers({}, { field: 'location' });
    expect(await listConflicts(other, { email: ADA, limit: 1, cursor: '2-x' })).toMatchObject({
      items: [{ id: '1-x', field: 'title' }],
    });
  });

  it('ends a page where the values are long, and the next page goes on', async () => {
    const long = { sealed: 'x'.repeat(PAGE_CHARACTERS_MAX / 4) };
    const { acting } = withLosers(...Array.from({ length: 9 }, () => long));
    const sizes: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const part = await listConflicts(acting, { email: ADA, limit: 100, cursor });
      if ('problem' in part) throw new Error(part.problem);
      sizes.push(part.items.length);
      cursor = part.next;
      if (cursor === undefined) break;
    }
    expect(sizes).toEqual([3, 3, 3]);
  });

  it('says where a value does not open', async () => {
    const { acting } = withLosers({ sealed: 'broken' });
    const conflicts = await listConflicts(acting, { email: ADA, limit: 1 });
    expect(conflicts).toMatchObject({ items: [{ lost: undefined }] });
  });

  it('says what became of a value that somebody wants back', async () => {
    const { acting } = withLosers(
      { restore: { at: 4, impossible: true } },
      { restore: { at: 4 } },
      { restore: { at: 4 } },
    );
    const conflicts = await listConflicts(acting, { email: ADA, limit: 9 });
    expect(conflicts).toMatchObject({
      items: [{ restore: { state: 'done' } }, { restore: { state: 'waiting' } }, { restore: { state: 'impossible' } }],
    });
  });

  it('before switching on there are none', async () => {
    expect(await listConflicts(memoryCompany().acting, { email: ADA, limit: 1 })).toEqual({ items: [] });
  });
});
