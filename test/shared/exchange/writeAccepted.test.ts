import { describe, expect, it } from 'vitest';
import { writeAccepted } from '../../../shared/exchange/writeAccepted.ts';
import { failed, ok } from '../../../shared/sync/ports/outcome.ts';

const REFUSED = { kind: 'rejected', code: 'item-rejected' } as const;
const oddRefused = (n: number) => (n % 2 === 1 ? REFUSED : undefined);

describe('writeAccepted', () => {
  it('writes what is accepted, and every answer keeps its place', async () => {
    const sent: number[][] = [];
    const outcomes = await writeAccepted([1, 2, 3, 4], oddRefused, async (accepted) => {
      sent.push([...accepted]);
      return accepted.map((n) => ok(n * 10));
    });
    expect(sent).toEqual([[2, 4]]);
    expect(outcomes).toEqual([failed(REFUSED), ok(20), failed(REFUSED), ok(40)]);
  });

  it('an answer too few is a bug, not an outcome', async () => {
    await expect(writeAccepted([2, 4], oddRefused, async () => [ok(1)])).rejects.toThrow('no outcome');
  });
});
