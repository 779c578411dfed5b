// Only so many requests at once.
import { describe, expect, it } from 'vitest';
import { atMost } from '../../shared/atMost.ts';

describe('atMost', () => {
  it('answers in order, and never works on more than so many', async () => {
    let [going, most] = [0, 0];
    const doubled = await atMost(2, [1, 2, 3, 4, 5], async (each) => {
      going += 1;
      most = Math.max(most, going);
      await Promise.resolve();
      going -= 1;
      return each * 2;
    });
    expect(doubled).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });

  it('a failure ends it: nothing more is begun', async () => {
    const begun: number[] = [];
    const work = async (each: number) => {
      begun.push(each);
      throw new Error('down');
    };
    await expect(atMost(2, [1, 2, 3], work)).rejects.toThrow('down');
    expect(begun).toEqual([1, 2]);
  });
});
