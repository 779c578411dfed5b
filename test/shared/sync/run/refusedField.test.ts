// Whole runs against a side that refuses one field of what it is sent.
import { describe, expect, it } from 'vitest';
import type { EventField, EventPatch } from '../../../../shared/calendar/event.ts';
import { remarksOf } from '../../../../shared/sync/pair/facts/remarks.ts';
import { type Failure, failed } from '../../../../shared/sync/ports/outcome.ts';
import { type Link, linkInMemory, type Through } from '../../../world/link.ts';

const LONG = 'x'.repeat(50);
const isLong = ({ description = '' }: EventPatch): boolean => description.length >= 50;

/** A source that refuses long descriptions, one write at a time, and a note of what it was asked. */
function refusing({ ports: { source } }: Link): { through: Through; asked: (EventField[] | 'create')[] } {
  const failure: Failure = { kind: 'rejected', code: 'item-rejected', field: 'description' };
  const asked: (EventField[] | 'create')[] = [];
  const through: Through = {
    source: {
      async create(creations) {
        asked.push(...creations.map(() => 'create' as const));
        const written = creations.map((one) => (isLong(one.event) ? [failed(failure)] : source.create([one])));
        return (await Promise.all(written)).flat();
      },
      async update(updates) {
        asked.push(...updates.map(({ patch }) => Object.keys(patch) as EventField[]));
        const written = updates.map((one) => (isLong(one.patch) ? [failed(failure)] : source.update([one])));
        return (await Promise.all(written)).flat();
      },
    },
  };
  return { through, asked };
}

describe('a side that names the field it refuses', () => {
  const told = async ({ ports }: Link) => (await ports.store.list('pair')).flatMap(({ row }) => remarksOf(row, 1));
  const notHeld = [{ code: 'field-not-held', field: 'description', side: 'source' }];

  it('gets the other fields of an update, is asked once, and gets the field when it fits', async () => {
    const link = await linkInMemory();
    const { world, ports } = link;
    await world.createEvent();
    await link.settle();
    const { id, event } = await world.event();
    await ports.person.edit(id, { title: 'moved', description: LONG });
    const { through, asked } = refusing(link);
    await link.settle(through);
    expect(asked).toEqual([['title', 'description'], ['title']]);
    expect((await world.entry()).event).toMatchObject({ title: 'moved', description: event.description });
    expect(await told(link)).toEqual(notHeld);
    await ports.person.edit(id, { location: 'elsewhere' });
    await link.settle(through);
    expect(asked.slice(2)).toEqual([['location']]);
    expect(await told(link)).toEqual(notHeld);
    await ports.person.edit(id, { description: 'short' });
    await link.settle(through);
    expect((await world.entry()).event).toMatchObject({ location: 'elsewhere', description: 'short' });
    expect(await told(link)).toEqual([]);
  });

  it('gets a new item without the field, and its edit of the field goes across', async () => {
    const link = await linkInMemory();
    const { world, ports } = link;
    const { through, asked } = refusing(link);
    await ports.person.create({ ...world.newEvent(), description: LONG });
    await link.settle(through);
    expect((await world.entry()).event.description).toBe('');
    expect(asked).toEqual(['create', 'create']);
    const [pair] = await ports.store.list('pair');
    expect(pair?.row.mailbox?.base).not.toHaveProperty('description');
    expect(pair?.row.source?.base).toHaveProperty('description');
    expect(await told(link)).toEqual(notHeld);
    await ports.people.edit((await world.entry()).id, { description: 'theirs' });
    await link.settle(through);
    expect((await world.event()).event.description).toBe('theirs');
    expect(await told(link)).toEqual([]);
    expect((await world.history()).map(({ field, sealed }) => [field, sealed])).toEqual([
      ['description', JSON.stringify(LONG)],
    ]);
  });

  it('a delete on its side is not beaten by the value that waits', async () => {
    const link = await linkInMemory();
    const { world, ports } = link;
    await world.createEvent();
    await link.settle();
    const { through } = refusing(link);
    await ports.person.edit((await world.event()).id, { description: LONG });
    await link.settle(through);
    await ports.people.remove((await world.entry()).id);
    await link.settle(through);
    expect(await ports.person.list()).toEqual([]);
    expect((await world.history()).map(({ why }) => why)).toEqual(['removed']);
  });
});
