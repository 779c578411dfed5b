// A person edits while our own write is under way: the echo of the write must not hide the edit.
import { describe, expect, it } from 'vitest';
import { type Outcome, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Written } from '../../../../shared/sync/ports/remote.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { overridesOf } from '../../../world/weekly.ts';
import { type Ports, World } from '../../../world/world.ts';

/** The mailbox, in which a person edits what we have just written, before it is answered. */
function editedMeanwhile(ports: Ports, edit: (id: string) => Promise<void>): Ports['mailbox'] {
  const { mailbox } = ports;
  const edited = async (written: readonly Outcome<Written>[]) => {
    const ids = written.flatMap((each) => (each.ok ? [each.value.id] : []));
    for (const id of ids) await edit(id);
    const reads = await mailbox.read(ids);
    const inSteps = written.some((each) => each.ok && each.value.inSteps) ? ({ inSteps: true } as const) : {};
    return reads.map((read) =>
      read.ok ? ok({ id: read.value.id, version: read.value.version, item: read.value, ...inSteps }) : read,
    );
  };
  const replaced: Partial<Ports['mailbox']> = {
    create: async (creations) => edited(await mailbox.create(creations)),
    update: async (updates) => edited(await mailbox.update(updates)),
  };
  return new Proxy(mailbox, {
    get: (target, name) => {
      const own: unknown = Reflect.get(replaced, name) ?? Reflect.get(target, name, target);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

async function open() {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  const sync = (mailbox = ports.mailbox) => passes(world, { through: { ...ports, mailbox } });
  const settle = () => passes(world, { times: 3 });
  return { world, ports, sync, settle };
}

describe('concludeAll', () => {
  it('a field that the person edits while we write others reaches the source, though the feed shows our version', async () => {
    const { world, ports, sync, settle } = await open();
    await world.createEntry();
    await settle();
    await world.editEntry(['title']);
    await sync(editedMeanwhile(ports, () => world.editEvent(['location'])));
    await settle();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect(await ports.store.list('dirty')).toEqual([]);
  });

  it('so does an occurrence that the person edits between the requests that write the series', async () => {
    const { world, ports, sync, settle } = await open();
    const meanwhile = editedMeanwhile(ports, () => world.editOccurrence('event', 4));
    await world.createSeriesEntry();
    await sync(meanwhile);
    await settle();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    await world.editOccurrence('entry', 2);
    await sync(meanwhile);
    await settle();
    expect(await world.verdict({ things: 1 })).toBeUndefined();
    expect(Object.keys(overridesOf((await world.entry()).event))).toHaveLength(4);
    expect(await world.history()).toEqual([]);
    expect(await ports.store.list('dirty')).toEqual([]);
  });

  it('what the mailbox stores in its own way is the base: it is written back nowhere', async () => {
    const { world, ports, sync, settle } = await open();
    await world.createEntry();
    await settle();
    await world.editEntry(['title']);
    const { title } = (await world.entry()).event;
    await sync(editedMeanwhile(ports, (id) => ports.person.edit(id, { title: 'stored differently' })));
    await settle();
    expect((await world.entry()).event.title).toBe(title);
    expect(await ports.store.list('dirty')).toEqual([]);
  });
});
