import { describe, expect, it } from 'vitest';
import { originOf } from '../../../../../shared/sync/pair/row/origin.ts';

describe('originOf', () => {
  it('stays the same when an item with a UID gets another id', () => {
    expect(originOf({ id: 'a', uid: 'u' })).toBe(originOf({ id: 'b', uid: 'u' }));
    expect(originOf({ id: 'a', uid: 'u' })).not.toBe(originOf({ id: 'a', uid: 'v' }));
  });

  it('is by the id where there is no UID, and shows neither', () => {
    expect(originOf({ id: 'the-id' })).not.toBe(originOf({ id: 'another' }));
    expect(originOf({ id: 'the-id' })).not.toContain('the-id');
  });
});
