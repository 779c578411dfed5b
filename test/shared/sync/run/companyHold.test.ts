// The hold of a whole company.
import { describe, expect, it } from 'vitest';
import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import { stopsCompany } from '../../../../shared/sync/run/companyHold.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { type Ports, World } from '../../../world/world.ts';

async function pass(world: World, ports: Ports): Promise<void> {
  for (let more = true; more; ) {
    const polled = await pollSource(ports);
    more = polled.ok && polled.value.more;
  }
  await runLink(world.context(ports));
  world.now += 4 * 60_000;
}

/** Four pairs in step, and the links of a company of which so many have deletes on hold. */
async function inCompany(holding: () => number): Promise<{ world: World; ports: Ports }> {
  const { ports: own } = await openMemoryPorts();
  const company = Object.assign(Object.create(own.company), {
    holding: async () => Array.from({ length: holding() }, (_, at) => `other ${at}`),
  });
  const ports = { ...own, company };
  const world = await World.begin(ports);
  for (let i = 0; i < 4; i += 1) await world.createEvent();
  for (let i = 0; i < 3; i += 1) await pass(world, ports);
  return { world, ports };
}

describe('stopsCompany', () => {
  it.each([
    [2, 2, false],
    [3, 3, true],
    [3, 59, true],
    [3, 60, false],
    [50, 1000, false],
    [51, 1000, true],
  ])('%i of %i links on hold: %s', (holding, links, expected) => {
    expect(stopsCompany(holding, links)).toBe(expected);
  });
});

describe('the hold of a company', () => {
  it('no link deletes while too many wait for a person; everything else goes on', async () => {
    let holding = 3;
    const { world, ports } = await inCompany(() => holding);
    await world.deleteEntry();
    await world.editEntry(['title'], 1);
    await world.createEntry();
    for (let i = 0; i < 5; i += 1) await pass(world, ports);
    expect((await ports.person.list()).length).toBe(5);
    expect(await ports.store.list('hold')).toEqual([]);
    expect((await ports.store.list('dirty')).map(({ row }) => row.why)).toEqual(['companyHeld']);
    holding = 2;
    for (let i = 0; i < 5; i += 1) await pass(world, ports);
    expect(await world.verdict({ things: 4 })).toBeUndefined();
    expect(await ports.store.list('dirty')).toEqual([]);
  });

  it('what waits for the company is asked about every ten minutes, not in every run', async () => {
    let asked = 0;
    const { world, ports } = await inCompany(() => {
      asked += 1;
      return 3;
    });
    await world.deleteEntry();
    for (let i = 0; i < 5; i += 1) await pass(world, ports);
    expect(asked).toBe(2);
  });

  it('a run without deletes does not ask', async () => {
    let asked = 0;
    const { world, ports } = await inCompany(() => {
      asked += 1;
      return 3;
    });
    await world.editEntry(['title']);
    await pass(world, ports);
    expect(asked).toBe(0);
  });
});
