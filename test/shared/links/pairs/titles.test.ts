// Titles read live: in batches, in order, and silent about what cannot be read.
import { describe, expect, it } from 'vitest';
import { readTitles } from '../../../../shared/links/pairs/titles.ts';
import type { LinkContext } from '../../../../shared/sync/ports/link.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Item, Remote } from '../../../../shared/sync/ports/remote.ts';

const batches: string[][] = [];

/** A side on which every item is left out under the title of its id, and `gone` is gone. */
const side = (prefix: string): Pick<Remote, 'batchSize' | 'read'> => ({
  batchSize: 2,
  async read(ids) {
    batches.push([...ids]);
    return ids.map((id) => (id === 'gone' ? failed({ kind: 'gone' }) : ok(itemOf(id, `${prefix} ${id}`))));
  },
});

const itemOf = (id: string, title: string): Item => ({
  id,
  version: '1',
  content: { kind: 'leftOut', reason: 'recurrence-not-supported', title },
});

// Only the two sides are read, and only by `read`.
const context = { mailbox: side('event'), source: side('entry') } as unknown as LinkContext;

describe('readTitles', () => {
  it('answers in order, side by side, with a gap for what is gone', async () => {
    const titles = await readTitles(context, [
      { side: 'mailbox', id: 'a' },
      { side: 'source', id: 'a' },
      { side: 'mailbox', id: 'gone' },
      { side: 'mailbox', id: 'b' },
    ]);
    expect(titles).toEqual(['event a', 'entry a', undefined, 'event b']);
    expect(batches).toEqual([['a', 'gone'], ['b'], ['a']]);
  });

  it('nothing asked is nothing read', async () => {
    batches.length = 0;
    expect(await readTitles(context, [])).toEqual([]);
    expect(batches).toEqual([]);
  });
});
