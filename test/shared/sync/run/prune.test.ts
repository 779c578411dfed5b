import { describe, expect, it } from 'vitest';
import { pollSource } from '../../../../shared/sync/poll.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { type Ports, World } from '../../../world/world.ts';

const DAY = 86_400_000;

async function sync(world: World, ports: Ports): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await pollSource(ports);
    await runLink(world.context());
    world.now += 60_000;
  }
}

describe('prune', () => {
  it('keeps losing values for 30 days', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEvent();
    await sync(world, ports);
    await world.editEvent(['title']);
    await world.editEntry(['title']);
    await sync(world, ports);
    world.now += 29 * DAY;
    await sync(world, ports);
    expect(await world.history()).toHaveLength(1);
    world.now += DAY;
    await sync(world, ports);
    expect(await world.history()).toHaveLength(0);
  });

  it('keeps tombstones for 90 days, then their indexes go with them', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEvent();
    await world.createEvent();
    await sync(world, ports);
    await world.deleteEntry();
    await sync(world, ports);
    const rows = async () =>
      Promise.all(
        (['pair', 'mailboxIndex', 'uidIndex', 'sourceIndex'] as const).map(
          async (kind) => (await ports.store.list(kind)).length,
        ),
      );
    world.now += 89 * DAY;
    await sync(world, ports);
    expect(await rows()).toEqual([2, 2, 2, 2]);
    world.now += DAY;
    await sync(world, ports);
    expect(await rows()).toEqual([1, 1, 1, 1]);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('is done once a day', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await sync(world, ports);
    const [lease] = await ports.store.list('lease');
    await sync(world, ports);
    expect((await ports.store.list('lease'))[0]?.row.prunedAt).toBe(lease?.row.prunedAt);
  });
});
