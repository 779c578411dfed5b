// Links that are larger than one run's time, and as large as they come. They go on over several short runs, and the cost
// of a later run does not depend on their size. Counted, not timed.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { pollSource } from '../../shared/sync/poll/poll.ts';
import { ROWS_PER_TRANSACTION } from '../../shared/sync/ports/store.ts';
import { runLink } from '../../shared/sync/run.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { ADA, type Ports, World } from '../world/world.ts';

/** The time of one call to a side, and the time that a run may take. */
const CALL_MS = 1_000;
const RUN_MS = 40_000;
const RUNS_MAX = 400;
/** Of pairs: many times what one run gets through. */
const LARGE = 20_000;

interface Counts {
  reads: number;
  commits: number;
  rows: number;
  largest: number;
}

/** The ports, counting what is asked of the tables; each call to a side takes its time. */
function counted({ ports, pass }: { ports: Ports; pass: () => void }): { ports: Ports; counts: Counts } {
  const counts: Counts = { reads: 0, commits: 0, rows: 0, largest: 0 };
  const { commit } = ports.store;
  const store = new Proxy(ports.store, {
    get: (target, name) => {
      if (name === 'commit') {
        return (writes: Parameters<typeof commit>[0]) => {
          counts.commits += 1;
          counts.rows += writes.length;
          counts.largest = Math.max(counts.largest, writes.length);
          return commit(writes);
        };
      }
      counts.reads += 1;
      return Reflect.get(target, name, target);
    },
  });
  const slow = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name, target);
        if (typeof own !== 'function' || name === 'unheld') return own;
        pass();
        return own.bind(target);
      },
    });
  return { ports: { ...ports, store, mailbox: slow(ports.mailbox), source: slow(ports.source) }, counts };
}

async function openLarge(pairs: number) {
  const opened = await openMemoryPorts({ batchSize: 100, pageSize: 500 });
  const world = await World.begin(opened.ports);
  const { ports, counts } = counted({
    ports: opened.ports,
    pass: () => {
      world.now += CALL_MS;
    },
  });
  for (let at = 0; at < pairs; at += 1) {
    const day = new Date(Date.UTC(2027, 0, 1) + at * 3_600_000).toISOString().slice(0, 19);
    const event: CalendarEvent = {
      ...EVENT,
      title: `title ${at}`,
      when: { showWithoutTime: false, start: day, timeZone: 'UTC', duration: 'PT1H' },
    };
    await opened.ports.person.create(event);
    await opened.ports.people.create(event, ADA);
  }
  const run = async () => {
    for (let more = true; more; ) {
      const polled = await pollSource(ports);
      more = polled.ok && polled.value.more;
    }
    const outcome = await runLink({ ...world.context(ports), deadline: world.now + RUN_MS });
    world.now += CALL_MS;
    return outcome;
  };
  const settle = async (): Promise<number> => {
    for (let runs = 1; runs <= RUNS_MAX; runs += 1) if ((await run()).state === 'idle') return runs;
    throw new Error(`not in step after ${RUNS_MAX} runs`);
  };
  /** Asked of the tables in the meantime. */
  const asked = async (work: () => Promise<unknown>): Promise<number> => {
    const before = counts.reads + counts.commits;
    await work();
    return counts.reads + counts.commits - before;
  };
  return { ports: opened.ports, world, counts, writes: opened.writes, run, settle, asked };
}

const EVENT: CalendarEvent = {
  title: '',
  description: '',
  location: '',
  when: { showWithoutTime: true, start: '2027-01-01', duration: 'P1D' },
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
};

describe('a link larger than one run’s time', () => {
  it('goes on over several runs, matches each pair once, and writes nothing that agrees', async () => {
    const { ports, settle, counts, writes } = await openLarge(LARGE);
    expect(await settle()).toBeGreaterThan(2);
    expect(writes()).toBe(0);
    const pairs = await ports.store.list('pair');
    expect(pairs.filter(({ row }) => row.mailbox && row.source)).toHaveLength(LARGE);
    expect(counts.largest).toBeLessThanOrEqual(ROWS_PER_TRANSACTION);
    // Half pairs, marks and indexes of both sides, then the two joined, and one look at what an earlier run listed.
    expect(counts.rows / LARGE).toBeLessThan(19);
  }, 120_000);

  it('a run without changes, and one with a single edit, cost the same at any size', async () => {
    const costs = [];
    for (const size of [20, 2_500]) {
      const { world, settle, run, asked, writes } = await openLarge(size);
      await settle();
      const idle = await asked(run);
      await world.editEvent(['title'], 0);
      const edited = await asked(run);
      expect(writes()).toBe(1);
      costs.push({ idle, edited });
    }
    expect(costs[1]).toEqual(costs[0]);
  }, 60_000);
});
