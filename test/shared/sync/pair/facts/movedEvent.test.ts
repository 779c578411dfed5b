// An event that has another id by the time it is read is the same event.
import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../../../shared/sync/ports/mailbox.ts';
import { answering } from '../../../../world/answering.ts';
import { openMemoryPorts } from '../../../../world/memoryPorts.ts';
import { seam } from '../../../../world/play/faults.ts';
import { pass } from '../../../../world/play/play.ts';
import { World } from '../../../../world/world.ts';

describe('seekMoved', () => {
  it('an event that a person moves away and back while we look at its pair is found by its UID, and not made again', async () => {
    const { ports, writes } = await openMemoryPorts();
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
    const before = writes();
    let reads = 0;
    const mailbox = answering<Mailbox>(ports.mailbox, {
      read: async (ids) => {
        reads += 1;
        if (reads === 1) await world.moveEvent();
        return ports.mailbox.read(ids);
      },
    });
    await passes({ ...ports, mailbox });
    expect(writes() - before).toBe(1);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});
