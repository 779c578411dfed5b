// The tables are restored to an earlier time, and the calendars are not. Everything that was copied since then is known
// to nobody, in whichever order polls and runs come.
import { describe, expect, it } from 'vitest';
import { runLink } from '../../shared/sync/run.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { passes } from '../world/passes.ts';
import { World } from '../world/world.ts';

type Order = 'pollFirst' | 'runFirst';

/** A link in step, and its tables as they are then. */
async function backedUp() {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  await world.createEntry();
  await world.createEvent();
  const settle = (times: number) => passes(world, { times, minutes: 4 });
  await settle(4);
  const backup = ports.backUp?.();
  if (!backup) throw new Error('these ports have no backup');
  return {
    world,
    settle,
    async restore(order: Order) {
      world.now += 30 * 60_000;
      backup.restore();
      if (order === 'runFirst') await runLink(world.context());
      await settle(8);
    },
  };
}

describe.each<Order>(['pollFirst', 'runFirst'])('restored tables, %s', (order) => {
  it.each<[string, (world: World) => Promise<void>]>([
    ['an entry was made', (world) => world.createEntry()],
    ['an event was made', (world) => world.createEvent()],
    ['a series of the source was made', (world) => world.createSeriesEntry()],
    ['a series of the mailbox was made', (world) => world.createSeriesEvent()],
  ])('%s: nothing is doubled', async (_, deed) => {
    const { world, settle, restore } = await backedUp();
    await deed(world);
    await settle(3);
    await restore(order);
    expect(await world.verdict({ things: 3 })).toBeUndefined();
  });

  it.each<[string, (world: World) => Promise<void>]>([
    ['an entry was edited', (world) => world.editEntry(['title', 'location'])],
    ['an event was edited', (world) => world.editEvent(['title', 'location'])],
  ])('%s: the edit stays', async (_, deed) => {
    const { world, settle, restore } = await backedUp();
    await deed(world);
    await settle(3);
    await restore(order);
    expect(await world.verdict({ things: 2 })).toBeUndefined();
  });

  it.each<[string, (world: World) => Promise<void>]>([
    ['an entry was deleted', (world) => world.deleteEntry()],
    ['an event was deleted', (world) => world.deleteEvent()],
  ])('%s: it stays deleted', async (_, deed) => {
    const { world, settle, restore } = await backedUp();
    await deed(world);
    await settle(3);
    await restore(order);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});

describe('the rows of the link are older than those of its company', () => {
  it.each<[string, (world: World) => Promise<void>]>([
    ['an entry was made', (world) => world.createEntry()],
    ['a series of the source was made', (world) => world.createSeriesEntry()],
  ])('%s: the tag of its event says that rows were lost', async (_, deed) => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEntry();
    await passes(world, { times: 4, minutes: 4 });
    const { restoreLink } = ports.backUp?.() ?? {};
    await deed(world);
    await passes(world, { times: 3, minutes: 4 });
    restoreLink?.('ada');
    await passes(world, { times: 8, minutes: 4 });
    expect(await world.verdict({ things: 2 })).toBeUndefined();
  });

  it('an event was made: the tag of its entry says so, once the entry changes', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEntry();
    await passes(world, { times: 4, minutes: 4 });
    await world.createEvent();
    // The mailbox's watermark is younger than the pairs, as in a backup that is copied row by row.
    const { restoreLink } = ports.backUp?.() ?? {};
    await passes(world, { times: 3, minutes: 4 });
    const [watermark] = await ports.store.list('mailboxWatermark');
    restoreLink?.('ada');
    const [old] = await ports.store.list('mailboxWatermark');
    if (!watermark || !old) throw new Error('there are watermarks');
    await ports.store.commit([
      { op: 'replace', kind: 'mailboxWatermark', name: '', row: watermark.row, etag: old.etag },
    ]);
    await world.editEntry(['title'], 1);
    await passes(world, { times: 8, minutes: 4 });
    expect(await world.verdict({ things: 2 })).toBeUndefined();
  });
});
