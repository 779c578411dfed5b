// Groups, transactions and conditions of a unit of work, against rows in memory.
import { beforeEach, describe, expect, it } from 'vitest';
import type { RowWrite } from '../../../../shared/sync/ports/store.ts';
import { RunOvertaken, Session } from '../../../../shared/sync/session/session.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { type Ports, World } from '../../../world/world.ts';

let ports: Ports;
let session: Session;
let transactions: (readonly RowWrite[])[];

beforeEach(async () => {
  ({ ports } = await openMemoryPorts());
  const world = await World.begin(ports);
  transactions = [];
  const store = Object.assign(Object.create(ports.store), {
    commit: (writes: readonly RowWrite[]) => {
      transactions.push(writes);
      return ports.store.commit(writes);
    },
  });
  const [link] = await ports.store.list('link');
  if (!link) throw new Error('no link');
  const begun = await Session.begin(world.context({ ...ports, store }), link.row, undefined);
  if (!begun) throw new Error('no lease');
  session = begun;
  transactions = [];
});

const index = (id: string, pair: string) => ({ id, pair });

describe('Work', () => {
  it('commits a group in one transaction, and asserts the lease in each', async () => {
    const work = new Work(session);
    for (let group = 0; group < 60; group += 1) {
      for (const part of ['a', 'b', 'c']) {
        work.put(`g${group}`, {
          kind: 'mailboxIndex',
          name: `${part}${group}`,
          row: index(`${part}${group}`, `g${group}`),
        });
      }
    }
    await work.commit();
    expect(transactions.map((writes) => writes.length)).toEqual([100, 82]);
    for (const writes of transactions) expect(writes.at(-1)).toMatchObject({ kind: 'lease', op: 'replace' });
    for (const writes of transactions) expect((writes.length - 1) % 3).toBe(0);
  });

  it('no transaction is larger than the tables take, however long the losing values are', async () => {
    const work = new Work(session);
    for (let i = 0; i < 70; i += 1) {
      work.knowAbsent('history', `h${i}`);
      const loser = { side: 'source', field: 'description', why: 'conflict', sealed: 'x'.repeat(60_000) } as const;
      work.put(`h${i}`, { kind: 'history', name: `h${i}`, row: { ...loser, pair: `p${i}`, at: 0, expiresAt: 1 } });
    }
    await work.commit();
    expect(transactions.map((writes) => writes.length)).toEqual([34, 34, 5]);
    for (const writes of transactions) expect(JSON.stringify(writes).length).toBeLessThan(2_100_000);
  });

  it('writes the watermark with the last of the marks, never before (I6)', async () => {
    const work = new Work(session);
    for (let i = 0; i < 150; i += 1) work.mark(`p${i}`, 'newEvent');
    const row = { watermark: 'w', enumerating: false };
    const { lastEtags } = await work.commit([{ op: 'insert', kind: 'mailboxWatermark', name: '', row }]);
    expect(transactions.map((writes) => writes.some((write) => write.kind === 'mailboxWatermark'))).toEqual([
      false,
      true,
    ]);
    expect(lastEtags).toHaveLength(1);
  });

  it('drops only the group whose condition does not hold', async () => {
    await ports.store.commit([{ op: 'insert', kind: 'mailboxIndex', name: 'taken', row: index('taken', 'other') }]);
    const work = new Work(session);
    work.put('mine', { kind: 'mailboxIndex', name: 'taken', row: index('taken', 'mine') });
    work.put('mine', { kind: 'mailboxIndex', name: 'mine', row: index('mine', 'mine') });
    work.put('yours', { kind: 'mailboxIndex', name: 'yours', row: index('yours', 'yours') });
    const { dropped } = await work.commit();
    expect([...dropped]).toEqual(['mine']);
    expect((await ports.store.list('mailboxIndex')).map((stored) => stored.name).sort()).toEqual(['taken', 'yours']);
  });

  it('ends the run instead when a watermark would pass a dropped mark (I6)', async () => {
    await ports.store.commit([{ op: 'insert', kind: 'mailboxIndex', name: 'taken', row: index('taken', 'other') }]);
    const work = new Work(session);
    work.put('mine', { kind: 'mailboxIndex', name: 'taken', row: index('taken', 'mine') });
    const row = { watermark: 'w', enumerating: false };
    const commit = work.commit([{ op: 'insert', kind: 'mailboxWatermark', name: '', row }]);
    await expect(commit).rejects.toBeInstanceOf(RunOvertaken);
    expect(await ports.store.list('mailboxWatermark')).toEqual([]);
  });

  it('makes one group of two that stage the same row', async () => {
    const work = new Work(session);
    work.mark('a', 'newEvent');
    work.put('b', { kind: 'mailboxIndex', name: 'b', row: index('b', 'b') });
    work.upsert('b', { kind: 'dirty', name: 'a', row: { pair: 'a', why: 'changed', at: 0, attempts: 0 } });
    work.discard('a');
    await work.commit();
    expect(await ports.store.list('mailboxIndex')).toEqual([]);
  });

  it('shows what is staged, and refuses a row that nobody loaded', () => {
    const work = new Work(session);
    work.put('a', { kind: 'mailboxIndex', name: 'x', row: index('x', 'a') });
    expect(work.row('mailboxIndex', 'x')).toEqual(index('x', 'a'));
    expect(() => work.row('mailboxIndex', 'y')).toThrow('before it was loaded');
  });

  it('writes nothing once another worker holds the lease', async () => {
    const [lease] = await ports.store.list('lease');
    const row = { owner: 'another', startedAt: 0, until: 0, deletes: [] };
    await ports.store.commit([{ op: 'replace', kind: 'lease', name: '', row, etag: lease?.etag ?? '' }]);
    const work = new Work(session);
    work.mark('a', 'newEvent');
    await expect(work.commit()).rejects.toBeInstanceOf(RunOvertaken);
    expect(await ports.store.list('dirty')).toEqual([]);
  });
});
