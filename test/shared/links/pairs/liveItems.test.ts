// Items read live: each once, in batches, in order.
import { describe, expect, it } from 'vitest';
import { readLive, titleOf } from '../../../../shared/links/pairs/liveItems.ts';
import type { LinkContext } from '../../../../shared/sync/ports/link.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Item } from '../../../../shared/sync/ports/remote.ts';

const itemOf = (id: string): Item => ({
  id,
  version: '1',
  content: { kind: 'leftOut', reason: 'item-unreadable', title: `title of ${id}` },
});

describe('readLive', () => {
  it('answers one outcome for each, however often it is asked for', async () => {
    const batches: string[][] = [];
    const side = {
      batchSize: 2,
      async read(ids: readonly string[]) {
        batches.push([...ids]);
        return ids.map((id) => (id === 'gone' ? failed({ kind: 'gone' }) : ok(itemOf(id))));
      },
    };
    // Only the two sides are read, and only by `read`.
    const context = { mailbox: side, source: side } as unknown as LinkContext;
    const items = ['a', 'gone', 'a', 'b'].map((id) => ({ side: 'mailbox', id }) as const);
    const outcomes = await readLive(context, [...items, { side: 'source', id: 'a' }]);
    expect(outcomes).toEqual([
      ok(itemOf('a')),
      failed({ kind: 'gone' }),
      ok(itemOf('a')),
      ok(itemOf('b')),
      ok(itemOf('a')),
    ]);
    expect(batches).toEqual([['a', 'gone'], ['b'], ['a']]);
    expect(titleOf(itemOf('a'))).toBe('title of a');
  });
});
