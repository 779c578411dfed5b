// Over another interface and back: the same pairs, and nothing created, changed or deleted by it.

import { describe, expect, it } from 'vitest';
import { hasEnded, hasLeft } from '../../../../shared/sync/pair/row/standing.ts';
import type { FormerConnection } from '../../../../shared/sync/ports/formerConnection.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { formerOf, overApi } from '../../../memory/overApi.ts';
import { inStep } from './cutOverLink.ts';

const DAY_MS = 86_400_000;

/** The entry that belongs to each event, by its UID. This must not change. */
const joined = (rows: readonly PairRow[]): string[] =>
  rows.map(({ pair, mailbox, source }) => `${pair} ${mailbox?.uid} ${source?.id}`).sort();

describe('cutOver', () => {
  it.each<[string, (mailbox: Mailbox) => FormerConnection | undefined]>([
    ['by translated ids', formerOf],
    ['by UIDs where nothing is translated', () => undefined],
    [
      'by UIDs where the former connection is blocked',
      ({ api }) => {
        const blocked = failed({ kind: 'blocked', code: 'exchange-blocked' });
        const closed = {
          ...overApi(new MemoryMailbox(), 'graph'),
          api,
          read: async (ids: readonly string[]) => ids.map(() => blocked),
        };
        return { mailbox: closed, translate: async () => blocked };
      },
    ],
  ])('keeps every pair, and writes nothing: %s', async (_, former) => {
    const { world, ews, graph, writes, settle, use, pairs, row } = await inStep();
    const before = joined(await pairs());
    const written = writes();
    for (const [from, to] of [[ews, graph] as const, [graph, ews] as const]) {
      use(to, former(from));
      await settle();
      expect(joined(await pairs())).toEqual(before);
      expect(await row()).toMatchObject({ api: to.api, enumerating: false });
      expect(writes()).toBe(written);
    }
    expect(before).toHaveLength(12);
    expect(await world.verdict({ things: 12 })).toBeUndefined();
  });

  it('reads an event that nobody edited once', async () => {
    const { graph, settle, use } = await inStep();
    const read: string[] = [];
    const counting: Mailbox = {
      ...graph,
      read: async (ids) => {
        read.push(...ids);
        return graph.read(ids);
      },
    };
    use(counting);
    await settle();
    expect(read).toHaveLength(12);
  });

  it('carries edits and deletes that people made just before, on either side', async () => {
    const { world, graph, settle, use, pairs } = await inStep();
    await world.editEvent(['title'], 0);
    await world.editEntry(['title'], 1);
    await world.deleteEvent(2);
    await world.deleteEntry(2);
    await world.createEvent();
    use(graph);
    await settle();
    expect(await world.verdict({ things: 11 })).toBeUndefined();
    expect((await pairs()).filter(hasEnded)).toHaveLength(2);
  });

  it('goes back in the middle', async () => {
    const { ports, world, ews, graph, writes, run, settle, use, pairs } = await inStep();
    const before = joined(await pairs());
    const written = writes();
    let pages = 0;
    use({
      ...graph,
      changes: async (watermark) => {
        pages += 1;
        return pages > 2 ? failed({ kind: 'blocked', code: 'exchange-blocked' }) : graph.changes(watermark);
      },
    });
    expect((await run()).state).toBe('stopped');
    expect(await ports.store.list('mailboxIndex')).not.toHaveLength(0);
    use(ews);
    await settle();
    expect(joined(await pairs())).toEqual(before);
    expect(writes()).toBe(written);
    expect(await world.verdict({ things: 12 })).toBeUndefined();
  });

  it('waits for a write of ours that may still land', async () => {
    const { world, graph, run, settle, use, ews, row } = await inStep();
    await world.editEntry(['title'], 0);
    use({
      ...ews,
      update: async (updates) => updates.map(() => failed({ kind: 'transient', code: 'exchange-timeout' })),
    });
    await run();
    use(graph);
    await run(60_000);
    expect(await row()).toMatchObject({ api: 'ews' });
    await settle();
    expect(await row()).toMatchObject({ api: 'graph' });
    expect(await world.verdict({ things: 12 })).toBeUndefined();
  });

  it('deletes nothing that the former connection still shows, and takes it up again when it is back', async () => {
    const { ports, world, ews, graph, writes, settle, use, pairs } = await inStep();
    const { id, event } = await world.event(0);
    const hidden = `graph ${id}`;
    const written = writes();
    let hides = true;
    const hiding: Mailbox = {
      ...graph,
      changes: async (watermark) => {
        const page = await graph.changes(watermark);
        if (!page.ok || page.value === 'watermarkInvalid' || !hides) return page;
        return { ok: true, value: { ...page.value, changes: page.value.changes.filter((each) => each.id !== hidden) } };
      },
      findByUid: async (uid) => {
        const found = await graph.findByUid(uid);
        return hides && found.ok && found.value?.id === hidden ? { ok: true, value: undefined } : found;
      },
      findTagged: async (cursor) => {
        const page = await graph.findTagged(cursor);
        return page.ok
          ? { ok: true, value: { ...page.value, ids: page.value.ids.filter((each) => each !== hidden) } }
          : page;
      },
    };
    use(hiding, { mailbox: ews });
    await settle();
    expect(writes()).toBe(written);
    expect((await pairs()).filter((row) => hasLeft(row))).toHaveLength(1);
    hides = false;
    await ports.person.edit(id, { location: world.value('location') });
    await settle();
    expect((await pairs()).filter((row) => hasLeft(row))).toHaveLength(0);
    expect((await ports.people.list()).some((entry) => entry.event.title === event.title)).toBe(true);
  });

  it('of a link that is not started, what was listed and matched stays so, and nothing is written', async () => {
    const { ports, world, graph, writes, settle, use, pairs, row } = await inStep(undefined, { started: false });
    await world.createOnBothSides();
    await settle();
    const before = joined(await pairs());
    expect(before).toHaveLength(13);
    use(graph);
    await settle();
    expect(joined(await pairs())).toEqual(before);
    expect(writes()).toBe(0);
    expect(await row()).toMatchObject({ api: 'graph' });
    await world.start();
    await settle();
    expect(await world.verdict({ things: 13 })).toBeUndefined();
    expect(await ports.store.list('dirty')).toEqual([]);
  });

  it('of a link that is off and being removed, what we made is found before it goes', async () => {
    const { ports, world, graph, settle, use } = await inStep();
    await world.changeLink({ on: false, removing: true });
    use(graph);
    await settle();
    // The events and entries that people had made on either side.
    expect(await ports.person.list()).toHaveLength(6);
    expect(await ports.people.list()).toHaveLength(6);
    expect(await ports.store.list('pair')).toEqual([]);
  });

  it('a link of an earlier release learns which interface its rows are of', async () => {
    const { ports, graph, run, settle, use, row } = await inStep();
    const [stored] = await ports.store.load([{ kind: 'mailboxWatermark', name: '' }]);
    if (!stored) throw new Error('nothing was listed');
    const { api: _, ...earlier } = stored.row;
    await ports.store.commit([{ ...stored, op: 'replace', row: earlier }]);
    expect((await run()).state).toBe('idle');
    expect(await row()).toMatchObject({ api: 'ews' });
    use(graph);
    await settle();
    expect(await row()).toMatchObject({ api: 'graph' });
  });

  it('forgets what it was to remove under former ids, which nobody can be asked for', async () => {
    const { ports, graph, settle, use, pairs } = await inStep();
    const [stored] = await ports.store.list('pair');
    if (!stored) throw new Error('there is no pair');
    const orphan = { id: 'ews E99', version: 'ews 1' };
    const orphans = [{ side: 'mailbox', ...orphan } as const, { side: 'source', id: 'S99', version: '1' } as const];
    await ports.store.commit([{ ...stored, op: 'replace', row: { ...stored.row, orphans } }]);
    use(graph);
    await settle();
    const row = (await pairs()).find(({ pair }) => pair === stored.row.pair);
    expect(row?.orphans).toEqual([{ side: 'source', id: 'S99', version: '1' }]);
  });

  it('leaves it to other workers while its own settings are stale', async () => {
    const { ports, graph, run, use } = await inStep();
    use(graph, 'stale');
    expect(await run()).toMatchObject({ state: 'done' });
    expect((await ports.store.load([{ kind: 'cutover', name: '' }]))[0]).toBeUndefined();
    expect(await ports.store.list('mailboxIndex')).toHaveLength(12);
  });

  it('keeps tombstones as they are: what comes back is new', async () => {
    const { ports, world, ews, graph, settle, use, pairs } = await inStep();
    await world.deleteEvent(0);
    await settle();
    use(graph);
    await settle();
    await ports.person.restoreDeleted();
    await settle();
    expect((await pairs()).filter(hasEnded)).toHaveLength(1);
    expect(await pairs()).toHaveLength(13);
    use(ews);
    await settle();
    expect(await ports.person.list()).toHaveLength(12);
    expect((await ports.people.list()).length).toBe(12);
  });

  it('forgets tombstones when their time is over, whatever their ids are of', async () => {
    const { world, graph, run, settle, use, pairs } = await inStep();
    await world.deleteEvent(0);
    await settle();
    use(graph);
    await settle();
    world.now += 100 * DAY_MS;
    await run();
    expect(await pairs()).toHaveLength(11);
  });
});
