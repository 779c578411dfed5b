// P1: a run of a link on which nothing changed.

import { fillPairs } from '../world/measured/fillPairs.ts';
import { startServers } from '../world/measured/servers.ts';
import { counted, createWorld } from '../world/measured/world.ts';
import { atMost, type Figure } from './figure.ts';
import type { FirstRun, firstRun } from './firstRun.ts';

/** Made by a first run; the largest is filled in directly. */
const SIZES_RUN = [100, 5000];
const SIZE_FILLED = 50_000;

/** `run` gives a first run of that size, one that was made before where there is one. */
export async function measureIdleRun(run: typeof firstRun): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES_RUN) figures.push(...(await idleRun(size, await run(size))));
  const servers = await startServers();
  try {
    const world = await createWorld(servers, SIZE_FILLED);
    await fillPairs(world, SIZE_FILLED);
    figures.push(...(await idleRun(SIZE_FILLED, { servers, world })));
  } finally {
    await servers.close();
  }
  return figures;
}

async function idleRun(size: number, { servers, world }: Pick<FirstRun, 'servers' | 'world'>): Promise<Figure[]> {
  await world.settle();
  // The first run of a day reads all pairs; after it, the settings that all links of a company share are read anew.
  await world.run();
  const cost = await counted(servers, async () => {
    const { state } = await world.run();
    if (state !== 'idle') throw new Error(`The run without changes ended with ${state}.`);
  });
  return [
    atMost(1, { id: `P1.${size}.exchange`, value: cost.exchange, unit: 'requests' }),
    atMost(0, { id: `P1.${size}.source`, value: cost.source, unit: 'calls' }),
    atMost(4, { id: `P1.${size}.tables`, value: cost.tables, unit: 'requests' }),
  ];
}
