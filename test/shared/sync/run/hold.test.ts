import { describe, expect, it } from 'vitest';
import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { HoldRow } from '../../../../shared/sync/ports/rows.ts';
import { withinLimit } from '../../../../shared/sync/run/hold.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { type Ports, World } from '../../../world/world.ts';

async function inStep(pairs: number): Promise<{ ports: Ports; world: World }> {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  for (let i = 0; i < pairs; i += 1) await world.createEvent();
  await passes(world, { times: 20 });
  return { ports, world };
}

async function answerHold(ports: Ports, state: HoldRow['state']): Promise<void> {
  const [hold] = await ports.store.list('hold');
  if (!hold) throw new Error('nothing is on hold');
  const row = { ...hold.row, state };
  await ports.store.commit([{ op: 'replace', kind: 'hold', name: '', row, etag: hold.etag }]);
}

async function deleteLast({ person }: Ports): Promise<void> {
  await person.remove((await person.list()).at(-1)?.id ?? '');
}

describe('withinLimit', () => {
  it.each([
    [10, 10, true],
    [11, 40, false],
    [11, 55, true],
    [200, 1000, true],
    [201, 1000, false],
  ])('%i deletes of %i pairs: %s', (deletes, pairs, expected) => {
    expect(withinLimit(deletes, pairs)).toBe(expected);
  });
});

