import { describe, expect, it } from 'vitest';
import { requestPerKind } from '../../../shared/exchange/requestPerKind.ts';
import { ok } from '../../../shared/sync/ports/outcome.ts';

const isEven = (each: number): boolean => each % 2 === 0;

describe('requestPerKind', () => {
  it('elements that differ go in requests of their own, and the answers keep their places', async () => {
    const requests: (readonly number[])[] = [];
    const outcomes = await requestPerKind([1, 2, 3, 4], isEven, async (some, even) => {
      requests.push(some);
      return some.map((each) => ok(`${each} ${even}`));
    });
    expect(outcomes).toEqual([ok('1 false'), ok('2 true'), ok('3 false'), ok('4 true')]);
    expect(requests).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it('elements that are alike are one request, and none are none', async () => {
    let requests = 0;
    const count = async (some: readonly number[]) => {
      requests += 1;
      return some.map(() => ok(undefined));
    };
    await requestPerKind([2, 4], isEven, count);
    expect(await requestPerKind([], isEven, count)).toEqual([]);
    expect(requests).toBe(1);
  });

  it('an answer too few is noticed', async () => {
    await expect(requestPerKind([1, 3], isEven, async () => [ok(undefined)])).rejects.toThrow('no outcome');
  });
});
