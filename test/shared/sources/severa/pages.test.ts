import { describe, expect, it } from 'vitest';
import { type Place, type pageQuery, placeAfter, readPages } from '../../../../shared/sources/severa/pages.ts';
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

describe('placeAfter', () => {
  const isEndless = (tokenOf: (page: number) => string, pages: number): boolean => {
    let place: Place | undefined;
    for (let page = 0; page < pages; page += 1) {
      place = placeAfter(place, tokenOf(page));
      if (!place) return true;
    }
    return false;
  };

  it.each([1, 2, 3, 7, 50])('sees a circle of %i tokens, also behind other pages', (length) => {
    expect(isEndless((page) => `${page % length}`, 4 * length)).toBe(true);
    expect(isEndless((page) => (page < 5 ? `before ${page}` : `${page % length}`), 4 * (length + 5))).toBe(true);
  });

  it('goes on as long as each token is another one', () => {
    expect(isEndless(String, 1000)).toBe(false);
  });
});
