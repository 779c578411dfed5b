import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { World } from '../../../world/world.ts';

const timeout = failed({ kind: 'transient', code: 'exchange-timeout' });

/** An entry whose creation in the mailbox was applied twice, and the twin could not be removed at once. */
async function withTwin() {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  const sync = (change: Partial<Mailbox> = {}) =>
    passes(world, { through: { ...ports, mailbox: answering(ports.mailbox, change) } });
  await world.createEntry();
  const create: Mailbox['create'] = async (creations) => {
    await ports.mailbox.create(creations);
    await ports.mailbox.create(creations);
    return creations.map(() => timeout);
  };
  await sync({ create });
  await sync({ remove: async (removals) => removals.map(() => timeout) });
  const [pair] = await ports.store.list('pair');
  const index = (await ports.person.list()).findIndex(({ id }) => id === pair?.row.orphans[0]?.id);
  expect(index).toBeGreaterThanOrEqual(0);
  return { world, sync, index };
}

describe('removeOrphans', () => {
  it('what we made twice stands once in the end', async () => {
    const { world, sync } = await withTwin();
    for (let i = 0; i < 8; i += 1) await sync();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('an orphan that a person edits before it is removed is that person’s event', async () => {
    const { world, sync, index } = await withTwin();
    await world.editEvent(['title'], index);
    world.allow((await world.event(index)).event, 2);
    for (let i = 0; i < 8; i += 1) await sync();
    expect(await world.verdict({ things: 2 })).toBeUndefined();
  });
});
