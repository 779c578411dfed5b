// A person switches off and wants what we made removed.

import { describe, expect, it } from 'vitest';
import { restOf } from '../../../../shared/sync/phase.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { readHead } from '../../../../shared/sync/session/head.ts';
import { MemoryTables } from '../../../memory/tables.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { FAULTS, type FaultAt, seam } from '../../../world/play/faults.ts';
import { land, pass } from '../../../world/play/play.ts';
import { ADA, type Ports, World } from '../../../world/world.ts';

/** Two entries and two events of people, each with the copy that we made of it, and one thing that stood on both sides. */
async function inStep() {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports);
  const sync = (through: Ports = ports) => passes(world, { times: 8, through });
  await world.createOnBothSides();
  for (let i = 0; i < 2; i += 1) {
    await world.createEntry();
    await world.createEvent();
  }
  await sync();
  const pairs = (await ports.store.list('pair')).map(({ row }) => row);
  const made = {
    events: pairs.flatMap(({ mailbox }) => (mailbox?.madeAt === undefined ? [] : [mailbox.id])),
    entries: pairs.flatMap(({ source }) => (source?.madeAt === undefined ? [] : [source.id])),
  };
  return { ports, world, sync, writes, made };
}

const idsOf = async (ports: Ports) => ({
  events: (await ports.person.list()).map(({ id }) => id),
  entries: (await ports.people.list()).map(({ id }) => id),
});
const removal = (world: World) => world.changeLink({ on: false, started: false, removing: true });
const cleanupOf = async (ports: Ports) => (await ports.store.load([{ kind: 'cleanup', name: '' }]))[0]?.row;

/** The same calendars, and tables that know nothing. */
function withoutRows(ports: Ports): Ports {
  const tables = new MemoryTables();
  return {
    ...ports,
    store: tables.linkStore('ada'),
    company: tables.companyStore(),
    setLink: async (row) => tables.put('ada', { kind: 'link', name: '' }, row),
  };
}

