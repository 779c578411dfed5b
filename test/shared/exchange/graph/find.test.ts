import { describe, expect, it } from 'vitest';
import { EVENT, TAG, valuesOf } from '../../../contract/mailbox.ts';
import { openLocalGraph } from './localGraph.ts';

describe('findByTag', () => {
  it('minds the letter case that Graph does not', async () => {
    const { mailbox } = await openLocalGraph();
    valuesOf(await mailbox.create([{ event: EVENT, tag: { ...TAG, nonce: 'aB' } }]));
    expect(await mailbox.findByTag({ ...TAG, nonce: 'Ab' })).toEqual({ ok: true, value: [] });
    expect(await mailbox.findByTag({ ...TAG, nonce: 'aB' })).toMatchObject({ value: [{ tag: { nonce: 'aB' } }] });
  });
});

describe('findByUid', () => {
  it.each(["x' or iCalUId ne '", 'a&$top=1', 'a#b', '%27', "'", 'ä 😀'])(
    'hostile UID %j finds nothing',
    async (uid) => {
      const { mailbox, person } = await openLocalGraph();
      await person.create(EVENT);
      expect(await mailbox.findByUid(uid)).toEqual({ ok: true, value: undefined });
    },
  );
});
