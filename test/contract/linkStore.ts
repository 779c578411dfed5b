// The contract of LinkStore: what the engine relies on, for every implementation. Long because it is one contract.
import { describe, expect, it } from 'vitest';
import type { MailboxWatermarkRow } from '../../shared/sync/ports/rows.ts';
import type { CommitResult, LinkStore, RowWrite } from '../../shared/sync/ports/store.ts';
import { rowKinds, rowSamples, sampleWrite } from './linkRowSamples.ts';

const index = (id: string, pair: string): RowWrite => ({
  op: 'insert',
  kind: 'mailboxIndex',
  name: id,
  row: { id, pair },
});
const dirty = (pair: string): RowWrite => ({
  op: 'insert',
  kind: 'dirty',
  name: pair,
  row: { pair, why: 'newEvent', at: 1, attempts: 0 },
});

async function committed(store: LinkStore, writes: readonly RowWrite[]): Promise<readonly string[]> {
  const result = await store.commit(writes);
  if (!result.ok) throw new Error(`the write at ${result.index} was refused`);
  return result.etags.map((etag) => etag ?? '');
}

/** `open` gives the store of a link that nothing was stored of. */
export function linkStoreContract({ name, open }: { readonly name: string; readonly open: () => Promise<LinkStore> }) {
  describe(`LinkStore contract: ${name}`, () => {
    it.each(rowKinds)('a %s row comes back as it was written', async (kind) => {
      const store = await open();
      const [etag] = await committed(store, [sampleWrite(kind)]);
      const expected = { kind, ...rowSamples[kind], etag };
      expect(await store.load([{ kind, name: rowSamples[kind].name }])).toEqual([expected]);
      expect(await store.list(kind)).toEqual([expected]);
    });

    it('lists the marks from one pair to another, both included, in their order', async () => {
      const store = await open();
      await committed(store, ['c', 'a', 'b-1', 'b', 'd'].map(dirty));
      const listed = await store.list('dirty', { from: 'b', to: 'c' });
      expect(listed.map((row) => row.name)).toEqual(['b', 'b-1', 'c']);
    });

    it('picks the rows of a kind for which something holds, over all pages', async () => {
      const store = await open();
      for (let page = 0; page < 11; page += 1) {
        await committed(
          store,
          Array.from({ length: 100 }, (_, at) => index(`id-${page}-${at}`, at === 7 ? 'sought' : 'p')),
        );
      }
      await committed(store, [sampleWrite('sourceIndex')]);
      const picked = await store.pick('mailboxIndex', ({ row }) => row.pair === 'sought');
      expect(picked.map(({ row }) => row.id).sort()).toEqual(
        Array.from({ length: 11 }, (_, page) => `id-${page}-7`).sort(),
      );
      expect(picked[0]).toEqual((await store.load([{ kind: 'mailboxIndex', name: picked[0]?.name ?? '' }]))[0]);
      expect(await store.pick('mailboxIndex', () => false)).toEqual([]);
    });

    it('names the rows of a kind in their order', async () => {
      const store = await open();
      const { row } = rowSamples.history;
      const names = ['3-c', '1-a', '2-b'];
      await committed(store, [
        ...names.map((name): RowWrite => ({ op: 'insert', kind: 'history', name, row })),
        sampleWrite('audit'),
      ]);
      expect(await store.names('history')).toEqual([...names].sort());
    });

    it('answers the first rows of a kind, as many as are asked for', async () => {
      const store = await open();
      await committed(store, ['c', 'a', 'b'].map(dirty));
      expect((await store.some('dirty', 2)).map((row) => row.name)).toEqual(['a', 'b']);
      expect(await store.some('dirty', 9)).toHaveLength(3);
      expect(await store.some('pair', 2)).toEqual([]);
    });

    it('the second claimant of an id gets a conflict and nothing of the transaction is stored', async () => {
      const store = await open();
      await committed(store, [index('AAMkX', 'first')]);
      const second = await store.commit([dirty('second'), index('AAMkX', 'second')]);
      expect(second).toEqual({ ok: false, index: 1 } satisfies CommitResult);
      const rows = await store.load([
        { kind: 'mailboxIndex', name: 'AAMkX' },
        { kind: 'dirty', name: 'second' },
      ]);
      expect(rows[0]?.row).toEqual({ id: 'AAMkX', pair: 'first' });
      expect(rows[1]).toBeUndefined();
    });

    it('of many claimants at the same time one wins', async () => {
      const store = await open();
      const claims = Array.from({ length: 12 }, (_, at) => store.commit([index('AAMkX', `pair-${at}`)]));
      expect((await Promise.all(claims)).filter((result) => result.ok)).toHaveLength(1);
    });

    it('ids that differ only in case or in / and + are different rows', async () => {
      const store = await open();
      const ids = ['AAMk', 'aamk', 'AA/k', 'AA+k', 'AA=k', 'AA#?%k', "AA'k", ' ', '\u00e4', 'a\u0308'];
      await committed(
        store,
        ids.map((id) => index(id, 'p')),
      );
      const rows = await store.load(ids.map((id) => ({ kind: 'mailboxIndex', name: id }) as const));
      expect(rows.map((row) => row?.name)).toEqual(ids);
    });

    it('the same name under another kind is another row', async () => {
      const store = await open();
      await committed(store, [
        index('x', 'p'),
        { op: 'insert', kind: 'sourceIndex', name: 'x', row: { id: 'x', pair: 'q' } },
      ]);
      expect((await store.list('mailboxIndex')).map((row) => row.row.pair)).toEqual(['p']);
      expect((await store.list('sourceIndex')).map((row) => row.row.pair)).toEqual(['q']);
    });

    it('head answers lease, link, watermarks, hold, marks and inbox, and no other row', async () => {
      const store = await open();
      await committed(
        store,
        rowKinds.map((kind) => sampleWrite(kind)),
      );
      const head = await store.head();
      expect(new Set(head.map((row) => row.kind))).toEqual(
        new Set([
          'lease',
          'link',
          'mailboxWatermark',
          'sourceEnumeration',
          'hold',
          'cleanup',
          'cutover',
          'dirty',
          'inbox',
        ]),
      );
      for (const row of head) expect(row).toMatchObject({ kind: row.kind, ...rowSamples[row.kind] });
    });

    it('a head of nothing is empty', async () => {
      expect(await (await open()).head()).toEqual([]);
    });

    it('load answers in order, and undefined for what is not stored', async () => {
      const store = await open();
      await committed(store, [dirty('a'), dirty('b')]);
      const rows = await store.load([
        { kind: 'dirty', name: 'b' },
        { kind: 'pair', name: 'none' },
        { kind: 'dirty', name: 'a' },
        { kind: 'lease', name: '' },
      ]);
      expect(rows.map((row) => row?.name)).toEqual(['b', undefined, 'a', undefined]);
      expect(await store.load([])).toEqual([]);
    });

    it('a replacement under the ETag as read makes a new ETag', async () => {
      const store = await open();
      const [etag = ''] = await committed(store, [dirty('a')]);
      const row = { pair: 'a', why: 'changed', at: 2, attempts: 1 } as const;
      const [next] = await committed(store, [{ op: 'replace', kind: 'dirty', name: 'a', row, etag }]);
      expect(next).not.toBe(etag);
      const [stored] = await store.load([{ kind: 'dirty', name: 'a' }]);
      expect(stored).toEqual({ kind: 'dirty', name: 'a', row, etag: next });
    });

    it('a replacement replaces the whole row: what the new one lacks is gone', async () => {
      const store = await open();
      const [etag = ''] = await committed(store, [sampleWrite('lease')]);
      const row = { owner: 'w', until: 0, startedAt: 0, deletes: [] };
      await committed(store, [{ op: 'replace', kind: 'lease', name: '', row, etag }]);
      expect((await store.load([{ kind: 'lease', name: '' }]))[0]?.row).toEqual(row);
    });

    it.each(['replace', 'delete'] as const)(
      'a %s under an old ETag changes nothing and says which write it was',
      async (op) => {
        const store = await open();
        const [old = ''] = await committed(store, [dirty('a')]);
        const row = { pair: 'a', why: 'changed', at: 2, attempts: 1 } as const;
        await committed(store, [{ op: 'replace', kind: 'dirty', name: 'a', row, etag: old }]);
        const write: RowWrite =
          op === 'delete'
            ? { op, kind: 'dirty', name: 'a', etag: old }
            : { op, kind: 'dirty', name: 'a', row: { ...row, attempts: 9 }, etag: old };
        expect(await store.commit([dirty('b'), dirty('c'), write])).toEqual({ ok: false, index: 2 });
        expect((await store.list('dirty')).map((stored) => stored.row)).toEqual([row]);
      },
    );

    it.each(['replace', 'delete'] as const)('a %s of a row that is gone is a conflict', async (op) => {
      const store = await open();
      const [etag = ''] = await committed(store, [dirty('a')]);
      await committed(store, [{ op: 'delete', kind: 'dirty', name: 'a', etag }]);
      const row = { pair: 'a', why: 'changed', at: 2, attempts: 1 } as const;
      const write: RowWrite =
        op === 'delete' ? { op, kind: 'dirty', name: 'a', etag } : { op, kind: 'dirty', name: 'a', row, etag };
      expect(await store.commit([write])).toEqual({ ok: false, index: 0 });
      expect(await store.list('dirty')).toEqual([]);
    });

    it('an ETag of a former life of a row does not match its next', async () => {
      const store = await open();
      const [first = ''] = await committed(store, [dirty('a')]);
      await committed(store, [{ op: 'delete', kind: 'dirty', name: 'a', etag: first }]);
      await committed(store, [dirty('a')]);
      expect(await store.commit([{ op: 'delete', kind: 'dirty', name: 'a', etag: first }])).toEqual({
        ok: false,
        index: 0,
      });
    });

    it('an upsert writes whatever stands there', async () => {
      const store = await open();
      await committed(store, [sampleWrite('uidIndex', 'upsert')]);
      const uid = rowSamples.uidIndex.name;
      await committed(store, [{ op: 'upsert', kind: 'uidIndex', name: uid, row: { uid, pair: 'another' } }]);
      expect((await store.list('uidIndex')).map((row) => row.row)).toEqual([{ uid, pair: 'another' }]);
    });

    it('ETags come back in the order of the writes, none for a delete', async () => {
      const store = await open();
      const [a = '', b = ''] = await committed(store, [dirty('a'), dirty('b')]);
      const result = await store.commit([
        { op: 'delete', kind: 'dirty', name: 'a', etag: a },
        { op: 'upsert', kind: 'dirty', name: 'b', row: { pair: 'b', why: 'newEvent', at: 5, attempts: 0 } },
        dirty('c'),
      ]);
      const [rowB, rowC] = await store.load([
        { kind: 'dirty', name: 'b' },
        { kind: 'dirty', name: 'c' },
      ]);
      expect(result).toEqual({ ok: true, etags: [undefined, rowB?.etag, rowC?.etag] });
      expect(rowB?.etag).not.toBe(b);
    });

    it('a transaction of 100 rows is stored whole, one of 101 is refused whole', async () => {
      const store = await open();
      const rows = Array.from({ length: 101 }, (_, at) => dirty(`pair-${at}`));
      await expect(store.commit(rows)).rejects.toThrow('101 rows');
      expect(await store.list('dirty')).toEqual([]);
      await committed(store, rows.slice(0, 100));
      expect(await store.list('dirty')).toHaveLength(100);
    });

    it('a transaction that names a row twice is refused', async () => {
      const store = await open();
      await expect(store.commit([dirty('a'), sampleWrite('hold'), dirty('a')])).rejects.toThrow('twice');
      expect(await store.head()).toEqual([]);
    });

    it('list answers every row of the kind, however many', async () => {
      const store = await open();
      for (let page = 0; page < 11; page += 1) {
        await committed(
          store,
          Array.from({ length: 100 }, (_, at) => index(`id-${page}-${at}`, 'p')),
        );
      }
      expect(new Set((await store.list('mailboxIndex')).map((row) => row.name)).size).toBe(1100);
    });

    it('a watermark of 300,000 characters comes back whole', async () => {
      const store = await open();
      const row: MailboxWatermarkRow = { watermark: `${'x'.repeat(29_985)}\u{1F600}`.repeat(10), enumerating: false };
      const write: RowWrite = { op: 'insert', kind: 'mailboxWatermark', name: '', row };
      await committed(store, [write]);
      expect((await store.head())[0]?.row).toEqual(row);
    });
  });
}
