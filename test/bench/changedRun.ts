// P2: the runs after fifty changes among five thousand pairs, half of them in the mailbox and half in the source. The
// poll of the source counts, and so does the run that recognises the product's own writes.

import { counted, SOURCE } from '../world/measured/world.ts';
import { atMost, type Figure, shown } from './figure.ts';
import type { FirstRun, firstRun } from './firstRun.ts';

const SIZE = 5000;
const CHANGES = 50;

/** `run` gives a first run of that size, one that was made before where there is one. */
export async function measureChangedRun(run: typeof firstRun): Promise<Figure[]> {
  const { servers, world } = await run(SIZE);
  await world.settle();
  await world.poll();
  await world.settle();
  await change({ servers, world });
  const cost = await counted(servers, async () => {
    await world.poll();
    await world.settle();
  });
  return [
    atMost(10, { id: `P2.${CHANGES}of${SIZE}.exchange`, value: cost.exchange, unit: 'requests' }),
    shown(`P2.${CHANGES}of${SIZE}.source`, cost.source, 'calls'),
    shown(`P2.${CHANGES}of${SIZE}.tables`, cost.tables, 'requests'),
  ];
}

async function change({ servers, world }: Pick<FirstRun, 'servers' | 'world'>): Promise<void> {
  const half = CHANGES / 2;
  await servers.people({ deed: 'edit', email: world.email, events: half });
  const store = servers.app.directory.entries(world.company, SOURCE);
  const { entries } = await store.list({ limit: half });
  const results = await store.write(
    entries.map(({ id, version, type, owner, participants, content }) => {
      if (content.kind !== 'event') throw new Error('The benchmark has no series.');
      const event = { ...content.event, location: 'Changed in the source' };
      return { op: 'replace', id, version, entry: { type, owner, participants, content: { kind: 'event', event } } };
    }),
  );
  if (results.length !== half || results.some(({ ok }) => !ok)) throw new Error('The entries could not be changed.');
}
