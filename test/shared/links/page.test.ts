// Lists page by page.
import { describe, expect, it } from 'vitest';
import { PAGE_CHARACTERS_MAX, type PagePart, pageOf, pageOfRecord, readPage } from '../../../shared/links/page.ts';

const itself = (name: string): string => name;

describe('pageOf', () => {
  it('goes on after the cursor until nothing is left', () => {
    const names = ['a', 'b', 'c'];
    expect(pageOf(names, { limit: 2 }, itself)).toEqual({ shown: ['a', 'b'], next: 'b' });
    expect(pageOf(names, { limit: 2, cursor: 'b' }, itself)).toEqual({ shown: ['c'] });
    expect(pageOf(names, { limit: 2, cursor: 'c' }, itself)).toEqual({ shown: [] });
  });

  it('goes on after an item that was removed meanwhile', () => {
    expect(pageOf(['a', 'c'], { limit: 1, cursor: 'b' }, itself)).toEqual({ shown: ['c'] });
  });

  it('takes the items in any order', () => {
    expect(pageOf(['c', 'a', 'b'], { limit: 2 }, itself)).toEqual({ shown: ['a', 'b'], next: 'b' });
  });

  it('the newest first, it goes down', () => {
    const page = { limit: 1, newestFirst: true } as const;
    expect(pageOf(['c', 'b', 'a'], page, itself)).toEqual({ shown: ['c'], next: 'c' });
    expect(pageOf(['c', 'b', 'a'], { ...page, cursor: 'b' }, itself)).toEqual({ shown: ['a'] });
  });
});

describe('pageOfRecord', () => {
  it('goes on where it was, though newer items have come', () => {
    const first = pageOfRecord(['c', 'b', 'a'], { limit: 1 });
    expect(first).toEqual({ shown: ['c'], next: '2' });
    expect(pageOfRecord(['e', 'd', 'c', 'b', 'a'], { limit: 1, cursor: '2' })).toEqual({ shown: ['b'], next: '1' });
    expect(pageOfRecord(['c', 'b', 'a'], { limit: 5, cursor: '1' })).toEqual({ shown: ['a'] });
  });

  it.each(['0', '-1', 'x', '1.5', ''])('the cursor %j leads nowhere', (cursor) => {
    expect(pageOfRecord(['a'], { limit: 1, cursor })).toEqual({ shown: [] });
  });
});

describe('readPage', () => {
  const many = Array.from({ length: 100 }, (_, at) => String(at).padStart(3, '0'));
  const long = 'x'.repeat(PAGE_CHARACTERS_MAX / 10);

  it('ends where its items have too many characters, and the next page goes on', async () => {
    const seen: string[] = [];
    let reads = 0;
    const read = async (names: readonly string[]) => {
      reads += 1;
      return names.map((name) => ({ name, long }));
    };
    for (let cursor: string | undefined; ; ) {
      const part = await readPage(pageOf(many, { limit: 100, cursor }, itself), { nameOf: itself, read });
      if ('problem' in part) throw new Error(part.problem);
      expect(JSON.stringify(part.shown).length).toBeLessThan(PAGE_CHARACTERS_MAX + 100);
      seen.push(...part.shown.map(({ name }) => name));
      cursor = part.next;
      if (cursor === undefined) break;
    }
    expect(seen).toEqual(many);
    expect(reads).toBe(12);
  });

  it('an item that is longer than a page stands on a page of its own', async () => {
    const part: PagePart<string> = { shown: ['a', 'b'] };
    const read = async (names: readonly string[]) => names.map(() => 'x'.repeat(PAGE_CHARACTERS_MAX + 1));
    expect(await readPage(part, { nameOf: itself, read })).toMatchObject({ shown: [expect.any(String)], next: 'a' });
  });

  it('short items make one whole page, and a refusal ends it', async () => {
    const part = { shown: many, next: '099' };
    const read = async (names: readonly string[]) => names;
    expect(await readPage(part, { nameOf: itself, read })).toEqual(part);
    const refuse = async () => ({ problem: 'state-unavailable' }) as const;
    expect(await readPage(part, { nameOf: itself, read: refuse })).toEqual({ problem: 'state-unavailable' });
  });
});
