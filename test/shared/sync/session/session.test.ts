import { describe, expect, it } from 'vitest';
import { LATE_MS } from '../../../../shared/sync/pair/facts/late.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import {
  backOff,
  LEASE_MS,
  RunOvertaken,
  RunStopped,
  required,
  Session,
} from '../../../../shared/sync/session/session.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World } from '../../../world/world.ts';

async function open() {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  const [link] = await ports.store.list('link');
  if (!link) throw new Error('no link');
  return { ports, world, link: link.row };
}

describe('Session', () => {
  it('is begun by one of two workers that saw the same lease', async () => {
    const { ports, world, link } = await open();
    const first = await Session.begin(world.context(), link, undefined);
    expect(first).toBeDefined();
    expect(await Session.begin(world.context(), link, undefined)).toBeUndefined();
    await first?.release({});
    const [lease] = await ports.store.list('lease');
    const both = [await Session.begin(world.context(), link, lease), await Session.begin(world.context(), link, lease)];
    expect(both.map((session) => session !== undefined)).toEqual([true, false]);
  });

  it('holds the lease for its time', async () => {
    const { world, link } = await open();
    const session = await Session.begin(world.context(), link, undefined);
    expect(session?.holdsLease()).toBe(true);
    world.now += LEASE_MS;
    expect(session?.holdsLease()).toBe(false);
  });

  it('is overtaken when another worker has begun after its lease ended', async () => {
    const { ports, world, link } = await open();
    const slow = await Session.begin(world.context(), link, undefined);
    world.now += LEASE_MS;
    const [lease] = await ports.store.list('lease');
    await Session.begin(world.context(), link, lease);
    await expect(slow?.commit([])).rejects.toBeInstanceOf(RunOvertaken);
  });

  it('remembers when the last finished run began, and forgets a problem that is over', async () => {
    const { ports, world, link } = await open();
    const began = world.now;
    const session = await Session.begin(world.context(), link, undefined);
    await session?.release({ problem: { code: 'exchange-timeout', at: began } });
    const [withProblem] = await ports.store.list('lease');
    expect(withProblem?.row).toMatchObject({ until: 0, finishedAt: began, problem: { code: 'exchange-timeout' } });
    const next = await Session.begin(world.context(), link, withProblem);
    await next?.release({});
    expect((await ports.store.list('lease'))[0]?.row.problem).toBeUndefined();
  });
});

describe('required', () => {
  it('answers the value, or ends the run with the failure', () => {
    expect(required(ok(1))).toBe(1);
    expect(() => required(failed({ kind: 'gone' }))).toThrow(RunStopped);
  });
});

describe('backOff', () => {
  it('is half a minute at first, doubles, and never exceeds an hour', () => {
    expect([0, 1, 2, 6, 7, 100].map((attempts) => backOff(0, attempts) / 1000)).toEqual([
      30, 60, 120, 1920, 3600, 3600,
    ]);
  });
});

describe('LATE_MS', () => {
  it('exceeds the lease by more than a request may take', () => {
    expect(LATE_MS - LEASE_MS).toBeGreaterThan(60_000);
  });
});
