// The first run: matching, what is too old, and going on after an interruption.

import { describe, expect, it } from 'vitest';
import type { CalendarEvent, RecurrenceEnd } from '../../shared/calendar/event.ts';
import { leftOutIn } from '../../shared/sync/pair/row/standing.ts';
import { linkInMemory, linkOver } from '../world/link.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { Killed } from '../world/play/faults.ts';

describe('5,000-item first sync interrupted at item 2,500 resumes without re-creating; 30-day rule keeps old recurring items with future occurrences', () => {
  it('resumes without re-creating', { timeout: 60_000 }, async () => {
    const { ports, writes } = await openMemoryPorts({ batchSize: 50, pageSize: 500 });
    const link = await linkOver(ports);
    const ITEMS = 5000;
    for (let item = 0; item < ITEMS; item += 1) {
      await ports.person.create({ ...link.world.newEvent(), title: `Event ${item}` });
    }
    let created = 0;
    const interrupted = link.pass({
      source: {
        create: async (creations) => {
          const answer = await ports.source.create(creations);
          created += creations.length;
          if (created >= ITEMS / 2) throw new Killed();
          return answer;
        },
      },
    });
    await expect(interrupted).rejects.toThrow(Killed);
    expect(await ports.people.list()).toHaveLength(ITEMS / 2);
    expect(writes()).toBe(ITEMS / 2);
    link.world.now += 10 * 60_000;
    // The batch whose answer was lost is bound again, not created again.
    expect(await link.writesDuring(() => link.settle())).toHaveLength(ITEMS / 2);
    const titles = (await ports.people.list()).map(({ event }) => event.title);
    expect(titles).toHaveLength(ITEMS);
    expect(new Set(titles).size).toBe(ITEMS);
    expect(await ports.person.list()).toHaveLength(ITEMS);
  });

  it('keeps old recurring items with future occurrences', async () => {
    const link = await linkInMemory();
    const weekly = (title: string, end: RecurrenceEnd): CalendarEvent => ({
      ...link.world.newEvent(),
      title,
      when: {
        showWithoutTime: false,
        start: '2024-01-09T09:00:00',
        timeZone: 'Europe/Helsinki',
        duration: 'PT1H',
        recurrence: { rule: { frequency: 'weekly', interval: 1, end }, overrides: {} },
      },
    });
    const until = (date: string): RecurrenceEnd => ({ kind: 'until', until: date });
    const moved = weekly('ended, its last occurrence moved into the future', { kind: 'count', count: 2 });
    const { recurrence } = moved.when;
    const overrides = {
      '2024-01-16T09:00:00': {
        when: { showWithoutTime: false, start: '2026-12-01T09:00:00', duration: 'PT1H' },
      },
    } as const;
    for (const event of [
      weekly('without end', { kind: 'never' }),
      weekly('until next year', until('2027-06-30')),
      // The switch-on was on 20 November 2026.
      weekly('ended 29 days before', until('2026-10-27')),
      weekly('ended 31 days before', until('2026-10-19')),
      weekly('ended long ago', { kind: 'count', count: 10 }),
      ...(recurrence ? [{ ...moved, when: { ...moved.when, recurrence: { ...recurrence, overrides } } }] : []),
    ]) {
      await link.ports.people.create(event, 'ada@example.com');
    }
    await link.settle();
    const reasons = (await link.ports.store.list('pair')).flatMap(({ row }) => leftOutIn(row)?.reason ?? []);
    // The moved one takes part in the rule of 30 days; that Outlook does not let it cross its neighbours is another one.
    expect(reasons.sort()).toEqual(['ended-before-start-of-sync', 'ended-before-start-of-sync']);
    expect((await link.ports.person.list()).map(({ event }) => event.title).sort()).toEqual([
      'ended 29 days before',
      'ended, its last occurrence moved into the future',
      'until next year',
      'without end',
    ]);
  });
});

describe('First-sync match: identical subject/start/end on both sides pairs one-to-one; three identical twins on one side and two on the other give exactly one create', () => {
  it('identical subject, start and end pairs one to one', async () => {
    const link = await linkInMemory({ started: false });
    for (let thing = 0; thing < 5; thing += 1) await link.world.createOnBothSides();
    const [event] = await link.ports.person.list();
    await link.ports.person.edit(event?.id ?? '', { location: 'Only in the mailbox' });
    await link.settle();
    expect(await link.ports.store.list('pair')).toHaveLength(5);
    await link.world.start();
    // The policy decides a difference in a matched pair, and the loser is kept.
    expect(await link.writesDuring(() => link.settle())).toEqual(['source.update']);
    expect(await link.world.history()).toMatchObject([{ side: 'source', field: 'location' }]);
  });

  it.each([
    [3, 2, 'source.create'],
    [2, 3, 'mailbox.create'],
  ])('%i twins in the mailbox, %i in the source: exactly one create', async (events, entries, created) => {
    const link = await linkInMemory({ started: false });
    await link.world.createOnBothSides(events, entries);
    await link.settle();
    await link.world.start();
    expect(await link.writesDuring(() => link.settle())).toEqual([created]);
    expect(await link.world.verdict({ things: 3 })).toBeUndefined();
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });
});
