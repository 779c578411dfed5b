// A losing value that no row could hold: its pair waits and says so, nothing is written over, and the others go on.
import { describe, expect, it } from 'vitest';
import type { EventPatch } from '../../../../shared/calendar/event.ts';
import { remarksOf } from '../../../../shared/sync/pair/facts/remarks.ts';
import { LOSING_VALUE_BYTES_MAX } from '../../../../shared/sync/pair/losers.ts';
import { deleteOn, merge, removeCopy } from '../../../../shared/sync/pair/writes/operations.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { EVENT, entryWith, eventWith, planWith, rowWith, SETTINGS, there } from '../../../world/planning.ts';
import { World } from '../../../world/world.ts';

async function inConflict(length: number) {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports, { conflictPolicy: 'source' });
  const sync = () => passes(world, { times: 4, minutes: 60 });
  await world.createEvent();
  await world.createEvent();
  await sync();
  const { id } = await world.event(0);
  await ports.person.edit(id, { description: 'x'.repeat(length) });
  await world.editEntry(['description', 'location'], 0);
  await world.editEntry(['title'], 1);
  await sync();
  const of = async () => [(await world.event(0)).event, (await world.entry(0)).event] as const;
  const problems = async () => (await ports.store.list('pair')).flatMap(({ row }) => row.problem ?? []);
  const told = async () => (await ports.store.list('pair')).flatMap(({ row }) => remarksOf(row, 1));
  return { ports, world, sync, id, of, problems, told };
}

describe('a losing value', () => {
  it('keeps a value that fits', async () => {
    // With the quotes of its JSON.
    const { of, problems, world } = await inConflict(LOSING_VALUE_BYTES_MAX - 2);
    const [event, entry] = await of();
    expect(event.description).toBe(entry.description);
    expect((await world.history()).map(({ why, sealed }) => [why, sealed.length])).toEqual([
      ['conflict', LOSING_VALUE_BYTES_MAX],
    ]);
    expect(await problems()).toEqual([]);
  });

  it('one that is larger is not written over: the field stays on both sides and is named, and all others go on', async () => {
    const { ports, world, sync, id, of, problems, told } = await inConflict(LOSING_VALUE_BYTES_MAX);
    const [event, entry] = await of();
    expect([event.description.length, entry.description]).toEqual([
      LOSING_VALUE_BYTES_MAX,
      expect.stringMatching(/^description /),
    ]);
    expect(await problems()).toEqual([]);
    expect(await told()).toEqual([{ code: 'field-not-recorded', field: 'description', side: 'mailbox' }]);
    expect(event.location).toBe(entry.location);
    expect((await world.event(1)).event.title).toBe((await world.entry(1)).event.title);
    expect(await world.history()).toEqual([]);
    await ports.person.edit(id, { description: 'short' });
    await sync();
    const [after, other] = await of();
    expect(after.description).toBe(other.description);
    expect((await world.history()).map(({ sealed }) => sealed)).toEqual(['"short"']);
    expect(await problems()).toEqual([]);
  });
});

const EMPTY: EventPatch = { title: '', description: ' ', location: '', keywords: [], alert: null };
const FIRST = rowWith({
  mailbox: { id: 'event', uid: 'uid', base: {} },
  source: { id: 'entry', base: {} },
});

describe('a first match of nothing against a value', () => {
  it.each(Object.keys(EMPTY) as (keyof typeof EMPTY)[])('puts no empty %s on record: nothing was lost', (field) => {
    const filled: EventPatch = { ...EVENT, keywords: ['red'], alert: { minutesBefore: 5 } };
    const source = there(entryWith({}, { [field]: EMPTY[field] }));
    const plan = merge(planWith({ row: FIRST, mailbox: there(eventWith({}, filled)), source }), SETTINGS, 'mailbox');
    const [update] = plan.operations;
    expect(update).toMatchObject({ side: 'source' });
    if (update?.op !== 'update') throw new Error('the entry is to be written');
    expect(update.patch[field]).toEqual(filled[field]);
    expect(update.losers.map((each) => each.field)).not.toContain(field);
  });

  it('puts the value on record where it loses', () => {
    const mailbox = there(eventWith({}, { description: '' }));
    const plan = merge(planWith({ row: FIRST, mailbox }), SETTINGS, 'mailbox');
    expect(plan.operations).toMatchObject([{ losers: [{ side: 'source', field: 'description', why: 'conflict' }] }]);
  });

  it('is told from a person who cleared the field: that edit goes on record', () => {
    const mailbox = there(eventWith({}, { description: 'new' }));
    const source = there(entryWith({}, { description: '' }));
    const plan = merge(planWith({ mailbox, source }), SETTINGS, 'mailbox');
    expect(plan.operations).toMatchObject([{ losers: [{ side: 'source', field: 'description', value: '""' }] }]);
  });

  it('puts nothing on record where our copy is removed or a private event ends', () => {
    const mailbox = there(eventWith({}, EMPTY));
    expect(removeCopy(planWith({ row: FIRST, mailbox }), SETTINGS, 'mailbox').operations).toMatchObject([
      { losers: [{ field: 'when' }, { field: 'privacy' }, { field: 'freeBusyStatus' }] },
    ]);
    const row = rowWith({ veiled: true });
    const deleted = deleteOn(planWith({ row, mailbox }), SETTINGS, { side: 'mailbox', recordsEdits: false });
    expect(deleted.operations).toMatchObject([{ losers: [] }]);
  });
});
