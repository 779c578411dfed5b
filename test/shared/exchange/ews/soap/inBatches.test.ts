import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../../../shared/exchange/ews/soap/inBatches.ts';
import { failed, ok } from '../../../../../shared/sync/ports/outcome.ts';
import { answer, scriptedMailbox } from '../scriptedExchange.ts';

describe('inBatches', () => {
  it('takes as many at a time as the mailbox takes now, and answers each in its place', async () => {
    const { mailbox } = await scriptedMailbox(answer(''));
    const { batchSizes } = mailbox.connection;
    const [first, elements] = [batchSizes.of(mailbox.address), Array.from({ length: 120 }, (_, at) => at)];
    const sizes: number[] = [];
    const outcomes = await inBatches(mailbox, elements, async (batch) => {
      sizes.push(batch.length);
      const late = { kind: 'throttled', code: 'exchange-throttled', retryAt: 0 } as const;
      if (sizes.length === 1) batchSizes.learn(mailbox.address, batch.length, late);
      return batch.map((each) => (each === 7 ? failed({ kind: 'gone' }) : ok(each * 2)));
    });
    expect(sizes).toEqual([first, first / 2, first / 2, 120 - 2 * first]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value)).toEqual(
      elements.map((each) => each !== 7 && each * 2),
    );
  });

  it('nothing to ask is no request', async () => {
    const { mailbox } = await scriptedMailbox(answer(''));
    expect(await inBatches(mailbox, [], () => Promise.reject(new Error('asked')))).toEqual([]);
  });
});
