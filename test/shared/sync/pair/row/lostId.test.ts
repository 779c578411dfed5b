import { describe, expect, it } from 'vitest';
import { asLost, givenId, isLost } from '../../../../../shared/sync/pair/row/lostId.ts';

describe('asLost', () => {
  it('is told from every id that an interface gives, and gives it back', () => {
    const id = 'AAMkAGI2+/Tg=';
    expect(isLost(id)).toBe(false);
    expect(isLost(asLost(id))).toBe(true);
    expect(givenId(asLost(id))).toBe(id);
    expect(givenId(id)).toBe(id);
  });

  it('marks what is marked once only', () => {
    expect(asLost(asLost('a'))).toBe(asLost('a'));
  });
});
