// The contract of TagLedger: the tags of entries whose application has no field for one.
import { describe, expect, it } from 'vitest';
import type { Announcement, TagLedger } from '../../shared/sync/ports/tagLedger.ts';

const tag = (nonce: string) => ({ pair: 'p1', nonce, of: 'o1' });
const announcement = (nonce: string): Announcement => ({
  tag: tag(nonce),
  owner: 'print of ada',
  at: 5,
  naturalKey: 'a.b',
  key: 'k1',
});
const ENTRY = 'e/1+=';

/** `open` gives a ledger that nothing was stored in. */
export function tagLedgerContract(name: string, open: () => Promise<TagLedger>): void {
  describe(`TagLedger contract: ${name}`, () => {
    it('a creation is open from its announcement until its entry is recorded', async () => {
      const ledger = await open();
      await ledger.announce([announcement('n1'), announcement('n2')]);
      expect((await ledger.open()).map((each) => each.tag.nonce).sort()).toEqual(['n1', 'n2']);
      expect(await ledger.open()).toMatchObject([announcement('n1'), announcement('n2')]);
      await ledger.record([{ entry: ENTRY, tag: tag('n1') }]);
      expect((await ledger.open()).map((each) => each.tag.nonce)).toEqual(['n2']);
      expect(await ledger.tagsOf([ENTRY, 'other'])).toEqual([tag('n1'), undefined]);
      expect(await ledger.entryOf(tag('n1'))).toBe(ENTRY);
      expect(await ledger.entryOf(tag('n2'))).toBeUndefined();
    });

    it('an entry is recognised once, and as one creation', async () => {
      const ledger = await open();
      await ledger.announce([announcement('n1'), announcement('n2')]);
      const [first, second] = await ledger.open();
      if (!first || !second) throw new Error('two were announced');
      await ledger.recognise(ENTRY, first);
      await ledger.recognise(ENTRY, second);
      await ledger.recognise('e2', first);
      expect(await ledger.tagsOf([ENTRY, 'e2'])).toEqual([first.tag, undefined]);
      expect((await ledger.open()).map((each) => each.tag.nonce)).toEqual([second.tag.nonce]);
    });

    it('an answer that comes after the recognition decides', async () => {
      const ledger = await open();
      await ledger.announce([announcement('n1'), announcement('n2')]);
      const [, second] = await ledger.open();
      if (!second) throw new Error('two were announced');
      await ledger.recognise(ENTRY, second);
      await ledger.record([{ entry: ENTRY, tag: tag('n1') }]);
      expect(await ledger.tagsOf([ENTRY])).toEqual([tag('n1')]);
      expect(await ledger.open()).toEqual([]);
    });

    it('forgets an entry, and discards a creation, as often as it is asked', async () => {
      const ledger = await open();
      await ledger.announce([announcement('n1'), announcement('n2')]);
      await ledger.record([{ entry: ENTRY, tag: tag('n1') }]);
      const [left] = await ledger.open();
      if (!left) throw new Error('one is open');
      for (let i = 0; i < 2; i += 1) {
        await ledger.forget(ENTRY, tag('n1'));
        await ledger.discard(left);
      }
      expect(await ledger.tagsOf([ENTRY])).toEqual([undefined]);
      expect(await ledger.entryOf(tag('n1'))).toBeUndefined();
      expect(await ledger.open()).toEqual([]);
    });
  });
}
