import { describe, expect, it } from 'vitest';
import { without } from '../../../../../shared/sync/pair/row/without.ts';

describe('without', () => {
  it('lacks the named properties, and leaves the original as it is', () => {
    const row = { a: 1, b: 2, c: undefined };
    expect(Object.keys(without(row, 'a', 'c'))).toEqual(['b']);
    expect(without(row)).toEqual(row);
    expect(Object.keys(row)).toEqual(['a', 'b', 'c']);
  });
});
