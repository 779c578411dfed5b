// A source that tells of no deletion is swept: an entry that a listing lacks is read, and only that read counts.
import { describe, expect, it } from 'vitest';
import { AGAIN_AFTER_MS, ALL_EVERY_MS, NEAR_EVERY_MS } from '../../../../shared/sync/ingest/sweepSource.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { openUntaggedPorts } from '../../../world/untaggedPorts.ts';
import { ADA, World } from '../../../world/world.ts';

/** Three pairs in step, in the near days, and swept once. */
async function inStep() {
  const { ports } = await openUntaggedPorts();
  const world = await World.begin(ports);
  for (let i = 0; i < 3; i += 1) await world.createEntry();
  const listed: (object | undefined)[] = [];
  const list: Source['list'] = (email, cursor, window) => {
    listed.push(window);
    return ports.source.list(email, cursor, window);
  };
  const sync = (ms: number, change: Partial<Source> = { list }) => {
    world.now += ms;
    return passes(world, { through: { ...ports, source: answering(ports.source, change) } });
  };
  await sync(0);
  await sync(NEAR_EVERY_MS);
  listed.length = 0;
  return { world, ports, sync, listed };
}
const events = async (world: World) => (await world.ports.person.list()).length;

describe('sweepEntries', () => {
  it('finds within a quarter of an hour that an entry of the near days is gone', async () => {
    const { world, sync } = await inStep();
    await world.deleteEntry();
    await sync(NEAR_EVERY_MS);
    expect(await events(world)).toBe(2);
  });

  it('sweeps the near days every quarter of an hour, and everything once a day', async () => {
    const { world, sync, listed } = await inStep();
    await sync(1);
    expect(listed).toEqual([]);
    await sync(NEAR_EVERY_MS);
    expect(listed).toEqual([{ from: expect.any(Number), until: expect.any(Number) }]);
    listed.length = 0;
    await sync(ALL_EVERY_MS);
    expect(listed).toEqual([{ from: world.link.endsAfter }]);
  });

  it.each<[string, Source['list']]>([
    ['an empty listing', async () => ok({ items: [], complete: true })],
    ['an incomplete one', async () => ok({ items: [], complete: false })],
    ['a failure', async () => failed({ kind: 'transient', code: 'source-unavailable' })],
    [
      'a request to wait',
      async () => failed({ kind: 'throttled', code: 'source-throttled', retryAt: Date.UTC(2027, 1) }),
    ],
    ['a sign-in page', async () => failed({ kind: 'denied', code: 'source-sign-in-refused' })],
  ])('%s deletes nothing, and ends no run', async (_, list) => {
    const { world, ports, sync } = await inStep();
    await sync(NEAR_EVERY_MS, { list });
    await sync(ALL_EVERY_MS, { list });
    await world.editEntry(['title']);
    await sync(NEAR_EVERY_MS, { list });
    expect(await world.verdict({ things: 3 })).toBeUndefined();
    expect((await ports.store.head()).find((row) => row.kind === 'lease')?.row).not.toHaveProperty('problem');
  });

  it('a sweep that failed is tried again soon', async () => {
    const { world, sync } = await inStep();
    await world.deleteEntry();
    await sync(NEAR_EVERY_MS, { list: async () => ok({ items: [], complete: false }) });
    await sync(AGAIN_AFTER_MS);
    expect(await events(world)).toBe(2);
  });

  it('an entry that was moved or handed over is not deleted', async () => {
    const { world, ports, sync } = await inStep();
    await world.reschedule('entry', '2027-11-20T10:00:00');
    const { id } = await world.entry(1);
    await ports.people.reassign(id, 'grace@example.com', [ADA]);
    await sync(NEAR_EVERY_MS, {
      list: async (email, cursor, window) => {
        const listing = await ports.source.list(email, cursor, window);
        return listing.ok ? ok({ ...listing.value, items: listing.value.items.slice(2) }) : listing;
      },
    });
    expect(await world.verdict({ things: 3 })).toBeUndefined();
  });

  it('a source that tells of deletions is not swept', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEntry();
    await passes(world);
    const list = () => Promise.reject(new Error('it was listed'));
    await passes(world, {
      times: 3,
      minutes: ALL_EVERY_MS / 60_000,
      through: { ...ports, source: answering(ports.source, { list }) },
    });
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});
