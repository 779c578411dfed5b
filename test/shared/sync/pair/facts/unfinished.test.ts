// A write of a series that takes two requests, and comes no further than the first.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../../shared/calendar/event.ts';
import { pollSource } from '../../../../../shared/sync/poll/poll.ts';
import { runLink } from '../../../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../../../world/memoryPorts.ts';
import { type Between, standBetween } from '../../../../world/play/requests.ts';
import { overridesOf } from '../../../../world/weekly.ts';
import { ADA, World } from '../../../../world/world.ts';

const MINUTE = 60_000;

/** An entry was changed, and of the write to the mailbox only the first request came through. */
async function halfDone(act: (world: World) => Promise<void> = (world) => world.editOccurrence('entry', 2)) {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports);
  const late: (() => Promise<unknown>)[] = [];
  const pass = async (between?: Between): Promise<void> => {
    await pollSource(ports);
    const run = () => runLink(world.context());
    await (between ? standBetween(between, run) : run());
  };
  const passes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      await pass();
      world.now += 4 * MINUTE;
    }
  };
  await world.createSeriesEntry();
  await passes(3);
  await act(world);
  await pass(async (request, lost) => {
    late.push(request);
    return lost;
  });
  expect(late).toHaveLength(1);
  const rest = async (): Promise<void> => {
    for (const request of late) await request();
  };
  const eventsOf = async (): Promise<[CalendarEvent, CalendarEvent]> => [
    (await world.event()).event,
    (await world.entry()).event,
  ];
  return { world, ports, writes, pass, passes, rest, eventsOf };
}

async function moveWithOccurrence(world: World): Promise<void> {
  await world.moveSeries('entry', '2026-12-08T15:00:00');
  await world.editOccurrence('entry', 1);
}

describe('awaitRest', () => {
  it('as long as the rest of the write may come, nothing is written, and nothing is taken for an edit', async () => {
    const { world, writes, pass, eventsOf } = await halfDone();
    const before = writes();
    for (let minute = 0; minute < 6; minute += 1) {
      world.now += MINUTE;
      await pass();
    }
    expect(writes()).toBe(before);
    const [event, entry] = await eventsOf();
    expect(overridesOf(event)).not.toEqual(overridesOf(entry));
    expect(Object.keys(overridesOf(entry))).toHaveLength(3);
  });

  it('the rest that comes meanwhile ends it: nothing more is written, nothing is on record', async () => {
    const { world, writes, passes, pass, rest } = await halfDone();
    world.now += MINUTE;
    await pass();
    const before = writes();
    await rest();
    await passes(4);
    expect(writes()).toBe(before);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect(await world.history()).toEqual([]);
  });

  it('a person who deletes the event meanwhile has deleted it', async () => {
    const { world, ports, passes, pass } = await halfDone();
    world.now += MINUTE;
    await pass();
    await world.deleteEvent();
    await passes(4);
    expect(await ports.people.list()).toEqual([]);
  });
});

describe('baseOf', () => {
  it('once the rest can no longer come, the series is written again and agrees on both sides', async () => {
    const { world, writes, passes, eventsOf } = await halfDone(moveWithOccurrence);
    const before = writes();
    await passes(4);
    expect(writes()).toBe(before + 1);
    const [event, entry] = await eventsOf();
    expect(overridesOf(event)).toEqual(overridesOf(entry));
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('the entry as it is by then is what is written', async () => {
    const { world, passes } = await halfDone();
    await world.editOccurrence('entry', 4);
    await passes(4);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });
});

describe('editedFields', () => {
  it('a title that a person edits meanwhile is an edit like any other', async () => {
    const { world, passes, eventsOf } = await halfDone();
    await world.editEvent(['title']);
    const { title } = (await world.event()).event;
    await passes(4);
    expect((await eventsOf())[1].title).toBe(title);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('an entry that is deleted meanwhile takes its half-written event with it', async () => {
    const { world, ports, passes } = await halfDone();
    await world.deleteEntry();
    await passes(4);
    expect(await ports.person.list()).toEqual([]);
  });
});

describe('unfinishedLosers', () => {
  it('what is only a part of what was sent is no loss', async () => {
    const { world, passes } = await halfDone(moveWithOccurrence);
    await passes(4);
    expect(await world.history()).toEqual([]);
  });

  it('what a person changed about an occurrence in between goes on record', async () => {
    const { world, passes, eventsOf } = await halfDone();
    await world.editOccurrence('event', 4);
    const written = (await world.event()).event.when;
    await passes(4);
    const history = await world.history();
    expect(history).toMatchObject([{ side: 'mailbox', field: 'when', why: 'unfinished' }]);
    expect(JSON.parse(history[0]?.sealed ?? '')).toEqual(written);
    const [event, entry] = await eventsOf();
    expect(overridesOf(event)).toEqual(overridesOf(entry));
  });

  it('of an event that goes with its entry it goes on record, too', async () => {
    const { world, passes } = await halfDone();
    await world.editOccurrence('event', 4);
    await world.deleteEntry();
    await passes(4);
    expect((await world.history()).map(({ why, field }) => [why, field])).toEqual([['unfinished', 'when']]);
  });
});

describe('isUnfinished', () => {
  it('a copy that a person makes of a half-written series is a series of its own', async () => {
    const { world, ports, passes } = await halfDone();
    await world.copyEvent();
    await passes(5);
    expect(await world.verdict({ things: 2 })).toBeUndefined();
    expect((await ports.people.list()).map(({ owner }) => owner)).toEqual([ADA, ADA]);
  });

  it('is over when both sides agree all the same: a later edit is an edit', async () => {
    const { world, ports, writes, passes, eventsOf } = await halfDone();
    const before = writes();
    await ports.people.edit((await world.entry()).id, { when: (await world.event()).event.when });
    await passes(4);
    expect(writes()).toBe(before);
    await world.editOccurrence('event', 4);
    const written = (await world.event()).event.when;
    await passes(3);
    expect((await eventsOf()).map(({ when }) => when)).toEqual([written, written]);
    expect(await world.history()).toEqual([]);
  });

  it('the first request of a creation that was delivered twice leaves a twin, which goes', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createSeriesEntry();
    await pollSource(ports);
    await runLink(world.context());
    const [item] = await ports.mailbox.read([(await world.event()).id]);
    const tag = item?.ok ? item.value.tag : undefined;
    if (!tag) throw new Error('the event is ours');
    const { event } = await world.entry();
    await standBetween(
      async (_, lost) => lost,
      () => ports.mailbox.create([{ event, tag }]),
    );
    expect(await ports.person.list()).toHaveLength(2);
    for (let i = 0; i < 3; i += 1) {
      await runLink(world.context());
      world.now += MINUTE;
    }
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('is over with the next write that comes to its end', async () => {
    const { world, ports, passes } = await halfDone();
    await passes(4);
    await world.editOccurrence('event', 4);
    await passes(2);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    const [pair] = await ports.store.list('pair');
    expect(pair?.row.mailbox?.begun).toBeUndefined();
  });
});
