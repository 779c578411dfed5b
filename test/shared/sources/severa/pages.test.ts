import { describe, expect, it } from 'vitest';
import { type pageQuery, readPages } from '../../../../shared/sources/severa/pages.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';

const tokenIn = (query: ReturnType<typeof pageQuery>) => query.find(([name]) => name === 'pageToken')?.[1];

describe('readPages', () => {
  it('asks with the token of the page before, until one has none', async () => {
    const asked: (string | undefined)[] = [];
    const rows = await readPages(async (query) => {
      const token = tokenIn(query);
      asked.push(token);
      return token === 'b' ? ok({ value: [3] }) : ok({ value: [1], nextPageToken: token === undefined ? 'a' : 'b' });
    });
    expect(rows).toEqual(ok([1, 1, 3]));
    expect(asked).toEqual([undefined, 'a', 'b']);
  });

  it('a page that fails, or a token that comes again, leaves no part of a listing', async () => {
    const failure = failed({ kind: 'transient', code: 'source-unavailable' });
    expect(
      await readPages(async (query) => (tokenIn(query) ? failure : ok({ value: [1], nextPageToken: 'a' }))),
    ).toEqual(failure);
    const again = await readPages(async () => ok({ value: [1], nextPageToken: 'a' }));
    expect(again).toMatchObject({ ok: false, failure: { code: 'source-answer-broken' } });
  });
});
