// Deletes follow from evidence: never from what a listing, a feed, a window or an error does not show.
import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../shared/sync/ports/outcome.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { type Link, linkInMemory } from '../world/link.ts';

const { exchange, openLink } = exchangeForScenarios();

const DAY_MS = 86_400_000;

const events = ({ ports }: Link) => ports.person.list();
const entries = ({ ports }: Link) => ports.people.list();

async function inStep(link: Link, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await link.world.createEvent();
  await link.settle();
  expect(await entries(link)).toHaveLength(count);
}

describe('SyncState invalid / deltaLink 410 / mailbox moved; full enumeration, zero writes if nothing changed, deletes only after verification', () => {
  it('SyncState invalid: nothing is written', async () => {
    const link = await openLink();
    await inStep(link, 6);
    link.person.invalidateWatermarks();
    const listings = exchange().requests.get('SyncFolderItems') ?? 0;
    expect(await link.writesDuring(() => link.pass())).toEqual([]);
    // The refusal, and the first page of the new enumeration.
    expect(exchange().requests.get('SyncFolderItems')).toBe(listings + 2);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it('a delete that the lost watermark hid is found, and done only after the mailbox said "gone" for that id', async () => {
    const link = await linkInMemory();
    await inStep(link, 6);
    const [removed] = await events(link);
    await link.world.deleteEvent();
    await link.ports.person.invalidateWatermarks();
    const order: string[] = [];
    const through = {
      mailbox: {
        read: async (ids: readonly string[]) => {
          const reads = await link.ports.mailbox.read(ids);
          ids.forEach((id, at) => {
            const read = reads[at];
            if (id === removed?.id && read && !read.ok) order.push(read.failure.kind);
          });
          return reads;
        },
      },
    };
    const writes = await link.writesDuring(async () => {
      await link.pass(through);
      order.push('end of the run');
    });
    expect(writes).toEqual(['source.remove']);
    expect(order.slice(0, 2)).toEqual(['gone', 'gone']);
    expect(await link.world.verdict({ things: 5 })).toBeUndefined();
  });

  it('a mailbox on the move ends runs and deletes nothing; afterwards it goes on where it was', async () => {
    const link = await openLink();
    await inStep(link, 3);
    exchange().moveMailbox(link.address, 'moving');
    await link.world.createEntry();
    const moving = await link.writesDuring(async () => {
      expect(await link.pass()).toMatchObject({ state: 'stopped', failure: { kind: 'transient' } });
    });
    expect(moving).toEqual([]);
    exchange().moveMailbox(link.address, 'Exchange2016');
    // A mailbox forgets at its move what it was asked before.
    link.person.invalidateWatermarks();
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.create']);
    expect(await link.world.verdict({ things: 4 })).toBeUndefined();
  });
});

it('Graph delta reports @removed for an event that lives outside the window or is not deleted at all; nothing is deleted on S', async () => {
  const link = await linkInMemory();
  await inStep(link, 4);
  const ids = (await events(link)).map(({ id }) => id);
  let told = 0;
  const writes = await link.writesDuring(() =>
    link.settle({
      mailbox: {
        changes: async (watermark) => {
          const page = await link.ports.mailbox.changes(watermark);
          if (!page.ok || page.value === 'watermarkInvalid' || told > 0) return page;
          told += 1;
          const removed = ids.map((id) => ({ kind: 'removed', id }) as const);
          return ok({ ...page.value, changes: [...page.value.changes, ...removed] });
        },
      },
    }),
  );
  expect(told).toBe(1);
  expect(writes).toEqual([]);
  expect(await link.world.verdict({ things: 4 })).toBeUndefined();
});

describe('One side returns an empty list / partial page / 200 with error body / half the items: no deletions; mass-delete hold at threshold', () => {
  const COUNT = 12;

  it('an empty list', async () => {
    const link = await linkInMemory();
    await inStep(link, COUNT);
    await link.ports.person.invalidateWatermarks();
    let listed = 0;
    const emptied = await link.writesDuring(() =>
      link.pass({
        mailbox: {
          changes: async () => {
            listed += 1;
            return ok(listed === 1 ? 'watermarkInvalid' : { changes: [], watermark: '2:log:0', more: false });
          },
        },
      }),
    );
    expect(listed).toBe(2);
    expect(emptied).toEqual([]);
    await link.world.switchOff();
    await link.world.switchOn();
    const listing = { source: { list: async () => ok({ items: [], complete: true }) } };
    expect(await link.writesDuring(() => link.pass(listing))).toEqual([]);
    expect(await link.world.verdict({ things: COUNT })).toBeUndefined();
  });

  it.each(['truncated', 'garbled', 'page', 'dropped'] as const)('an answer that is broken: %s', async (kind) => {
    const link = await openLink();
    await inStep(link, COUNT);
    const [watermark] = await link.ports.store.list('mailboxWatermark');
    link.person.edit((await events(link))[0]?.id ?? '', { subject: 'Changed' });
    exchange().behaviour.next({ kind }, 1, kind === 'dropped' ? undefined : 'SyncFolderItems');
    const writes = await link.writesDuring(async () => {
      expect(await link.pass()).toMatchObject({ state: 'stopped', failure: { kind: 'transient' } });
    });
    exchange().behaviour.clear();
    expect(writes).toEqual([]);
    expect(await link.ports.store.list('mailboxWatermark')).toEqual([watermark]);
    expect(await link.writesDuring(() => link.settle())).toEqual(['source.update']);
  });

  it('an error for every item, with HTTP 200', async () => {
    const link = await openLink();
    await inStep(link, COUNT);
    link.person.invalidateWatermarks();
    link.person.edit((await events(link))[0]?.id ?? '', { subject: 'Changed' });
    const refusal = { kind: 'response', code: 'ErrorInternalServerError', message: 'Try again.' } as const;
    exchange().behaviour.next(refusal, 50, 'GetItem');
    const writes = await link.writesDuring(async () => {
      for (let passes = 0; passes < 3; passes += 1) await link.pass();
    });
    exchange().behaviour.clear();
    expect(writes).toEqual([]);
    link.world.now += DAY_MS;
    expect(await link.writesDuring(() => link.settle())).toEqual(['source.update']);
  });

  it('half the items', async () => {
    const link = await linkInMemory({}, { batchSize: 50, pageSize: 50 });
    await inStep(link, COUNT);
    await link.ports.person.invalidateWatermarks();
    const half = {
      mailbox: {
        changes: async (watermark: string | undefined) => {
          const page = await link.ports.mailbox.changes(watermark);
          if (!page.ok || page.value === 'watermarkInvalid') return page;
          return ok({ ...page.value, changes: page.value.changes.filter((_, at) => at % 2 === 0) });
        },
      },
    };
    expect(await link.writesDuring(() => link.settle(half))).toEqual([]);
    expect(await link.world.verdict({ things: COUNT })).toBeUndefined();
  });

  it.each([
    [10, 10, 0],
    [11, 0, 11],
  ])('%i real deletes of twenty: %i are done, %i wait for a person', async (deletes, done, waiting) => {
    const link = await linkInMemory();
    await inStep(link, 20);
    for (let time = 0; time < deletes; time += 1) await link.world.deleteEvent();
    const writes = await link.writesDuring(async () => {
      for (let passes = 0; passes < 4; passes += 1) await link.pass();
    });
    expect(writes).toEqual(Array.from({ length: done }, () => 'source.remove'));
    const [hold] = await link.ports.store.list('hold');
    expect(hold?.row.count ?? 0).toBe(waiting);
  });
});

describe("Credentials revoked, mailbox disabled, user renamed: link goes to 'needs attention' with no deletes; resumes from the watermark", () => {
  const refusals = [
    ['credentials revoked', { kind: 'unauthorised' }, { kind: 'denied', code: 'exchange-sign-in-refused' }],
    [
      'mailbox disabled',
      {
        kind: 'response',
        code: 'ErrorMailboxStoreUnavailable',
        message: 'The mailbox database is temporarily unavailable.',
      },
      { kind: 'transient', code: 'mailbox-unavailable' },
    ],
    [
      'user renamed',
      {
        kind: 'response',
        code: 'ErrorNonExistentMailbox',
        message: 'The SMTP address has no mailbox associated with it.',
      },
      { kind: 'denied', code: 'mailbox-not-found' },
    ],
  ] as const;

  it.each(refusals)('%s', async (_, misbehaviour, failure) => {
    const link = await openLink();
    await inStep(link, 3);
    const [watermark] = await link.ports.store.list('mailboxWatermark');
    link.person.edit((await events(link))[0]?.id ?? '', { subject: 'Meanwhile' });
    await link.world.deleteEntry(1);
    exchange().behaviour.next(misbehaviour, 1000);
    const writes = await link.writesDuring(async () => {
      expect(await link.pass()).toMatchObject({ state: 'stopped', failure });
      for (let passes = 0; passes < 5; passes += 1) await link.pass();
    });
    exchange().behaviour.clear();
    expect(writes).toEqual([]);
    const [lease] = await link.ports.store.list('lease');
    expect(lease?.row.problem?.code).toBe(failure.code);
    expect(await link.ports.store.list('mailboxWatermark')).toEqual([watermark]);
    const listings = exchange().requests.get('SyncFolderItems') ?? 0;
    link.world.now += DAY_MS;
    expect((await link.writesDuring(() => link.pass())).sort()).toEqual(['mailbox.remove', 'source.update']);
    // From the watermark: one page, no enumeration.
    expect(exchange().requests.get('SyncFolderItems')).toBe(listings + 1);
    expect((await link.ports.store.list('lease'))[0]?.row.problem).toBeUndefined();
  });
});

it('a failure of a read is never a "gone"', async () => {
  const link = await linkInMemory();
  await inStep(link, 2);
  await link.world.editEntry(['title']);
  const denied = failed({ kind: 'denied', code: 'exchange-sign-in-refused' });
  const writes = await link.writesDuring(() => link.pass({ mailbox: { read: async (ids) => ids.map(() => denied) } }));
  expect(writes).toEqual([]);
});
