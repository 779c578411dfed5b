import { describe, expect, it } from 'vitest';
import { createAtOnce } from '../../../../../shared/exchange/graph/http/atOnce.ts';

describe('createAtOnce', () => {
  it('runs in order, never more than the most for a name, and goes on after a failure', async () => {
    const line = createAtOnce(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const work = (number: number) =>
      line.run('ada', async () => {
        begun.push(number);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (number === 0) throw new Error('failed');
        return number;
      });
    const all = Promise.allSettled([0, 1, 2, 3].map(work));
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    ends[1]?.();
    ends[2]?.();
    await settle();
    ends[3]?.();
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('names do not wait for each other', async () => {
    const line = createAtOnce(1);
    const never = line.run('ada', () => new Promise<never>(() => undefined));
    expect(await line.run('ben', async () => 'done')).toBe('done');
    expect(never).toBeInstanceOf(Promise);
  });
});
