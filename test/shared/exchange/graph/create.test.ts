import { describe, expect, it } from 'vitest';
import { EVENT, TAG, valuesOf } from '../../../contract/mailbox.ts';
import { openLocalGraph } from './localGraph.ts';

describe('createItems', () => {
  it('a creation whose answer was lost is found by what it was sent with, and not made again', async () => {
    const { mailbox, owner, interrupt } = await openLocalGraph();
    interrupt(1, 'lost');
    const lost = await mailbox.create([{ event: EVENT, tag: TAG }]);
    expect(lost).toMatchObject([{ failure: { kind: 'transient' } }]);
    const [again] = valuesOf(await mailbox.create([{ event: EVENT, tag: TAG }]));
    expect(owner.list()).toHaveLength(1);
    expect(await mailbox.read([again?.id ?? ''])).toMatchObject([{ value: { version: again?.version, tag: TAG } }]);
  });

  it('one that somebody removed meanwhile, or copied, is not made again either: nobody knows', async () => {
    for (const meddle of ['remove', 'copy'] as const) {
      const { mailbox, person, owner } = await openLocalGraph();
      const [made] = valuesOf(await mailbox.create([{ event: EVENT, tag: TAG }]));
      await person[meddle](made?.id ?? '');
      const count = owner.list().length;
      const again = await mailbox.create([{ event: EVENT, tag: TAG }]);
      expect(again).toMatchObject([{ failure: { kind: 'transient', detail: 'ErrorDuplicateTransactionId' } }]);
      expect(owner.list()).toHaveLength(count);
    }
  });

  it('what Exchange would not take is refused before it is sent', async () => {
    const { mailbox, asked } = await openLocalGraph();
    const refused = await mailbox.create([{ event: { ...EVENT, title: 'x'.repeat(256) }, tag: TAG }]);
    expect(refused).toMatchObject([{ failure: { kind: 'rejected', field: 'title' } }]);
    expect(asked()).toBe(0);
  });
});
