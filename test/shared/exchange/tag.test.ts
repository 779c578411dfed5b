import { describe, expect, it } from 'vitest';
import { tagIn, tagValue } from '../../../shared/exchange/tag.ts';

describe('tagIn', () => {
  it('reads what tagValue writes, with what the item was made from', () => {
    const tag = { pair: 'a_b-1', nonce: 'X_-9' };
    expect(tagIn(tagValue(tag), undefined)).toEqual(tag);
    expect(tagIn(tagValue(tag), 'o')).toEqual({ ...tag, of: 'o' });
  });

  it.each([undefined, '', 'a', 'a.b.c', 'a.', '.b', 'a b.c'])('%j is none of ours', (text) => {
    expect(tagIn(text, 'o')).toBeUndefined();
  });
});
