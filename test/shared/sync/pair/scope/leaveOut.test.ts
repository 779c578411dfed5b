// The rules leave out what they name, and a person has the last word on what they would remove.

import { describe, expect, it } from 'vitest';
import { leftOutIn } from '../../../../../shared/sync/pair/row/standing.ts';
import { DEFAULT_RULES, type LinkRules } from '../../../../../shared/sync/ports/linkRules.ts';
import { openMemoryPorts } from '../../../../world/memoryPorts.ts';
import { passes } from '../../../../world/passes.ts';
import { ADA, GRACE, World, type WorldOptions } from '../../../../world/world.ts';

async function open(options: WorldOptions = {}) {
  const { ports, writes } = await openMemoryPorts();
  const world = await World.begin(ports, options);
  const settle = () => passes(world, { times: 4 });
  const counts = async () => [(await ports.person.list()).length, (await ports.people.list()).length];
  const reasons = async () =>
    (await ports.store.list('pair')).map(({ row }) => [leftOutIn(row)?.reason, leftOutIn(row)?.by]);
  return { ports, writes, world, settle, counts, reasons };
}

const REMOVING: LinkRules = {
  ...DEFAULT_RULES,
  filters: { toExchange: { titleContainsNone: ['title'] }, toSource: {} },
  leavesFilter: 'remove',
};
const TO_SOURCE: LinkRules = { ...DEFAULT_RULES, direction: 'toSource' };

describe('leaveOut, of a filter that removes', () => {
  it('a filter that would empty a calendar waits for a person; discarded, what was linked stays, unlinked', async () => {
    const { ports, world, settle, counts } = await open();
    for (let i = 0; i < 12; i += 1) await world.createEntry();
    await settle();
    world.rules = REMOVING;
    await settle();
    expect(await counts()).toEqual([12, 12]);
    const [hold] = await ports.store.list('hold');
    expect(hold?.row).toMatchObject({ state: 'held', count: 12 });
    if (!hold) return;
    const row = { ...hold.row, state: 'discarded' as const };
    await ports.store.commit([{ op: 'replace', kind: 'hold', name: '', row, etag: hold.etag }]);
    await settle();
    expect(await counts()).toEqual([12, 12]);
    expect(await ports.store.list('hold')).toEqual([]);
    expect(await ports.store.list('dirty')).toEqual([]);
  });

  it('removes nothing that a person made', async () => {
    const { world, settle, counts } = await open({ rules: REMOVING });
    await world.createOnBothSides();
    await settle();
    expect(await counts()).toEqual([1, 1]);
  });
});

describe('leaveOut, of a direction', () => {
  it("another's entry does not come into a mailbox that is only read", async () => {
    const { world, settle, counts, reasons } = await open({ rules: TO_SOURCE });
    await world.createEntry(GRACE, [ADA]);
    await settle();
    expect(await counts()).toEqual([0, 1]);
    expect(await reasons()).toEqual([['direction', 'direction']]);
  });

  it('a copy that stood there before stays as it is', async () => {
    const { writes, world, settle, counts } = await open();
    await world.createEntry(GRACE, [ADA]);
    await settle();
    world.rules = TO_SOURCE;
    const before = writes();
    await world.editEntry(['title']);
    await settle();
    await world.deleteEvent();
    await settle();
    expect(await counts()).toEqual([0, 1]);
    expect(writes()).toBe(before);
  });
});
