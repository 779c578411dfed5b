// Counts the items that we made, by the tags alone.
import { describe, expect, it } from 'vitest';
import { countTagged } from '../../../../shared/sync/cleanup/countTagged.ts';
import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World } from '../../../world/world.ts';

describe('countTagged', () => {
  it('counts over all pages, people’s copies of our events with them', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    for (let i = 0; i < 7; i += 1) await world.createEntry();
    await world.createEvent();
    for (let i = 0; i < 4; i += 1) {
      await pollSource(ports);
      await runLink(world.context());
      world.now += 60_000;
    }
    expect(await countTagged(world.context())).toEqual(ok({ events: 7, entries: 1, complete: true }));
    const made = await ports.mailbox.findTagged(undefined);
    await ports.person.copy(made.ok ? (made.value.ids[0] ?? '') : '');
    expect(await countTagged(world.context())).toEqual(ok({ events: 8, entries: 1, complete: true }));
  });

  it('ends after so many pages and says so; a failure is answered as it is', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    const endless = Object.assign(Object.create(ports.mailbox), {
      findTagged: async () => ok({ ids: ['a', 'b'], next: '2' }),
    });
    expect(await countTagged(world.context({ ...ports, mailbox: endless }))).toEqual(
      ok({ events: 200, entries: 0, complete: false }),
    );
    const down = failed({ kind: 'transient', code: 'exchange-timeout' });
    const broken = Object.assign(Object.create(ports.mailbox), { findTagged: async () => down });
    expect(await countTagged(world.context({ ...ports, mailbox: broken }))).toEqual(down);
  });
});
