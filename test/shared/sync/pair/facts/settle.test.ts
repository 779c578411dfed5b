import { describe, expect, it } from 'vitest';
import { LATE_MS } from '../../../../../shared/sync/pair/facts/late.ts';
import { failed } from '../../../../../shared/sync/ports/outcome.ts';
import { answering } from '../../../../world/answering.ts';
import { openMemoryPorts } from '../../../../world/memoryPorts.ts';
import { passes } from '../../../../world/passes.ts';
import { World } from '../../../../world/world.ts';

/** A pair in step. */
async function inStep() {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  await world.createEvent();
  const sync = (mailbox = ports.mailbox) => passes(world, { through: { ...ports, mailbox } });
  await sync();
  await sync();
  return { world, ports, sync };
}

type Mailbox = World['ports']['mailbox'];
type Update = Mailbox['update'];

const timeout = failed({ kind: 'transient', code: 'exchange-timeout' });

describe('settle', () => {
  it('an update that lands after it was given up is recognised: no person has edited the event', async () => {
    const { world, ports, sync } = await inStep();
    await world.editEntry(['title']);
    const late: (() => ReturnType<Update>)[] = [];
    await sync(
      answering(ports.mailbox, {
        update: async (updates) => {
          late.push(() => ports.mailbox.update(updates));
          return updates.map(() => timeout);
        },
      }),
    );
    await world.editEntry(['title']);
    world.now += LATE_MS;
    await sync(
      answering(ports.mailbox, {
        update: async (updates) => {
          await late.pop()?.();
          return ports.mailbox.update(updates);
        },
      }),
    );
    for (let i = 0; i < 3; i += 1) await sync();
    expect(late).toEqual([]);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect((await world.entry()).event.title).toBe('title 5');
    expect(await world.history()).toEqual([]);
  });

  it('a delete that may still come is waited for: an edit made before it comes is given back', async () => {
    const { world, ports, sync } = await inStep();
    await world.deleteEntry();
    const late: (() => Promise<unknown>)[] = [];
    const remove: Mailbox['remove'] = async (removals) => {
      late.push(() => ports.mailbox.remove(removals));
      return removals.map(() => timeout);
    };
    await sync(answering(ports.mailbox, { remove }));
    expect(late).toHaveLength(1);
    await world.editEvent(['title']);
    await sync();
    await sync();
    await late.pop()?.();
    for (let i = 0; i < 12; i += 1) await sync();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});
