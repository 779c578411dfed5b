// A second item of one create of ours is taken away only while that create may still be late.
import { describe, expect, it } from 'vitest';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { World } from '../../../world/world.ts';

describe('isTwin', () => {
  it.each([
    ['within', 0, 1],
    ['after', LATE_MS + 60_000, 2],
  ])('an equal item with our UID that comes up %s the time limit', async (_, later, events) => {
    const { ports } = await openMemoryPorts();
    const { mailbox } = ports;
    if (!(mailbox instanceof MemoryMailbox)) throw new Error('not in memory');
    const world = await World.begin(ports);
    await world.createEntry();
    await passes(world, { times: 2 });
    world.now += later;
    const made = await mailbox.read([(await world.event()).id]);
    await mailbox.person.carryTwice(made[0]?.ok ? (made[0].value.uid ?? '') : '');
    await passes(world, { times: 3 });
    expect(await ports.person.list()).toHaveLength(events);
  });
});
