// Lists page by page.
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../shared/links/page.ts';

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

  it('the newest first, it goes down', () => {
    const page = { limit: 1, newestFirst: true } as const;
    expect(pageOf(['c', 'b', 'a'], page, itself)).toEqual({ shown: ['c'], next: 'c' });
    expect(pageOf(['c', 'b', 'a'], { ...page, cursor: 'b' }, itself)).toEqual({ shown: ['a'] });
  });
});
