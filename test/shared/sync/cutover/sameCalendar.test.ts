// Another interface that leads to another calendar: nothing is concluded from it.
import { describe, expect, it } from 'vitest';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { overApi } from '../../../memory/overApi.ts';
import { inStep } from './cutOverLink.ts';

describe('sameCalendar', () => {
  it('stops where none of the events stands in the calendar', async () => {
    const { ports, run, use, pairs } = await inStep();
    const before = await pairs();
    use(overApi(new MemoryMailbox(), 'graph'));
    expect(await run()).toMatchObject({ state: 'stopped', failure: { code: 'calendar-replaced' } });
    expect(await pairs()).toEqual(before);
    expect(await ports.store.list('mailboxIndex')).toHaveLength(12);
  });

  it('goes on where one of the events stands there, whatever the folder is called', async () => {
    const { ports, world, graph, writes, settle, use } = await inStep();
    const events = await ports.person.list();
    for (const { id } of events.slice(1, 4)) {
      world.giveUp((await world.event(1)).event);
      await ports.person.remove(id);
    }
    const written = writes();
    use(graph);
    await settle();
    expect(writes()).toBe(written + 3);
    expect(await world.verdict({ things: 9 })).toBeUndefined();
  });
});
