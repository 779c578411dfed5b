// The questions of a run before it matches: test/faults/rolledBackTables.test.ts plays whole restores.
import { describe, expect, it } from 'vitest';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { World } from '../../../world/world.ts';

async function inStep(started = true) {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports, { started });
  await world.createEntry();
  await passes(world, { times: 3 });
  const asked: string[] = [];
  const source = answering(ports.source, {
    changes: (watermark) => {
      asked.push('changes');
      return ports.source.changes(watermark);
    },
    list: (email, cursor) => {
      asked.push('list');
      return ports.source.list(email, cursor);
    },
  });
  return { world, ports, asked, source, run: () => runLink(world.context({ ...ports, source })) };
}

describe('askForForgotten', () => {
  it('asks for nothing while no half pair waits', async () => {
    const { world, asked, run } = await inStep();
    await run();
    await world.editEvent(['title']);
    await run();
    expect(asked).toEqual([]);
  });

  it('polls the source before a new event is matched, and lists nothing', async () => {
    const { world, asked, run } = await inStep();
    await world.createEvent();
    await run();
    expect(asked).toEqual(['changes']);
    expect(await world.verdict({ things: 2 })).toBeUndefined();
  });

  it('writes nothing of a new event while the source cannot be asked', async () => {
    const { world, ports } = await inStep();
    await world.createEvent();
    const changes = async () => failed({ kind: 'transient', code: 'source-unavailable' } as const);
    await runLink(world.context({ ...ports, source: answering(ports.source, { changes }) }));
    expect(await ports.people.list()).toHaveLength(1);
  });

  it('asks for nothing before the user has started: nothing is written then', async () => {
    const { world, asked, run } = await inStep(false);
    await world.createEvent();
    await run();
    expect(asked).toEqual([]);
  });
});
