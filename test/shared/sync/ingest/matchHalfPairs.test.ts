// Matching by title, start and end as first seen, one to one.
import { describe, expect, it } from 'vitest';
import type { EventPatch, Recurrence } from '../../../../shared/calendar/event.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { ADA, World } from '../../../world/world.ts';

async function preview(events: readonly EventPatch[], entries: readonly EventPatch[]) {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports, { started: false });
  const event = world.newEvent();
  for (const patch of events) await ports.person.create({ ...event, ...patch });
  for (const patch of entries) await ports.people.create({ ...event, ...patch }, ADA);
  world.allow(event, events.length + entries.length);
  const sync = () => passes(world, { times: 5 });
  await sync();
  const pairs = (await ports.store.list('pair')).map((stored) => stored.row);
  return { ports, world, writes, sync, matched: pairs.filter((pair) => pair.mailbox && pair.source).length };
}

const at = (start: string): EventPatch => ({
  when: { showWithoutTime: false, start, timeZone: 'Europe/Helsinki', duration: 'PT1H' },
});

describe('matchHalfPairs', () => {
  it('pairs three twins of one side with two of the other, and one is left', async () => {
    const { matched, sync, world, ports, writes } = await preview([{}, {}, {}], [{}, {}]);
    expect(matched).toBe(2);
    await world.start();
    await sync();
    expect(writes()).toBe(1);
    expect((await ports.people.list()).length).toBe(3);
  });

  it('does not pair what differs in title, start or end', async () => {
    expect((await preview([{ title: 'one' }], [{ title: 'two' }])).matched).toBe(0);
    expect((await preview([at('2026-12-01T09:00:00')], [at('2026-12-01T09:30:00')])).matched).toBe(0);
  });

  it('pairs titles that differ in blanks, and the same instant in another zone', async () => {
    expect((await preview([{ title: 'A  visit ' }], [{ title: 'A visit' }])).matched).toBe(1);
    const when = {
      showWithoutTime: false,
      start: '2026-12-01T08:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT60M',
    } as const;
    expect((await preview([at('2026-12-01T09:00:00')], [{ when }])).matched).toBe(1);
  });

  it('pairs series by their rule; occurrences that differ are merged, and the policy decides', async () => {
    const weekly = (overrides: Recurrence['overrides'], interval = 1): EventPatch => ({
      when: {
        showWithoutTime: false,
        start: '2026-12-01T09:00:00',
        timeZone: 'Europe/Helsinki',
        duration: 'PT1H',
        recurrence: { rule: { frequency: 'weekly', interval, end: { kind: 'never' } }, overrides },
      },
    });
    const here = weekly({ '2026-12-08T09:00:00': { location: 'Here' } });
    const there = weekly({ '2026-12-15T09:00:00': { excluded: true } });
    expect((await preview([here], [weekly({}, 2)])).matched).toBe(0);
    const { sync, world, matched } = await preview([here], [there]);
    expect(matched).toBe(1);
    await world.start();
    await sync();
    expect((await world.entry()).event.when).toEqual(here.when);
    expect((await world.history()).map((row): unknown => JSON.parse(row.sealed))).toEqual([there.when]);
  });

  it('of two large calendars, pairs what they have in common', async () => {
    const titles = (from: number, to: number): EventPatch[] =>
      Array.from({ length: to - from }, (_, index) => ({ title: `Title ${from + index}` }));
    const { matched, ports } = await preview(titles(0, 1200), titles(1100, 1700));
    expect(matched).toBe(100);
    expect(await ports.store.list('pair')).toHaveLength(1700);
    expect(await ports.store.list('dirty')).toHaveLength(1600);
  });

  it('costs no write where all fields agree', async () => {
    const { sync, world, writes } = await preview([{}], [{}]);
    await world.start();
    await sync();
    expect(writes()).toBe(0);
  });

  it('lets the policy decide on fields that differed at first sight, and keeps the loser', async () => {
    const { sync, world, ports } = await preview([{ location: 'Here' }], [{ location: 'There' }]);
    await world.start();
    await sync();
    expect((await world.entry()).event.location).toBe('Here');
    expect((await world.history()).map((row) => row.sealed)).toEqual(['"There"']);
    expect((await ports.person.list()).length).toBe(1);
  });

  it('pairs what was edited on one side after it was first seen, and the edit survives', async () => {
    const { sync, world, ports, matched } = await preview([{}], [{}]);
    expect(matched).toBe(1);
    await world.editEvent(['title']);
    await world.start();
    await sync();
    expect((await ports.people.list()).map((each) => each.event.title)).toEqual([(await world.event()).event.title]);
    expect(await world.history()).toEqual([]);
  });
});
