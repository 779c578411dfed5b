import { describe, expect, it } from 'vitest';
import { leaveProblem } from '../../../../shared/links/runs/leaveProblem.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { sinceWhen } from '../../../../shared/sync/ports/since.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { World } from '../../../world/world.ts';

const transient = (detail: string) => failed({ kind: 'transient', code: 'exchange-error', detail });

describe('sinceWhen', () => {
  it.each([
    ['none before', undefined, 9],
    ['the same before', { code: 'a', field: 'title', at: 1 }, 1],
    ['another code before', { code: 'b', field: 'title', at: 1 }, 9],
    ['the same code for another field before', { code: 'a', field: 'when', at: 1 }, 9],
  ])('with %s', (_, before, since) => {
    expect(sinceWhen(before, { code: 'a', field: 'title' }, 9)).toBe(since);
  });
});

describe('a problem that stands for an hour', () => {
  it('of the link: it says when it began, also where the run is given up meanwhile, and anew after it was over', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    const mailbox = answering<Mailbox>(ports.mailbox, { changes: async () => transient('HTTP 500') });
    const since = async () => (await ports.store.load([{ kind: 'lease', name: '' }]))[0]?.row.problem?.at;
    const began = world.now;
    await passes(world, { minutes: 60, through: { ...ports, mailbox } });
    await passes(world, { minutes: 60, through: { ...ports, mailbox } });
    expect(await since()).toBe(began);
    await leaveProblem(ports.store, 'exchange-error', world.now);
    expect(await since()).toBe(began);
    await passes(world, { minutes: 60 });
    expect(await since()).toBeUndefined();
    const again = world.now;
    await passes(world, { through: { ...ports, mailbox } });
    expect(await since()).toBe(again);
  });

  it('of a pair: it says when it began, and the code of the last answer', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    for (let i = 0; i < 2; i += 1) await world.createEvent();
    await passes(world, { times: 4 });
    await world.editEntry(['title']);
    const began = world.now;
    for (const detail of ['ErrorOne', 'ErrorTwo']) {
      const rejected = failed({ kind: 'rejected', code: 'item-rejected', detail });
      const mailbox = answering<Mailbox>(ports.mailbox, { update: async (updates) => updates.map(() => rejected) });
      await passes(world, { minutes: 60, through: { ...ports, mailbox } });
    }
    const problems = (await ports.store.list('pair')).flatMap(({ row }) => row.problem ?? []);
    expect(problems).toMatchObject([{ code: 'item-rejected', detail: 'ErrorTwo', at: began }]);
  });
});
