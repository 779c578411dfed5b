// The writes of merging, and those it never makes, where the event is somebody else's meeting.
import { describe, expect, it } from 'vitest';
import { MemoryMailbox } from '../../../../memory/mailbox.ts';
import { openMemoryPorts } from '../../../../world/memoryPorts.ts';
import { passes } from '../../../../world/passes.ts';
import { World, type WorldOptions } from '../../../../world/world.ts';

/** A meeting that somebody else called, and its entry. */
async function attended(options: WorldOptions = {}) {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports, options);
  const { mailbox } = ports;
  if (!(mailbox instanceof MemoryMailbox)) throw new Error('the mailbox in memory is asked for');
  const id = await mailbox.person.receiveMeeting(world.newSeries());
  await passes(world, { times: 4 });
  const both = async () => [(await world.event()).event, (await world.entry()).event] as const;
  return { world, ports, writes, id, both, settle: () => passes(world, { times: 4 }) };
}

const summary = async (world: World) =>
  (await world.history()).map(({ side, field, why }) => `${side} ${field} ${why}`).sort();

describe("merge, of an attendee's copy", () => {
  it.each(['mailbox', 'source'] as const)(
    'what the application changes there is reverted and kept on record, whoever wins conflicts: %s',
    async (conflictPolicy) => {
      const { world, ports, both, settle } = await attended({ conflictPolicy });
      await world.editEntry(['title', 'location']);
      await world.editOccurrence('entry', 2);
      await settle();
      const [event, entry] = await both();
      expect(entry).toEqual(event);
      expect(await summary(world)).toEqual([
        'source location reverted',
        'source title reverted',
        'source when reverted',
      ]);
      expect(await ports.store.list('dirty')).toEqual([]);
    },
  );

  it('the fields that are the own ones go both ways', async () => {
    const { world, ports, both, settle } = await attended();
    await ports.people.edit((await world.entry()).id, { freeBusyStatus: 'free', alert: { minutesBefore: 5 } });
    await settle();
    expect((await both())[0]).toMatchObject({ freeBusyStatus: 'free', alert: { minutesBefore: 5 } });
    expect(await world.history()).toEqual([]);
  });

  it("the organiser's changes reach the entry", async () => {
    const { world, both, settle } = await attended();
    await world.editEvent(['title']);
    await settle();
    const [event, entry] = await both();
    expect(entry.title).toBe(event.title);
  });

  it("the attendee's own delete is the user's delete", async () => {
    const { world, ports, settle } = await attended();
    await world.deleteEvent();
    await settle();
    expect(await ports.people.list()).toEqual([]);
  });
});
