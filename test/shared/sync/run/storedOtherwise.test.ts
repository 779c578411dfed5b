// The answer of a write is compared with what was sent: a way of storing is nobody's edit.
import { describe, expect, it } from 'vitest';
import { pairProblemOf, remarksOf } from '../../../../shared/sync/pair/facts/remarks.ts';
import type { LinkContext } from '../../../../shared/sync/ports/link.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { linkOver } from '../../../world/link.ts';
import { openMemoryPorts, openStoringPorts } from '../../../world/memoryPorts.ts';

const POLICIES: readonly LinkContext['conflictPolicy'][] = ['mailbox', 'source'];

describe.each(POLICIES)('a side that stores values in its own way, where the %s wins conflicts', (conflictPolicy) => {
  const open = async (opened = openStoringPorts()) => {
    const { ports } = await opened;
    const link = await linkOver(ports, { conflictPolicy });
    const rows = async () => (await ports.store.list('pair')).map(({ row }) => row);
    return { ports, link, world: link.world, rows };
  };

  it('keeps its own form, which never goes across and is no edit', async () => {
    const { ports, link, world, rows } = await open();
    await world.createEntry();
    await link.settle();
    expect((await world.event()).event.alert).toEqual({ minutesBefore: 15 });
    expect((await world.entry()).event.alert).toBeNull();
    expect((await rows()).flatMap(remarksOf)).toEqual([
      { code: 'field-stored-differently', field: 'alert', side: 'mailbox' },
    ]);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    // An edit of another field carries nothing along.
    await world.editEvent(['title']);
    await link.settle();
    expect((await world.entry()).event).toMatchObject({ alert: null, title: (await world.event()).event.title });
    expect(await world.history()).toEqual([]);
    // It is no edit that a delete would be beaten by.
    await ports.people.remove((await world.entry()).id);
    await link.settle();
    expect(await ports.person.list()).toEqual([]);
  });

  it('of a time, it is a problem of the pair that ends when both sides keep one time', async () => {
    const { link, world, rows } = await open();
    await world.createEntry();
    await link.settle();
    await world.reschedule('entry', '2026-12-01T12:00:00');
    await link.settle();
    expect([(await world.event()).event.when.duration, (await world.entry()).event.when.duration]).toEqual([
      'PT1H',
      'PT45M',
    ]);
    expect((await rows()).map(pairProblemOf)).toMatchObject([{ code: 'time-stored-differently', field: 'when' }]);
    await world.editEvent(['title']);
    await link.settle();
    expect((await rows()).map(pairProblemOf)).toMatchObject([{ code: 'time-stored-differently' }]);
    await world.change('entry', ({ when }) => ({ when: { ...when, duration: 'PT1H' } }));
    await link.settle();
    expect((await rows()).map(pairProblemOf)).toEqual([undefined]);
  });

  it('of a series that is written in one request, it is no edit either', async () => {
    const opened = await openMemoryPorts();
    const { mailbox } = opened.ports;
    if (!(mailbox instanceof MemoryMailbox)) throw new Error('not in memory');
    mailbox.stores = (written) => ({
      ...written,
      ...(written.when ? { when: { ...written.when, duration: 'PT2H' } } : {}),
    });
    const { ports, link, world } = await open(Promise.resolve(opened));
    const { when, ...rest } = world.newSeries();
    if (!when.recurrence) throw new Error('not a series');
    const series = { ...rest, when: { ...when, recurrence: { ...when.recurrence, overrides: {} } } };
    await ports.people.create(series, 'ada@example.com');
    await link.settle();
    expect((await world.event()).event.when.duration).toBe('PT2H');
    expect((await world.entry()).event.when.duration).toBe(when.duration);
  });

  it('an edit of the value that it stores goes across, and the remark ends', async () => {
    const { ports, link, world, rows } = await open();
    await world.createEntry();
    await link.settle();
    await ports.person.edit((await world.event()).id, { alert: { minutesBefore: 30 } });
    await link.settle();
    expect((await world.entry()).event.alert).toEqual({ minutesBefore: 30 });
    expect((await rows()).flatMap(remarksOf).filter(({ field }) => field === 'alert')).toEqual([]);
  });
});
