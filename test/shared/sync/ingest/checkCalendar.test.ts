// The mailbox was made anew under the same address, or another calendar was chosen.
import { describe, expect, it } from 'vitest';
import { NOTHING_CLEARED } from '../../../../shared/sync/cleanup/cleanedUp.ts';
import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World } from '../../../world/world.ts';

/** The mailbox with some of its operations replaced. */
const instead = (mailbox: Mailbox, other: Partial<Mailbox>): Mailbox =>
  new Proxy(mailbox, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in other ? other : target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** An event with our entry, and an entry with our event; `asked` counts the questions which calendar it is. */
async function inStep() {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  let mailbox = ports.mailbox;
  let connection = '1';
  let asked = 0;
  const counting = () =>
    instead(mailbox, {
      folderId: () => {
        asked += 1;
        return mailbox.folderId();
      },
    });
  const run = async () => {
    world.now += 3_600_000;
    await pollSource(ports);
    return runLink({ ...world.context({ ...ports, mailbox: counting() }), connection });
  };
  await world.createEvent();
  await world.createEntry();
  for (let i = 0; i < 4; i += 1) await run();
  const replace = (folder: string): MemoryMailbox => {
    const fresh = new MemoryMailbox({ batchSize: 4, pageSize: 5 });
    const given = new Set<string>();
    fresh.folder = folder;
    mailbox = instead(fresh, {
      // The watermarks of the former mailbox mean nothing here.
      changes: async (watermark) => {
        if (watermark !== undefined && !given.has(watermark)) return ok('watermarkInvalid');
        const page = await fresh.changes(watermark);
        if (page.ok && page.value !== 'watermarkInvalid') given.add(page.value.watermark);
        return page;
      },
    });
    return fresh;
  };
  const reconnect = (version: string) => {
    connection = version;
  };
  return { ports, world, run, replace, reconnect, asked: () => asked };
}

describe('checkCalendar', () => {
  it('asks once at the beginning, and again only under other settings of the connection', async () => {
    const { run, reconnect, asked } = await inStep();
    expect(asked()).toBe(1);
    await run();
    expect(asked()).toBe(1);
    reconnect('2');
    expect((await run()).state).toBe('idle');
    expect(asked()).toBe(2);
    expect((await run()).state).toBe('idle');
    expect(asked()).toBe(2);
  });

  it('a lost watermark of the same calendar goes on, and nothing is deleted', async () => {
    const { ports, run } = await inStep();
    await ports.person.invalidateWatermarks();
    expect((await run()).state).not.toBe('stopped');
    expect((await ports.people.list()).length).toBe(2);
  });

  it('another calendar stops the link with its problem, whatever it holds, and nothing is deleted or written', async () => {
    const { ports, run, replace } = await inStep();
    const fresh = replace('another');
    for (let i = 0; i < 3; i += 1) {
      expect(await run()).toMatchObject({ state: 'stopped', failure: { kind: 'denied', code: 'calendar-replaced' } });
    }
    expect((await ports.people.list()).length).toBe(2);
    expect(fresh.writes).toBe(0);
    const [lease] = await ports.store.load([{ kind: 'lease', name: '' }]);
    expect(lease?.row.problem).toMatchObject({ code: 'calendar-replaced' });
  });

  it('matched anew, the link takes the other calendar as it is: nothing is written before the start', async () => {
    const { ports, world, run, replace } = await inStep();
    const fresh = replace('another');
    await run();
    await world.changeLink({ started: false, epoch: 2 });
    const row = { state: 'forgetting', epoch: 2, at: world.now, ...NOTHING_CLEARED } as const;
    await ports.store.commit([{ op: 'insert', kind: 'cleanup', name: '', row }]);
    for (let i = 0; i < 3; i += 1) await run();
    expect(await run()).toEqual({ state: 'previewed' });
    expect(fresh.writes).toBe(0);
    expect((await ports.people.list()).length).toBe(2);
    await world.start();
    for (let i = 0; i < 3; i += 1) await run();
    expect((await fresh.person.list()).length).toBe(2);
    expect((await ports.people.list()).length).toBe(2);
  });
});
