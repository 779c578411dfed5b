// From an event as the mailbox answers it to what the rows say of its pair, and back to nothing.
import { describe, expect, it } from 'vitest';
import { remarksOf } from '../../../../../shared/sync/pair/facts/remarks.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import { type Link, linkInMemory, type Through } from '../../../../world/link.ts';

const told = async ({ ports }: Link) => (await ports.store.list('pair')).map(({ row }) => remarksOf(row, 0));

/** The mailbox says of its events that their zone is unknown. */
const unknownZones = ({ ports }: Link): Through => ({
  mailbox: {
    read: async (ids) => {
      const reads = await ports.mailbox.read(ids);
      return reads.map((read) => (read.ok ? ok({ ...read.value, remarks: ['zone-unknown'] }) : read));
    },
  },
});

describe('withRemarks', () => {
  it('a pair remembers them from the first time that its event is read', async () => {
    const link = await linkInMemory({ started: false });
    await link.world.createEvent();
    await link.settle(unknownZones(link));
    expect(await told(link)).toEqual([[{ code: 'zone-unknown' }]]);
    await link.world.start();
    await link.settle(unknownZones(link));
    expect(await told(link)).toEqual([[{ code: 'zone-unknown' }]]);
    expect(await link.ports.people.list()).toHaveLength(1);
  });

  it('learns them, and forgets them, when the event is looked at again', async () => {
    const link = await linkInMemory();
    await link.world.createEvent();
    await link.settle();
    expect(await told(link)).toEqual([[]]);
    await link.world.editEvent(['title']);
    await link.settle(unknownZones(link));
    expect(await told(link)).toEqual([[{ code: 'zone-unknown' }]]);
    await link.world.editEvent(['title']);
    await link.settle();
    expect(await told(link)).toEqual([[]]);
  });
});
