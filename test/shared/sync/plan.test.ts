// An event that a side cannot hold: both calendars stay as they are, with the reason, until it can take part again.

import { describe, expect, it } from 'vitest';
import { leftOutIn } from '../../../shared/sync/pair/row/standing.ts';
import { openMemoryPorts } from '../../world/memoryPorts.ts';
import { passes } from '../../world/passes.ts';
import { DAY_31, WEEKLY } from '../../world/weekly.ts';
import { ADA, GRACE, type Ports, World, type WorldOptions } from '../../world/world.ts';

async function open(options: WorldOptions = {}) {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports, options);
  const settle = () => passes(world, { times: 4 });
  return { ports, writes, world, settle };
}

const reasons = async (ports: Ports) => (await ports.store.list('pair')).map(({ row }) => leftOutIn(row)?.reason);

describe('plan, of a series that the mailbox cannot hold', () => {
  it('an entry is left out from the first sight, and counted before anybody starts', async () => {
    const { ports, world, settle } = await open({ started: false });
    await ports.people.create(world.newSeries(DAY_31), ADA);
    await settle();
    expect(await reasons(ports)).toEqual(['recurrence-not-supported']);
    await world.start();
    await settle();
    expect(await ports.person.list()).toEqual([]);
    expect(await reasons(ports)).toEqual(['recurrence-not-supported']);
  });

  it('it takes part as soon as its rule can be held', async () => {
    const { ports, world, settle } = await open();
    await ports.people.create(world.newSeries(DAY_31), ADA);
    await settle();
    await world.changeRule('entry', WEEKLY);
    await settle();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect(await reasons(ports)).toEqual([undefined]);
  });

  it('a pair whose entry becomes one stays as it is on both sides, titles included', async () => {
    const { ports, writes, world, settle } = await open();
    await world.createSeriesEvent();
    await settle();
    const before = writes();
    await world.changeRule('entry', DAY_31);
    await world.editEntry(['title']);
    await settle();
    expect(writes()).toBe(before);
    expect(await reasons(ports)).toEqual(['recurrence-not-supported']);
    expect(await ports.store.list('dirty')).toEqual([]);
    await world.changeRule('entry', WEEKLY);
    await settle();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect(await reasons(ports)).toEqual([undefined]);
  });

  it('its event deleted by the user, the entry stays', async () => {
    const { ports, world, settle } = await open();
    await world.createSeriesEvent();
    await settle();
    await world.changeRule('entry', DAY_31);
    await world.deleteEvent();
    await settle();
    expect(await ports.people.list()).toHaveLength(1);
    expect(await reasons(ports)).toEqual(['recurrence-not-supported']);
  });

  it('its entry deleted, the event goes, too', async () => {
    const { ports, world, settle } = await open();
    await world.createSeriesEvent();
    await settle();
    await world.changeRule('entry', DAY_31);
    await settle();
    await world.deleteEntry();
    await settle();
    expect(await ports.person.list()).toEqual([]);
  });

  it('the copy of a user whom the entry no longer concerns goes all the same', async () => {
    const { ports, world, settle } = await open();
    await ports.people.create(world.newSeries(), GRACE, [ADA]);
    await settle();
    expect(await ports.person.list()).toHaveLength(1);
    await world.changeRule('entry', DAY_31);
    await ports.people.reassign((await world.entry()).id, GRACE, []);
    await settle();
    expect(await ports.person.list()).toEqual([]);
  });
});

describe('plan, of a series that the source cannot hold', () => {
  const picky = (ports: Ports): void => {
    Object.assign(ports.source, {
      unheld: ({ when }: { when: { recurrence?: unknown } }) =>
        when.recurrence ? 'recurrence-not-supported' : undefined,
    });
  };

  it('an event is left out with its reason', async () => {
    const { ports, world, settle } = await open();
    picky(ports);
    await world.createSeriesEvent();
    await settle();
    expect(await ports.people.list()).toEqual([]);
    expect(await reasons(ports)).toEqual(['recurrence-not-supported']);
  });

  it("a participant's copy is reverted from it: nothing of a copy is written to the source", async () => {
    const { ports, world, settle } = await open();
    picky(ports);
    await world.createEntry(GRACE, [ADA]);
    await settle();
    const { id, event } = await world.event();
    await ports.person.edit(id, { when: { ...event.when, recurrence: { rule: WEEKLY, overrides: {} } } });
    await settle();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect((await world.history()).map(({ why, field }) => [why, field])).toEqual([['reverted', 'when']]);
  });
});
