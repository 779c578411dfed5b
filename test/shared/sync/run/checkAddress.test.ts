// The user's address changes: nothing is anybody else's because of it, and it goes on when the entries name the new one.
import { describe, expect, it } from 'vitest';
import { NOTHING_CLEARED } from '../../../../shared/sync/cleanup/cleanedUp.ts';
import { linkOver } from '../../../world/link.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { ADA, type Ports } from '../../../world/world.ts';

const AUGUSTA = 'augusta@example.com';

/** Both belong to one link: the first with the former address, the second with the new one. */
async function open() {
  const { ports } = await openMemoryPorts();
  const before = await linkOver(ports);
  for (let i = 0; i < 3; i += 1) await before.world.createEvent();
  await before.world.createEntry();
  await before.settle();
  const after = await linkOver(withAddress(ports), {}, { email: AUGUSTA, newId: before.world.newId });
  after.world.now = before.world.now;
  const rename = async (count: number): Promise<void> => {
    const entries = (await ports.people.list()).slice(0, count);
    for (const { id } of entries) await ports.people.reassign(id, AUGUSTA, []);
  };
  return { ports, before, after, rename };
}

/** The company knows the user under the new address. */
const withAddress = (ports: Ports): Ports => ({
  ...ports,
  company: {
    ...ports.company,
    holders: (entries) => ports.company.holders(entries),
    addHolder: (link, entries) => ports.company.addHolder(link, entries),
    removeHolder: (link, entry) => ports.company.removeHolder(link, entry),
    links: async () => (await ports.company.links()).map((link) => ({ ...link, email: AUGUSTA })),
  },
});

const stopped = { state: 'stopped', failure: { kind: 'denied', code: 'address-changed' } };

describe('checkAddress', () => {
  it('while entries name the former address, nothing is read of the mailbox and nothing is deleted', async () => {
    const { ports, after, rename } = await open();
    await rename(2);
    const [{ id } = { id: '' }] = await ports.person.list();
    await ports.person.edit(id, { title: 'Edited meanwhile' });
    const writes = await after.writesDuring(async () => {
      expect(await after.pass()).toMatchObject(stopped);
      after.world.now += 3_600_000;
      expect(await after.pass()).toMatchObject(stopped);
    });
    expect(writes).toEqual([]);
    expect(await ports.person.list()).toHaveLength(4);
  });

  it('it goes on by itself when all of them name the new one, with what was edited meanwhile', async () => {
    const { ports, after, rename } = await open();
    await after.pass();
    const [{ id } = { id: '' }] = await ports.person.list();
    await ports.person.edit(id, { title: 'Edited meanwhile' });
    await rename(4);
    after.world.now += 3_600_000;
    expect(await after.writesDuring(() => after.settle())).toEqual(['source.update']);
    expect((await ports.people.list()).map(({ event }) => event.title)).toContain('Edited meanwhile');
    expect(await ports.person.list()).toHaveLength(4);
  });

  it('with the former address back, it goes on as if nothing had been', async () => {
    const { before, after } = await open();
    await after.pass();
    before.world.now = after.world.now + 3_600_000;
    expect(await before.writesDuring(() => before.settle())).toEqual([]);
  });

  it('matched anew, it takes the new address, and only the entries that name it', async () => {
    const { ports, after, rename } = await open();
    await rename(3);
    await after.pass();
    const row = { state: 'forgetting', epoch: 2, at: after.world.now, ...NOTHING_CLEARED } as const;
    await after.world.changeLink({ started: false, epoch: 2 });
    await ports.store.commit([{ op: 'insert', kind: 'cleanup', name: '', row }]);
    after.world.now += 3_600_000;
    expect(await after.writesDuring(() => after.settle())).toEqual([]);
    const pairs = (await ports.store.list('pair')).map(({ row: pair }) => pair);
    expect(pairs.filter((pair) => pair.mailbox && pair.source)).toHaveLength(3);
    expect(await ports.person.list()).toHaveLength(4);
    expect((await ports.people.list()).filter(({ owner }) => owner === ADA)).toHaveLength(1);
  });

  it('an entry that cannot be read leaves it open', async () => {
    const { after } = await open();
    const failure = { kind: 'transient', code: 'source-unavailable' } as const;
    const source = { read: async (ids: readonly string[]) => ids.map(() => ({ ok: false, failure }) as const) };
    expect(await after.pass({ source })).toMatchObject({ state: 'stopped', failure });
  });
});
