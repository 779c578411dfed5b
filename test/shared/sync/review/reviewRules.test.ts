// A change of the rules, and its effect on the pairs that exist already.

import { describe, expect, it } from 'vitest';
import { leftOutIn } from '../../../../shared/sync/pair/row/standing.ts';
import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import { DEFAULT_RULES, type LinkRules } from '../../../../shared/sync/ports/linkRules.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World, type WorldOptions } from '../../../world/world.ts';

const NO_TITLE: LinkRules = {
  ...DEFAULT_RULES,
  filters: { toExchange: { titleContainsNone: ['title'] }, toSource: {} },
};

async function open(options: WorldOptions = {}) {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports, options);
  const run = async (deadline?: number) => {
    await pollSource(ports);
    return runLink({ ...world.context(), ...(deadline === undefined ? {} : { deadline }) });
  };
  const rows = async () => (await ports.store.list('pair')).map(({ row }) => row);
  const rules = async () => (await ports.store.list('lease'))[0]?.row.rules;
  return { ports, writes, world, run, rows, rules };
}

describe('reviewRules', () => {
  it('before the start, the preview is judged anew, whole pairs and halves', async () => {
    const { world, run, rows, writes } = await open({ started: false });
    await world.createEntry();
    await world.createOnBothSides();
    await run();
    world.rules = NO_TITLE;
    expect(await run()).toEqual({ state: 'previewed' });
    expect((await rows()).map((row) => [leftOutIn(row)?.reason, leftOutIn(row)?.by])).toEqual([
      ['filtered', 'titleContainsNone'],
      ['filtered', 'titleContainsNone'],
    ]);
    world.rules = DEFAULT_RULES;
    await run();
    expect((await rows()).map((row) => leftOutIn(row)?.reason)).toEqual([undefined, undefined]);
    expect(writes()).toBe(0);
  });

  it('after the start, every pair is looked at once, and a further run is idle', async () => {
    const { ports, world, run, rows } = await open();
    for (let i = 0; i < 3; i += 1) await world.createEntry();
    for (let i = 0; i < 3; i += 1) await run();
    world.rules = NO_TITLE;
    expect(await run()).toMatchObject({ state: 'done' });
    expect((await rows()).map((row) => leftOutIn(row)?.reason)).toEqual(['filtered', 'filtered', 'filtered']);
    expect(await ports.person.list()).toHaveLength(3);
    expect(await run()).toEqual({ state: 'idle' });
  });

  it('a run that has no time left for it is gone on with', async () => {
    const { world, run, rules } = await open();
    await world.createEntry();
    for (let i = 0; i < 3; i += 1) await run();
    const before = await rules();
    world.rules = NO_TITLE;
    await run(world.now);
    expect(await rules()).toEqual(before);
    await run();
    expect(await rules()).not.toEqual(before);
    expect((await rules())?.after).toBeUndefined();
  });
});

describe('adoptRules', () => {
  it('a link that begins with rules goes through nothing twice', async () => {
    const { ports, world, run, rows } = await open({ rules: NO_TITLE });
    await world.createEntry();
    await run();
    expect((await rows()).map((row) => leftOutIn(row)?.reason)).toEqual(['filtered']);
    expect(await run()).toEqual({ state: 'idle' });
    expect(await ports.store.list('dirty')).toEqual([]);
  });
});
