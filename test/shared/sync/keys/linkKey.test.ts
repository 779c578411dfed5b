// The key with which a run prints, and the end of a run whose key is missing.
import { describe, expect, it } from 'vitest';
import { NOTHING_CLEARED } from '../../../../shared/sync/cleanup/cleanedUp.ts';
import type { LeaseRow } from '../../../../shared/sync/ports/rows.ts';
import { linkInMemory } from '../../../world/link.ts';

const leaseOf = async ({ ports }: Awaited<ReturnType<typeof linkInMemory>>) => {
  const [lease] = await ports.store.list('lease');
  if (!lease) throw new Error('the link has not run');
  return lease;
};

async function inStep(count = 3) {
  const link = await linkInMemory();
  for (let i = 0; i < count; i += 1) await link.world.createEvent();
  await link.settle();
  return link;
}

const stopped = { state: 'stopped', failure: { kind: 'denied', code: 'key-missing' } };

describe('keyFirst', () => {
  it('the first run of a link takes the key in use', async () => {
    const link = await linkInMemory();
    link.world.changeKey();
    await link.pass();
    expect((await leaseOf(link)).row.prints).toEqual({ key: 'key 2' });
  });

  it('rows of a release that knew one key are of the oldest one', async () => {
    const link = await inStep();
    const { row, etag } = await leaseOf(link);
    const { prints: _, ...before }: LeaseRow = row;
    await link.ports.store.commit([{ op: 'replace', kind: 'lease', name: '', row: before, etag }]);
    link.world.changeKey();
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect((await leaseOf(link)).row.prints).toEqual({ key: 'key 2' });
    expect(await link.world.history()).toEqual([]);
  });

  it('without its key the link stops and says so, whatever people do, and deletes nothing', async () => {
    const link = await inStep();
    link.world.changeKey(true);
    await link.world.editEvent(['title']);
    await link.world.deleteEntry(1);
    expect(await link.writesDuring(() => link.pass())).toEqual([]);
    link.world.now += 60_000;
    expect(await link.pass()).toMatchObject(stopped);
    expect((await leaseOf(link)).row.problem?.code).toBe('key-missing');
    expect(await link.ports.person.list()).toHaveLength(3);
  });

  it('it looks again after a minute, however often it was missing', async () => {
    const link = await inStep();
    link.world.changeKey(true);
    for (let i = 0; i < 12; i += 1) {
      expect(await link.pass()).toMatchObject({ ...stopped, next: link.world.now - 3 * 60_000 });
    }
  });

  it('matched anew, it goes on under the key in use, joined by its tags', async () => {
    const link = await inStep();
    link.world.changeKey(true);
    await link.pass();
    const row = { state: 'forgetting', epoch: 2, at: link.world.now, ...NOTHING_CLEARED } as const;
    await link.world.changeLink({ started: false, epoch: 2 });
    await link.ports.store.commit([{ op: 'insert', kind: 'cleanup', name: '', row }]);
    await link.settle();
    await link.world.start();
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect((await leaseOf(link)).row.prints).toEqual({ key: 'key 2' });
    expect(await link.world.verdict({ things: 3 })).toBeUndefined();
    await link.world.editEntry(['title']);
    await link.settle();
    expect(await link.world.verdict({ things: 3 })).toBeUndefined();
  });

  it('what we made is removed by its tags where the key is missing', async () => {
    const link = await inStep();
    link.world.changeKey(true);
    await link.world.changeLink({ on: false, removing: true });
    for (let i = 0; i < 8; i += 1) await link.pass();
    expect(await link.pass()).toEqual({ state: 'cleanedUp' });
    expect(await link.ports.people.list()).toEqual([]);
    expect(await link.ports.person.list()).toHaveLength(3);
  });

  it('and also where the removal had begun', async () => {
    const link = await inStep();
    await link.world.changeLink({ on: false, removing: true });
    const row = { state: 'removing', epoch: 1, at: link.world.now, ...NOTHING_CLEARED } as const;
    await link.ports.store.commit([{ op: 'insert', kind: 'cleanup', name: '', row }]);
    link.world.changeKey(true);
    for (let i = 0; i < 8; i += 1) await link.pass();
    expect(await link.pass()).toEqual({ state: 'cleanedUp' });
    expect(await link.ports.people.list()).toEqual([]);
  });

  it('a removal goes on under the former key, and keeps what a person changed', async () => {
    const link = await inStep();
    await link.world.editEntry(['title']);
    await link.world.changeLink({ on: false, removing: true });
    link.world.changeKey();
    for (let i = 0; i < 8; i += 1) await link.pass();
    expect(await link.pass()).toEqual({ state: 'cleanedUp' });
    expect(await link.ports.people.list()).toHaveLength(1);
  });
});
