import { describe, expect, it } from 'vitest';
import { createBatchSizes } from '../../../../../shared/exchange/ews/connection/batchSize.ts';
import type { Failure } from '../../../../../shared/sync/ports/outcome.ts';

const BUSY: Failure = { kind: 'throttled', code: 'exchange-throttled', retryAt: 0 };
const TIMEOUT: Failure = { kind: 'transient', code: 'exchange-timeout' };

describe('createBatchSizes', () => {
  it.each([BUSY, TIMEOUT])('is halved by $code, down to five', (failure) => {
    const sizes = createBatchSizes();
    const after = [1, 2, 3, 4, 5].map(() => {
      sizes.learn('ada', sizes.of('ada'), failure);
      return sizes.of('ada');
    });
    expect(after).toEqual([25, 13, 7, 5, 5]);
  });

  it('grows again by five with each full batch that went well, up to fifty', () => {
    const sizes = createBatchSizes();
    sizes.learn('ada', 20, BUSY);
    const after = Array.from({ length: 10 }, () => {
      sizes.learn('ada', sizes.of('ada'), undefined);
      return sizes.of('ada');
    });
    expect(after).toEqual([15, 20, 25, 30, 35, 40, 45, 50, 50, 50]);
  });

  it('a batch that was not full says nothing of a larger one', () => {
    const sizes = createBatchSizes();
    sizes.learn('ada', 20, BUSY);
    sizes.learn('ada', 9, undefined);
    expect(sizes.of('ada')).toBe(10);
  });

  it('batches under way together halve it once', () => {
    const sizes = createBatchSizes();
    for (let i = 0; i < 3; i += 1) sizes.learn('ada', 50, BUSY);
    expect(sizes.of('ada')).toBe(25);
  });

  it('an answer that is too large halves it, a broken one does not', () => {
    const sizes = createBatchSizes();
    const broken = { kind: 'transient', code: 'exchange-answer-broken' } as const;
    sizes.learn('ada', 50, { ...broken, detail: 'NOT_JSON' });
    expect(sizes.of('ada')).toBe(50);
    sizes.learn('ada', 50, { ...broken, detail: 'ANSWER_TOO_LARGE' });
    expect(sizes.of('ada')).toBe(25);
  });

  it('other failures have nothing to do with it, and other mailboxes go on', () => {
    const sizes = createBatchSizes();
    sizes.learn('ada', 50, { kind: 'transient', code: 'exchange-unreachable' });
    sizes.learn('ada', 50, { kind: 'gone' });
    expect(sizes.of('ada')).toBe(50);
    sizes.learn('ada', 50, BUSY);
    expect(sizes.of('grace')).toBe(50);
  });
});
