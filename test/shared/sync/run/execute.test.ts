// A write goes onto the version that it was planned on, and onto no other.
import { describe, expect, it } from 'vitest';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { LEASE_MS } from '../../../../shared/sync/session/session.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { seam } from '../../../world/play/faults.ts';
import { pass } from '../../../world/play/play.ts';
import { World } from '../../../world/world.ts';

/** Ada's calendar of so many events, before the first run. */
async function withEvents(count: number) {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  for (let i = 0; i < count; i += 1) await world.createEvent();
  return { ports, world };
}

describe('execute', () => {
  it('sends no batch after its lease has ended', async () => {
    const { ports, world } = await withEvents(8);
    let sent = 0;
    const source = answering<Source>(ports.source, {
      create: async (creations) => {
        sent += 1;
        const answers = await ports.source.create(creations);
        world.now += LEASE_MS;
        return answers;
      },
    });
    await passes(world, { through: { ...ports, source } });
    expect(sent).toBe(1);
    await passes(world, { times: 20 });
    expect(await world.verdict({ things: 8 })).toBeUndefined();
  });

  it('each create has a nonce of its own, also the second one of a pair', async () => {
    const { ports, world } = await withEvents(3);
    const nonces: string[] = [];
    let lost = true;
    const source = answering<Source>(ports.source, {
      create: async (creations) => {
        nonces.push(...creations.map(({ tag }) => tag.nonce));
        const late = failed({ kind: 'transient', code: 'source-unavailable' });
        return lost ? creations.map(() => late) : ports.source.create(creations);
      },
    });
    await passes(world, { times: 2, minutes: 10, through: { ...ports, source } });
    lost = false;
    await passes(world, { times: 8, minutes: 10, through: { ...ports, source } });
    expect(nonces.length).toBeGreaterThanOrEqual(6);
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(await world.verdict({ things: 3 })).toBeUndefined();
  });

  it('an update that a person was quicker than is not applied: the edit stands, and ours is decided anew', async () => {
    const { ports, world } = await withEvents(1);
    const passesOf = async (through = ports): Promise<void> => {
      for (let i = 0; i < 4; i += 1) {
        await pass(world, seam(through, []));
        world.now += 4 * 60_000;
      }
    };
    await passesOf();
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
    await passesOf({ ...ports, mailbox });
    expect((await world.event()).event.title).toBe(edited);
    expect((await world.history()).map(({ side, why }) => [side, why])).toEqual([['source', 'conflict']]);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});
