// The store of the built-in source on Azurite: the feed has no gap, and a listing is a range of keys.
import { describe, expect, it } from 'vitest';
import { createEntryStore } from '../../../../shared/state/entries/entryStore.ts';
import { createEntryWriter } from '../../../../shared/state/entries/entryWriter.ts';
import type { EntryStore, EntryWrite } from '../../../../shared/state/entry.ts';
import { sampleEvent } from '../../../contract/source.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';
import { openPartitions } from '../openPartitions.ts';

const ada = 'ada@example.com';
const bob = 'bob@example.com';
const entry = (owner: string, participants: readonly string[] = []) =>
  ({ type: 'm', owner, participants, content: { kind: 'event', event: sampleEvent } }) as const;
const insert = (id: string, owner = ada, participants: readonly string[] = []): EntryWrite => ({
  op: 'insert',
  id,
  entry: entry(owner, participants),
});

const open = async () => (await openDirectory()).directory.entries(newCompany(), 's1');
const idsOf = ({ entries }: Awaited<ReturnType<EntryStore['list']>>) => entries.map((each) => each.id);

describe('createEntryStore', () => {
  it('shows a reader every change once and in order, while processes write', async () => {
    const partition = (await openPartitions())();
    // Two writers act as two processes, which share nothing but the counter row.
    const stores = [1, 2].map(() =>
      createEntryStore(
        partition,
        createEntryWriter(partition, () => 1),
      ),
    );
    let writing = true;
    const writers = stores.map(async (store, process) => {
      for (let at = 0; at < 40; at += 1) await store.write([insert(`e-${process}-${at}`)]);
    });
    const seen: string[] = [];
    const reader = async (): Promise<void> => {
      const store = createEntryStore(partition, () => Promise.resolve([]));
      let watermark: string | undefined;
      for (;;) {
        const last = !writing;
        const page = await store.changes(watermark, 7);
        seen.push(...page.changes.map((change) => change.version));
        watermark = page.watermark;
        if (last && !page.more) return;
      }
    };
    const reading = reader();
    await Promise.all(writers);
    writing = false;
    await reading;
    expect(seen).toEqual(Array.from({ length: 80 }, (_, at) => String(at + 1)));
  });

  it('keeps only the newest change of each entry in the feed', async () => {
    const store = await open();
    await store.write([insert('a'), insert('b')]);
    for (let at = 0; at < 3; at += 1)
      await store.write([{ op: 'replace', id: 'a', version: undefined, entry: entry(ada) }]);
    await store.write([{ op: 'delete', id: 'b', version: undefined }, insert('b', bob)]);
    const { changes } = await store.changes(undefined, 100);
    expect(changes).toEqual([
      { entry: 'a', version: '5', people: { owner: ada, participants: [] } },
      { entry: 'b', version: '7', people: { owner: bob, participants: [] } },
    ]);
  });

  it('continues each page of the feed after the last one, and keeps the watermark at an empty page', async () => {
    const store = await open();
    expect(await store.changes(undefined, 2)).toEqual({ changes: [], watermark: '0', more: false });
    await store.write([insert('a'), insert('b'), insert('c')]);
    const first = await store.changes(undefined, 2);
    expect([first.changes.map((change) => change.entry), first.watermark, first.more]).toEqual([['a', 'b'], '2', true]);
    const second = await store.changes(first.watermark, 2);
    expect([second.changes.map((change) => change.entry), second.watermark, second.more]).toEqual([['c'], '3', false]);
    expect(await store.changes('3', 2)).toEqual({ changes: [], watermark: '3', more: false });
  });

  it('refuses a watermark that it did not give', async () => {
    await expect((await open()).changes("1' or '1", 2)).rejects.toThrow('watermark');
  });

  it('lists entries page by page in the order of ids, without deleted ones', async () => {
    const store = await open();
    await store.write(['d', 'a', 'c', 'b', 'A'].map((id) => insert(id)));
    await store.write([{ op: 'delete', id: 'c', version: undefined }]);
    const first = await store.list({ limit: 3 });
    expect([idsOf(first), first.next]).toEqual([['A', 'a', 'b'], 'b']);
    const second = await store.list({ limit: 3, cursor: 'b' });
    expect([idsOf(second), second.next]).toEqual([['d'], undefined]);
  });

  it('ends a page early where its entries are long, and the next page goes on', async () => {
    const store = await open();
    const long = { ...sampleEvent, description: 'x'.repeat(450_000) };
    const ids = Array.from({ length: 6 }, (_, at) => `e${at}`);
    for (const id of ids) {
      await store.write([{ op: 'insert', id, entry: { ...entry(ada), content: { kind: 'event', event: long } } }]);
    }
    const first = await store.list({ limit: 100 });
    expect([idsOf(first), first.next]).toEqual([ids.slice(0, 4), 'e3']);
    const second = await store.list({ limit: 100, cursor: 'e3' });
    expect([idsOf(second), second.next]).toEqual([ids.slice(4), undefined]);
    const ofAda = await store.list({ limit: 100, email: ada });
    expect([idsOf(ofAda), ofAda.next]).toEqual([ids.slice(0, 4), 'e3']);
  });

  it('lists more entries than it reads at once', async () => {
    const store = await open();
    const ids = Array.from({ length: 45 }, (_, at) => `e${at + 10}`);
    await store.write(ids.map((id) => insert(id)));
    const first = await store.list({ limit: 42 });
    expect([idsOf(first), first.next]).toEqual([ids.slice(0, 42), 'e51']);
    const second = await store.list({ limit: 42, email: ada, cursor: 'e51' });
    expect([idsOf(second), second.next]).toEqual([ids.slice(42), undefined]);
  });

  it('lists the entries of a person: those that the person owns or takes part in now', async () => {
    const store = await open();
    await store.write([insert('a', ada), insert('b', bob, [ada]), insert('c', bob), insert('d', ada, [ada, bob])]);
    expect(idsOf(await store.list({ email: ada, limit: 10 }))).toEqual(['a', 'b', 'd']);
    await store.write([
      { op: 'replace', id: 'b', version: undefined, entry: entry(bob) },
      { op: 'replace', id: 'c', version: undefined, entry: entry(bob, [ada]) },
      { op: 'delete', id: 'd', version: undefined },
    ]);
    expect(idsOf(await store.list({ email: ada, limit: 10 }))).toEqual(['a', 'c']);
    expect(idsOf(await store.list({ email: bob, limit: 10 }))).toEqual(['b', 'c']);
    expect(idsOf(await store.list({ email: ada, limit: 1, cursor: 'a' }))).toEqual(['c']);
  });

  it('compares keys with a cursor and does not interpret it', async () => {
    const store = await open();
    await store.write([insert('a'), insert('b')]);
    expect(idsOf(await store.list({ limit: 5, cursor: "a' or RowKey ge 'a" }))).toEqual(['b']);
  });

  it('sends one request for a page of all entries', async () => {
    const { directory, requests } = await openDirectory();
    const store = directory.entries(newCompany(), 's1');
    await store.write([insert('a')]);
    requests();
    await store.list({ limit: 100 });
    expect(requests()).toBe(1);
    await store.changes(undefined, 100);
    expect(requests()).toBe(1);
  });

  it('writes an entry with the most people in one transaction', async () => {
    const store = await open();
    const people = (domain: string) => Array.from({ length: 40 }, (_, at) => `p${at}@${domain}`);
    const [first] = await store.write([insert('a', ada, people('a.example'))]);
    expect(first?.ok).toBe(true);
    const [second] = await store.write([
      { op: 'replace', id: 'a', version: undefined, entry: entry(bob, people('b.example')) },
    ]);
    expect(second?.ok).toBe(true);
    expect(idsOf(await store.list({ email: 'p39@b.example', limit: 5 }))).toEqual(['a']);
    expect(idsOf(await store.list({ email: 'p39@a.example', limit: 5 }))).toEqual([]);
  });
});
