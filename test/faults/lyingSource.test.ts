// A source that answers every listing wrongly, for a whole day: nothing is deleted, and afterwards nothing is missing.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createEntriesSource } from '../../shared/sources/entries/index.ts';
import { failed, ok } from '../../shared/sync/ports/outcome.ts';
import type { Source } from '../../shared/sync/ports/source.ts';
import { openTableProxy, type TableProxy } from '../shared/state/tableProxy.ts';
import { answering } from '../world/answering.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { newCompany, openDirectory } from '../world/openDirectory.ts';
import { seam } from '../world/play/faults.ts';
import { pass } from '../world/play/play.ts';
import { openRealPorts } from '../world/realPorts.ts';
import { type OpenServers, openRealServers } from '../world/realServers.ts';
import { ownAccount } from '../world/storageAccounts.ts';
import { type Ports, World } from '../world/world.ts';

const MINUTE = 60_000;
const EVERY_MINUTES = 10;
const DAY_PASSES = (24 * 60) / EVERY_MINUTES;
/** On the real adapters, where every pass takes its time: the first hours. */
const HOURS_PASSES = 18;
const THINGS = 6;

type Listing = Pick<Source, 'list' | 'changes'>;

const error = failed({ kind: 'transient', code: 'source-unavailable' });
const noChanges: Listing['changes'] = async (watermark) =>
  ok({ changes: [], watermark: watermark ?? '0', more: false });

/** Half of a true listing, that says of itself that it is complete, or not. */
const halfOf =
  (source: Source, complete: boolean): Listing['list'] =>
  async (email, cursor) => {
    const listing = await source.list(email, cursor);
    if (!listing.ok) return listing;
    return ok({ items: listing.value.items.slice(0, Math.floor(listing.value.items.length / 2)), complete });
  };

const LIES: readonly (readonly [string, (source: Source) => Partial<Listing>])[] = [
  ['an error', () => ({ list: async () => error, changes: async () => error })],
  ['an empty 200', () => ({ list: async () => ok({ items: [], complete: true }), changes: noChanges })],
  ['an empty 200 that says it is not all', () => ({ list: async () => ok({ items: [], complete: false }) })],
  ['half a page', (source) => ({ list: halfOf(source, true), changes: noChanges })],
  ['half a page that says so', (source) => ({ list: halfOf(source, false) })],
];

/** In step, and then switched off and on, so that the source is listed anew. */
async function inStep(ports: Ports): Promise<World> {
  const world = await World.begin(ports);
  for (let i = 0; i < THINGS / 2; i += 1) {
    await world.createEvent();
    await world.createEntry();
  }
  await passes(world, ports, 4);
  await world.switchOff();
  await world.switchOn();
  return world;
}

async function passes(world: World, ports: Ports, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await pass(world, seam(ports, []));
    world.now += EVERY_MINUTES * MINUTE;
  }
}

const standing = async ({ person, people }: Ports): Promise<readonly [number, number]> => [
  (await person.list()).length,
  (await people.list()).length,
];

describe('a source that lies for a day', () => {
  it.each(LIES)('%s: deletes nothing, and what people do meanwhile is not lost (I2, I3)', async (_, lie) => {
    const { ports, writes } = await openMemoryPorts();
    const world = await inStep(ports);
    const before = writes();
    const lying: Ports = { ...ports, source: answering<Source>(ports.source, lie(ports.source)) };
    await passes(world, lying, DAY_PASSES / 2);
    expect(writes()).toBe(before);
    await world.editEvent(['title']);
    await world.editEntry(['description'], 1);
    await passes(world, lying, DAY_PASSES / 2);
    expect(await standing(ports)).toEqual([THINGS, THINGS]);
    await passes(world, ports, 8);
    expect(await world.verdict({ things: THINGS })).toBeUndefined();
    expect(await world.history()).toEqual([]);
  });

  it('a new entry listed by it is still found by its changes', async () => {
    const { ports } = await openMemoryPorts();
    const world = await inStep(ports);
    await passes(world, { ...ports, source: answering<Source>(ports.source, { list: halfOf(ports.source, true) }) }, 4);
    await world.createEntry();
    await passes(world, ports, 4);
    expect(await world.verdict({ things: THINGS + 1 })).toBeUndefined();
  });
});

describe('the entries behind a table that answers wrongly', () => {
  let servers: OpenServers;
  let proxy: TableProxy;
  beforeAll(async () => {
    const { directory } = await openDirectory(ownAccount(inject('azurite')));
    servers = await openRealServers(directory, newCompany);
    proxy = await openTableProxy();
  });
  afterAll(async () => {
    await proxy.close();
    await servers.close();
  });

  it.each([
    ['a login page', { status: 200, body: '<html><body><form action="/login"></form></body></html>' }],
    ['an empty 200', { status: 200, body: '' }],
    ['half a page', { status: 200, body: '{"value":[{"PartitionKey":"a","RowK' }],
    ['an error', { status: 503, body: 'busy' }],
  ] as const)('%s: deletes nothing, and goes on afterwards (I3)', { timeout: 120_000 }, async (_, fault) => {
    let company = '';
    const named = { ...servers, newCompany: () => (company = newCompany()) };
    const { ports, writes } = await openRealPorts(named)();
    const world = await inStep(ports);
    const { directory } = await openDirectory(proxy.connection);
    const source = createEntriesSource({ entries: directory.entries(company, 'planner'), defaultType: 'meeting' });
    const before = writes();
    for (let i = 0; i < HOURS_PASSES; i += 1) {
      proxy.faults.splice(0, Number.POSITIVE_INFINITY, ...Array.from({ length: 50 }, () => fault));
      await passes(world, { ...ports, source }, 1);
    }
    proxy.faults.length = 0;
    expect(writes()).toBe(before);
    expect(await standing(ports)).toEqual([THINGS, THINGS]);
    await world.editEntry(['title']);
    await passes(world, ports, 10);
    expect(await world.verdict({ things: THINGS })).toBeUndefined();
  });
});
