// The rows of a link are lost; the tags of what we made say what belongs together.

import { describe, expect, it } from 'vitest';
import { matchByOrigin } from '../../../../shared/sync/ingest/adopt.ts';
import { originOf } from '../../../../shared/sync/pair/row/origin.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import { MemoryTables } from '../../../memory/tables.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { type Ports, World } from '../../../world/world.ts';

/** Every test begins with an entry and an event, each with the copy that we made of it. */
async function inStep() {
  const { ports } = await openMemoryPorts();
  let current: Ports = ports;
  const world = await World.begin(ports);
  const through = () => ({ ...current });
  const sync = () => passes(world, { times: 5, through: through() });
  await world.createEntry();
  await world.createEvent();
  await sync();
  const loseRows = async () => {
    const tables = new MemoryTables();
    tables.registrations.set('ada', { link: 'ada', email: 'ada@example.com', on: true, started: true });
    tables.put('ada', { kind: 'link', name: '' }, world.link);
    current = { ...ports, store: tables.linkStore('ada'), company: tables.companyStore() };
    return current;
  };
  const counts = async () => [(await ports.person.list()).length, (await ports.people.list()).length];
  return { ports, world, sync, loseRows, counts, store: () => current.store };
}

const eventTitled = async (ports: Ports, title: string) => {
  const found = (await ports.person.list()).find(({ event }) => event.title === title);
  if (!found) throw new Error(`there is no event ${title}`);
  return found;
};

describe('originOf', () => {
  it('is the same for an item that moved, and has no room for its id', () => {
    expect(originOf({ id: 'a', uid: 'u' })).toBe(originOf({ id: 'b', uid: 'u' }));
    expect(originOf({ id: 'a' })).not.toBe(originOf({ id: 'b' }));
    expect(originOf({ id: 'entry-of-somebody' })).toMatch(/^[\w-]{16}$/);
  });
});

describe('matchByOrigin', () => {
  const half = (side: 'mailbox' | 'source', id: string, of?: string): { pair: PairRow } => ({
    pair: {
      pair: `pair of ${id}`,
      [side]: { id, base: {}, ...(side === 'mailbox' ? { uid: `uid of ${id}` } : {}) },
      intents: {},
      abandoned: [],
      unlanded: {},
      orphans: [],
      firstSeen: { naturalKey: id, prints: {}, version: '1', ...(of === undefined ? {} : { of }) },
    },
  });

  it('an event that looks like the copy of another is left to the entry that was made of it', () => {
    const entry = half('source', 'entry');
    const madeOfCopy = half('source', 'its entry', originOf({ id: 'copy', uid: 'uid of copy' }));
    const event = half('mailbox', 'event', originOf({ id: 'entry' }));
    const copy = half('mailbox', 'copy', originOf({ id: 'entry' }));
    for (const entries of [
      [entry, madeOfCopy],
      [madeOfCopy, entry],
    ]) {
      const matches = matchByOrigin([copy, event], entries);
      expect(matches).toContainEqual(expect.objectContaining({ event, entry }));
      expect(matches).toContainEqual(expect.objectContaining({ event: copy, entry: madeOfCopy }));
    }
  });

  it('after lost rows, what was made in either direction is joined though it was edited, and the policy decides', async () => {
    const { ports, world, sync, loseRows, counts, store } = await inStep();
    for (const { id, event } of await ports.person.list()) {
      await ports.person.edit(id, { title: `${event.title} as edited` });
    }
    await loseRows();
    await sync();
    expect(await counts()).toEqual([2, 2]);
    const titles = (await ports.person.list()).map(({ event }) => event.title).sort();
    expect((await ports.people.list()).map(({ event }) => event.title).sort()).toEqual(titles);
    expect(titles.every((title) => title.endsWith('as edited'))).toBe(true);
    expect((await store().list('history')).map(({ row }) => row.why)).toEqual(['conflict', 'conflict']);
    expect(world.link.on).toBe(true);
  });

  it('a copy that a person made of our event does not take the place of the original', async () => {
    const { ports, world, sync, loseRows, counts } = await inStep();
    const [made] = await ports.people.list();
    const original = await eventTitled(ports, made?.event.title ?? '');
    world.allow(original.event, 2);
    const copy = await ports.person.copy(original.id);
    await ports.person.edit(copy, { title: 'A copy' });
    // The copy is listed first.
    const moved = await ports.person.move(original.id);
    await ports.person.edit(moved, { title: 'The original' });
    await loseRows();
    await sync();
    expect(await counts()).toEqual([3, 3]);
    expect((await ports.people.list()).find(({ id }) => id === made?.id)?.event.title).toBe('The original');
  });

  it('what was made is known as ours again', async () => {
    const { sync, loseRows, store } = await inStep();
    await loseRows();
    await sync();
    const pairs = (await store().list('pair')).map(({ row }) => row);
    expect(pairs.filter(({ mailbox }) => mailbox?.madeAt !== undefined)).toHaveLength(1);
    expect(pairs.filter(({ source }) => source?.madeAt !== undefined)).toHaveLength(1);
  });

  it('an event that was moved since is known by its UID', async () => {
    const { ports, sync, loseRows, counts } = await inStep();
    const events = await ports.person.list();
    expect(events).toHaveLength(2);
    await loseRows();
    for (const { id } of events) await ports.person.move(id);
    await sync();
    expect(await counts()).toEqual([2, 2]);
  });
});
