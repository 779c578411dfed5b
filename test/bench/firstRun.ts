// P3: the first run, from an empty state until both sides hold everything: listing, preview, start, writing.
import type { Meter } from '../../shared/seams.ts';
import { type Servers, startServers } from '../world/measured/servers.ts';
import { type Cost, counted, createWorld, type World } from '../world/measured/world.ts';
import { atLeast, atMost, type Figure, shown } from './figure.ts';

export interface FirstRun {
  readonly servers: Servers;
  readonly world: World;
  readonly cost: Cost;
}

/** Of so many events and so many other entries, on servers of its own: what other worlds left in their tables would slow it down. */
export async function firstRun(events: number, entries = 0, alsoTold?: Meter): Promise<FirstRun> {
  const servers = await startServers(alsoTold);
  const world = await createWorld(servers, events, entries);
  const cost = await counted(servers, async () => {
    await world.settle();
    await world.start();
    await world.settle();
  });
  return { servers, world, cost };
}

const SIZE = 5000;
/** Not counted: compiles what the measured ones run. */
const WARM_UP = 500;
/** Twice the size may take this much longer per item and still count as linear. */
const LINEAR_WITHIN = 1.2;

/** `run` gives a first run of that size, one that was made before where there is one. */
export async function measureFirstRun(run: typeof firstRun): Promise<Figure[]> {
  await run(WARM_UP);
  const { cost: half } = await run(SIZE / 2);
  const { cost: whole } = await run(SIZE);
  return [
    atMost(300, { id: `P3.${SIZE}.exchange`, value: whole.exchange, unit: 'requests' }),
    shown(`P3.${SIZE}.source`, whole.source, 'calls'),
    shown(`P3.${SIZE}.tables`, whole.tables, 'requests'),
    shown(`P3.${SIZE / 2}.rate`, SIZE / 2 / half.seconds, 'items/s'),
    atLeast(500, { id: `P3.${SIZE}.rate`, value: SIZE / whole.seconds, unit: 'items/s' }),
    atMost(LINEAR_WITHIN, { id: 'P3.linearity', value: whole.seconds / (2 * half.seconds), unit: 'times per item' }),
  ];
}
