// A write goes onto the version that it was planned on, and onto no other.
import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { seam } from '../../../world/play/faults.ts';
import { pass } from '../../../world/play/play.ts';
import { World } from '../../../world/world.ts';

describe('execute', () => {
  it('an update that a person was quicker than is not applied: the edit stands, and ours is decided anew', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEvent();
    const passes = async (through = ports): Promise<void> => {
      for (let i = 0; i < 4; i += 1) {
        await pass(world, seam(through, []));
        world.now += 4 * 60_000;
      }
    };
    await passes();
    await world.editEntry(['title']);
    let edited: string | undefined;
    const mailbox = answering<Mailbox>(ports.mailbox, {
      read: async (ids) => {
        const planned = await ports.mailbox.read(ids);
        if (edited === undefined) {
          await world.editEvent(['title']);
          edited = (await world.event()).event.title;
        }
        return planned;
      },
    });
    await passes({ ...ports, mailbox });
    expect((await world.event()).event.title).toBe(edited);
    expect((await world.history()).map(({ side, why }) => [side, why])).toEqual([['source', 'conflict']]);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});