describe('cleanUp', () => {
  it('removes what we made on both sides, keeps what people made, and forgets the rows', async () => {
    const { ports, world, sync, made } = await inStep();
    expect([made.events.length, made.entries.length]).toEqual([2, 2]);
    await removal(world);
    await sync();
    const left = await idsOf(ports);
    expect([left.events.length, left.entries.length]).toEqual([3, 3]);
    expect(left.events.filter((id) => made.events.includes(id))).toEqual([]);
    expect(left.entries.filter((id) => made.entries.includes(id))).toEqual([]);
    expect(await cleanupOf(ports)).toMatchObject({
      state: 'done',
      removed: { events: 2, entries: 2 },
      kept: { events: 0, entries: 0 },
    });
    for (const kind of ['pair', 'mailboxIndex', 'sourceIndex', 'uidIndex', 'mailboxWatermark', 'dirty'] as const) {
      expect(await ports.store.list(kind)).toEqual([]);
    }
    expect((await ports.company.holders(left.entries)).flat()).toEqual([]);
  });

  it('when it has ended, a run writes nothing and says so', async () => {
    const { ports, world, sync, writes } = await inStep();
    await removal(world);
    await sync();
    const before = writes();
    expect(await runLink(world.context())).toEqual({ state: 'cleanedUp' });
    expect(writes()).toBe(before);
    expect(restOf(await readHead(ports.store), world.context(), world.now)).toEqual({ state: 'cleanedUp' });
  });

  it('keeps what a person changed since our last write, and counts it', async () => {
    const { ports, world, sync, made } = await inStep();
    const [event = ''] = made.events;
    const [entry = ''] = made.entries;
    await ports.person.edit(event, { title: 'By the person' });
    await ports.people.edit(entry, { location: 'By the person' });
    await removal(world);
    await sync();
    const left = await idsOf(ports);
    expect(left.events).toContain(event);
    expect(left.entries).toContain(entry);
    expect(await cleanupOf(ports)).toMatchObject({
      removed: { events: 1, entries: 1 },
      kept: { events: 1, entries: 1 },
    });
  });

  it('works with lost rows: what still says the same as its counterpart goes, what was edited stays', async () => {
    const { ports, world, made } = await inStep();
    const [edited = '', same = ''] = made.events;
    await ports.person.edit(edited, { title: 'By the person' });
    const copy = await ports.person.copy(same);
    const lost = withoutRows(ports);
    await lost.setLink({ ...world.link, on: false, started: false, removing: true });
    for (let i = 0; i < 8; i += 1) await runLink(world.context(lost));
    const left = await idsOf(ports);
    expect(left.events).toContain(edited);
    expect(left.events).toContain(copy);
    expect(left.events).not.toContain(same);
    expect(await cleanupOf(lost)).toMatchObject({
      state: 'done',
      removed: { events: 1, entries: 2 },
      kept: { events: 1, entries: 0 },
    });
  });

  it('with lost rows and a lost counterpart, an event goes, and an entry that was ever changed stays', async () => {
    const { ports, world, made } = await inStep();
    for (const { id } of await ports.person.list()) if (!made.events.includes(id)) await ports.person.remove(id);
    for (const { id } of await ports.people.list()) if (!made.entries.includes(id)) await ports.people.remove(id);
    const [changed = '', unchanged = ''] = made.entries;
    await ports.people.edit(changed, { location: 'By the person' });
    const lost = withoutRows(ports);
    await lost.setLink({ ...world.link, on: false, started: false, removing: true });
    for (let i = 0; i < 8; i += 1) await runLink(world.context(lost));
    expect(await idsOf(ports)).toEqual({ events: [], entries: [changed] });
    expect(unchanged).not.toBe('');
    expect(await cleanupOf(lost)).toMatchObject({
      removed: { events: 2, entries: 1 },
      kept: { events: 0, entries: 1 },
    });
  });

  it('an item that the side never lets go is kept and counted, and the rest goes', async () => {
    const { ports, world, made } = await inStep();
    const [stuck = ''] = made.events;
    const rejected = failed({ kind: 'rejected', code: 'item-rejected' });
    const remove: Ports['mailbox']['remove'] = async (removals) => {
      const answers = [];
      for (const each of removals) {
        answers.push(each.id === stuck ? rejected : ((await ports.mailbox.remove([each]))[0] ?? ok(undefined)));
      }
      return answers;
    };
    const mailbox = new Proxy(ports.mailbox, {
      get: (target, name) => {
        const value: unknown = name === 'remove' ? remove : Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await removal(world);
    for (let i = 0; i < 4; i += 1) await runLink(world.context({ ...ports, mailbox }));
    expect((await idsOf(ports)).events).toContain(stuck);
    expect(await cleanupOf(ports)).toMatchObject({ state: 'done', removed: { events: 1 }, kept: { events: 1 } });
  });

  it('switched on again in the middle, the link begins anew by its tags and doubles nothing', async () => {
    const { ports, world, sync } = await inStep();
    await removal(world);
    const dying = seam(ports, [{ index: 40, fault: 'killedAfter' }]);
    await pass(world, dying);
    world.now += 10 * 60_000;
    const { removing: _, ...link } = world.link;
    await ports.setLink({ ...link, on: true, started: true, epoch: link.epoch + 1 });
    await sync();
    await sync();
    const [events, entries] = [await ports.person.list(), await ports.people.list()];
    expect(new Set(events.map(({ event }) => event.title)).size).toBe(events.length);
    expect(events.map(({ event }) => event.title).sort()).toEqual(entries.map(({ event }) => event.title).sort());
    expect(await cleanupOf(ports)).toBeUndefined();
  });

  it('a fault at any call, of any kind, ends in the same cleanup', async () => {
    let played = 0;
    const wrong: string[] = [];
    for (const fault of FAULTS) {
      for (let index = 0; ; index += 1) {
        const result = await cleanedUpWith({ index, fault });
        played += 1;
        if (result.wrong) wrong.push(`${fault} at ${index}: ${result.wrong}`);
        if (index >= result.calls) break;
      }
    }
    expect(wrong).toEqual([]);
    expect(played).toBeGreaterThan(300);
  }, 60_000);
});

/** One event and one entry of ours go, an edited one stays, with one fault in the first pass. */
async function cleanedUpWith(fault: FaultAt): Promise<{ calls: number; wrong: string | undefined }> {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  await world.createEntry();
  await world.createEntry();
  await world.createEvent();
  for (let i = 0; i < 4; i += 1) await pass(world, seam(ports, []));
  const made = (await ports.store.list('pair')).flatMap(({ row }) => (row.mailbox?.madeAt ? [row.mailbox.id] : []));
  const [edited = ''] = made;
  await ports.person.edit(edited, { title: 'By the person' });
  await removal(world);
  const first = seam(ports, [fault]);
  await pass(world, first);
  for (let round = 0; round < 12; round += 1) {
    world.now += 4 * 60_000;
    if (round === 0) await land(first.late);
    await pass(world, seam(ports, []));
  }
  const events = await ports.person.list();
  const entries = (await ports.people.list()).filter(({ owner }) => owner === ADA);
  const cleanup = await cleanupOf(ports);
  const state = `${events.length} events, ${entries.length} entries, ${cleanup?.state}`;
  const isRight = events.length === 2 && entries.length === 2 && cleanup?.state === 'done';
  const keptEdited = events.some(({ event }) => event.title === 'By the person');
  return { calls: first.calls(), wrong: isRight && keptEdited ? undefined : state };
}