describe('the hold', () => {
  it('eleven deletes out of forty wait; creates and updates go on', async () => {
    const { ports, world } = await inStep(40);
    for (let i = 0; i < 11; i += 1) await world.deleteEntry();
    await world.editEntry(['title']);
    await world.createEntry();
    await passes(world, { times: 20 });
    expect((await ports.person.list()).length).toBe(41);
    expect((await ports.store.list('hold'))[0]?.row).toMatchObject({ state: 'held', count: 11 });
    const titles = (await ports.person.list()).map((each) => each.event.title);
    expect(titles).toContain((await world.entry()).event.title);
  });

  it.each([
    [23, 'wait', 1],
    [25, 'go on', 0],
  ])('six deletes, and six more after %i hours, %s: those of a day count together', async (hours, _, holds) => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 6; i += 1) await world.deleteEntry();
    await passes(world, { times: 3 });
    world.now += hours * 3_600_000;
    for (let i = 0; i < 6; i += 1) await world.deleteEntry();
    await passes(world, { times: 3 });
    expect(await ports.store.list('hold')).toHaveLength(holds);
  });

  it('a released hold deletes what it named, and is gone', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    await answerHold(ports, 'released');
    await passes(world, { times: 20 });
    expect(await world.verdict({ things: 8 })).toBeUndefined();
    expect(await ports.store.list('hold')).toEqual([]);
  });

  it('what was released does not hold the next single delete', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    await answerHold(ports, 'released');
    await passes(world, { times: 20 });
    await world.deleteEntry();
    await passes(world, { times: 20 });
    expect(await ports.store.list('hold')).toEqual([]);
    expect(await world.verdict({ things: 7 })).toBeUndefined();
  });

  it('a discarded hold writes the lost entries again', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    await answerHold(ports, 'discarded');
    await passes(world, { times: 20 });
    expect(await world.verdict({ things: 20 })).toBeUndefined();
    expect(await ports.store.list('hold')).toEqual([]);
  });

  it('a discarded hold stands until each of its pairs is written again, also one that could not be read at first', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    await answerHold(ports, 'discarded');
    const { id } = await world.event();
    const failure = { kind: 'transient', code: 'exchange-timeout' } as const;
    const read = async (ids: readonly string[]) =>
      (await ports.mailbox.read(ids)).map((outcome, at) => (ids[at] === id ? failed(failure) : outcome));
    const mailbox = new Proxy(ports.mailbox, {
      get: (target, name) => {
        const own: unknown = name === 'read' ? read : Reflect.get(target, name, target);
        return typeof own === 'function' ? own.bind(target) : own;
      },
    });
    await runLink({ ...world.context(), mailbox });
    world.now += 3_600_000;
    await passes(world, { times: 20 });
    expect(await world.verdict({ things: 20 })).toBeUndefined();
    expect(await ports.store.list('hold')).toEqual([]);
  });

  it('counts the deletes of a day, however they are spread over runs', async () => {
    const { ports, world } = await inStep(30);
    for (let i = 0; i < 16; i += 1) {
      await world.deleteEntry();
      await pollSource(ports);
      await runLink(world.context());
      world.now += 60_000;
    }
    expect((await ports.person.list()).length).toBeGreaterThan(16);
    expect((await ports.store.list('hold'))[0]?.row.state).toBe('held');
  });

  it.each([
    ['the mailbox', (world: World) => world.deleteEvent()],
    ['the source', (world: World) => world.deleteEntry()],
  ])('%s that is suddenly empty waits, however few its items were', async (_side, remove) => {
    const { ports, world } = await inStep(3);
    for (let i = 0; i < 3; i += 1) await remove(world);
    await passes(world, { times: 20 });
    expect((await ports.person.list()).length + (await ports.people.list()).length).toBe(3);
    expect((await ports.store.list('hold'))[0]?.row).toMatchObject({ state: 'held', count: 3, emptied: true });
    expect(await ports.company.holding()).toEqual(['ada']);
    await answerHold(ports, 'released');
    expect(await ports.company.holding()).toEqual([]);
    await passes(world, { times: 20 });
    expect(await world.verdict({ things: 0 })).toBeUndefined();
    expect(await ports.store.list('hold')).toEqual([]);
  });

  it.each<[string, number, readonly ('event' | 'entry')[]]>([
    ['one pair stays', 4, ['entry', 'entry', 'entry']],
    ['there were two pairs', 2, ['entry', 'entry']],
    ['both sides lost some', 6, ['entry', 'entry', 'entry', 'event', 'event', 'event']],
  ])('no side is suddenly empty when %s', async (_name, pairs, deletes) => {
    const { ports, world } = await inStep(pairs);
    // From both ends of the same list, so that no pair is deleted twice.
    for (const side of deletes) await (side === 'entry' ? world.deleteEntry() : deleteLast(ports));
    await passes(world, { times: 20 });
    expect(await ports.store.list('hold')).toEqual([]);
    expect(await ports.person.list()).toHaveLength(pairs - deletes.length);
  });

  it('an edit turns a held delete into a recreation', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    await world.editEvent(['title']);
    await passes(world, { times: 20 });
    expect((await ports.people.list()).length).toBe(9);
  });

  it('is gone when people settled all of it themselves', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEvent();
    await passes(world, { times: 20 });
    for (const { id } of (await ports.people.list()).slice(0, 20)) await ports.people.edit(id, { location: 'edited' });
    await passes(world, { times: 20 });
    expect(await ports.store.list('hold')).toEqual([]);
    await world.deleteEvent();
    await passes(world, { times: 20 });
    expect((await ports.people.list()).length).toBe(19);
  });

  it('names as many as still wait after one of them was edited', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    await world.editEvent(['title']);
    await passes(world, { times: 20 });
    expect((await ports.store.list('hold'))[0]?.row).toMatchObject({ state: 'held', count: 11 });
  });

  it('a held pair that is touched without being changed waits on, and asks for no further run', async () => {
    const { ports, world } = await inStep(20);
    for (let i = 0; i < 12; i += 1) await world.deleteEntry();
    await passes(world, { times: 20 });
    for (const { id, event } of await ports.person.list()) await ports.person.edit(id, { title: event.title });
    await passes(world, { times: 20 });
    expect(await runLink(world.context())).toEqual({ state: 'idle' });
    expect((await ports.store.list('hold'))[0]?.row).toMatchObject({ state: 'held', count: 12 });
  });
});
