import { describe, expect, it } from 'vitest';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { World } from '../../../world/world.ts';

const DAY = 86_400_000;

describe('prune', () => {
  it('keeps losing values for 30 days', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEvent();
    await passes(world, { times: 4 });
    await world.editEvent(['title']);
    await world.editEntry(['title']);
    await passes(world, { times: 4 });
    world.now += 29 * DAY;
    await passes(world, { times: 4 });
    expect(await world.history()).toHaveLength(1);
    world.now += DAY;
    await passes(world, { times: 4 });
    expect(await world.history()).toHaveLength(0);
  });

  it('keeps tombstones for 90 days, then their indexes go with them', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEvent();
    await world.createEvent();
    await passes(world, { times: 4 });
    await world.deleteEntry();
    await passes(world, { times: 4 });
    const rows = async () =>
      Promise.all(
        (['pair', 'mailboxIndex', 'uidIndex', 'sourceIndex'] as const).map(
          async (kind) => (await ports.store.list(kind)).length,
        ),
      );
    world.now += 89 * DAY;
    await passes(world, { times: 4 });
    expect(await rows()).toEqual([2, 2, 2, 2]);
    world.now += DAY;
    await passes(world, { times: 4 });
    expect(await rows()).toEqual([1, 1, 1, 1]);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('is done once a day', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await passes(world, { times: 4 });
    const [lease] = await ports.store.list('lease');
    await passes(world, { times: 4 });
    expect((await ports.store.list('lease'))[0]?.row.prunedAt).toBe(lease?.row.prunedAt);
  });
});
