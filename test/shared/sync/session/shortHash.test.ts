import { describe, expect, it } from 'vitest';
import { shortHash } from '../../../../shared/sync/session/shortHash.ts';

describe('shortHash', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is that of FNV-1a', (text, hash) => {
    expect(shortHash(text)).toBe(hash | 0);
  });

  it('tells the names of a large calendar apart, but for a few', () => {
    const names = Array.from({ length: 50_000 }, (_, index) => `mailboxIndex|AAMkADk${index}`);
    expect(new Set(names.map(shortHash)).size).toBeGreaterThan(49_990);
  });
});
