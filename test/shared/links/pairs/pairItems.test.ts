// Both items of a pair as they stand now.
import { describe, expect, it } from 'vitest';
import { itemExists, readPairItems, titleIn } from '../../../../shared/links/pairs/pairItems.ts';
import type { LinkContext } from '../../../../shared/sync/ports/link.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Item } from '../../../../shared/sync/ports/remote.ts';
import { pairRow, side, wholePair } from '../rows.ts';

const itemOf = (id: string): Item => ({
  id,
  version: '1',
  content: { kind: 'leftOut', reason: 'item-unreadable', title: id },
});
const remote = {
  batchSize: 5,
  read: async (ids: readonly string[]) =>
    ids.map((id) => {
      if (id === 'event-a') return failed({ kind: 'gone' });
      return id === 'entry-b' ? failed({ kind: 'transient', code: 'exchange-timeout' }) : ok(itemOf(id));
    }),
};
// Only the two sides are read, and only by `read`.
const context = { mailbox: remote, source: remote } as unknown as LinkContext;

describe('readPairItems', () => {
  it('of each pair what stands, is gone, cannot be read, or never was', async () => {
    const [a, b, c] = await readPairItems(context, [
      wholePair('a'),
      wholePair('b'),
      pairRow('c', { source: side('s') }),
    ]);
    if (!a || !b || !c) throw new Error('a pair is missing');
    expect([a, b, c].map((both) => [itemExists(both.mailbox), itemExists(both.source)])).toEqual([
      [false, true],
      [true, undefined],
      [false, true],
    ]);
    expect([a, b, c].map(titleIn)).toEqual(['entry-a', 'event-b', 's']);
    expect(titleIn({ mailbox: failed({ kind: 'gone' }), source: undefined })).toBeUndefined();
  });
});
