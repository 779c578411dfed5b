// Schedules on a fake clock with a fake invoker: ticks, no overlap, failures, runs that are past due.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RegisteredFunction } from '../../../local/host/core.ts';
import type { Invoker } from '../../../local/host/invoke.ts';
import { openTimerStatuses } from '../../../local/host/timerStatuses.ts';
import { createTimers, readSchedule } from '../../../local/host/timers.ts';

const minute = 60_000;
const ticks: { readonly at: number; readonly isPastDue: boolean }[] = [];
let work: () => Promise<void>;

const invoker: Invoker = {
  begun: 0,
  begunByName: new Map(),
  running: 0,
  idle: async () => undefined,
  async invoke(_target, data) {
    ticks.push({ at: Date.now(), isPastDue: JSON.parse(data.json ?? '').IsPastDue });
    await work();
    return {};
  },
};

function timer(schedule: string, options: object = {}): RegisteredFunction {
  const trigger = { type: 'timerTrigger', direction: 'in' as const, schedule, ...options };
  return { name: 'tick', bindings: { trigger }, handler: () => undefined };
}

function start(target: RegisteredFunction, statuses = openTimerStatuses(undefined)) {
  const timers = createTimers([target], invoker, { settings: { EVERY: '0 */5 * * * *' }, now: Date.now, statuses });
  timers.start();
  return timers;
}

const times = (): readonly number[] => ticks.map((tick) => tick.at);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  ticks.length = 0;
  work = async () => undefined;
});
afterEach(() => vi.useRealTimers());

describe('createTimers', () => {
  it('ticks at the instants of its schedule, in UTC, with the schedule from a setting', async () => {
    const timers = start(timer('%EVERY%'));
    await vi.advanceTimersByTimeAsync(11 * minute);
    expect(times()).toEqual([5 * minute, 10 * minute]);
    timers.stop();
    await vi.advanceTimersByTimeAsync(60 * minute);
    expect(ticks).toHaveLength(2);
  });

  it('never overlaps itself: ticks during a run are left out', async () => {
    work = () => new Promise((resolve) => setTimeout(resolve, 7 * minute));
    const timers = start(timer('%EVERY%'));
    await vi.advanceTimersByTimeAsync(26 * minute);
    expect(times()).toEqual([5 * minute, 15 * minute, 25 * minute]);
    timers.stop();
  });

  it('goes on after a function that throws', async () => {
    work = () => Promise.reject(new Error('always'));
    const timers = start(timer('%EVERY%'));
    await vi.advanceTimersByTimeAsync(11 * minute);
    expect(ticks).toHaveLength(2);
    timers.stop();
  });

  it('waits longer than a timer of the platform can', async () => {
    const year = 365 * 24 * 60 * minute;
    const timers = start(timer('0 0 0 1 1 *'));
    await vi.advanceTimersByTimeAsync(year);
    expect(times()).toEqual([year]);
    timers.stop();
  });

  it('runs at the start where runOnStartup says so', async () => {
    const timers = start(timer('%EVERY%', { runOnStartup: true }));
    await vi.advanceTimersByTimeAsync(1);
    expect(ticks).toEqual([{ at: 0, isPastDue: false }]);
    timers.stop();
  });

  it('makes one run past due of any number of missed ticks', async () => {
    const statuses = openTimerStatuses(join(mkdtempSync(join(tmpdir(), 'timers-')), 'timers.json'));
    start(timer('%EVERY%'), statuses).stop();
    vi.setSystemTime(63 * minute);
    const timers = start(timer('%EVERY%'), statuses);
    await vi.advanceTimersByTimeAsync(3 * minute);
    expect(ticks).toEqual([
      { at: 63 * minute, isPastDue: true },
      { at: 65 * minute, isPastDue: false },
    ]);
    timers.stop();
  });

  it.each([{ schedule: '*/30 * * * * *' }, { schedule: '0 */5 * * * *', useMonitor: false }])(
    'does not make up for missed ticks of %j',
    async ({ schedule, ...options }) => {
      const statuses = openTimerStatuses(undefined);
      start(timer(schedule, options), statuses).stop();
      vi.setSystemTime(63 * minute);
      const timers = start(timer(schedule, options), statuses);
      await vi.advanceTimersByTimeAsync(1);
      expect(ticks).toEqual([]);
      timers.stop();
    },
  );
});

describe('openTimerStatuses', () => {
  it('keeps statuses in its file, and begins anew when the file cannot be read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'timers-')), 'timers.json');
    const status = { next: '2026-01-01T00:00:00.000Z', lastUpdated: '2025-12-31T23:00:00.000Z' };
    openTimerStatuses(file).write('tick', status);
    expect(openTimerStatuses(file).read('tick')).toEqual(status);
    writeFileSync(file, '{"tick":');
    expect(openTimerStatuses(file).read('tick')).toBeUndefined();
  });
});

describe('readSchedule', () => {
  it.each([
    ['*/30 * * * * *', '2026-03-29T00:59:30.000Z'],
    ['0 */5 * * * *', '2026-03-29T01:00:00.000Z'],
    ['0 30 9 * * 1-5', '2026-03-30T09:30:00.000Z'],
    ['0 0 0 1 Jan *', '2027-01-01T00:00:00.000Z'],
    ['*/5 * * * *', '2026-03-29T01:00:00.000Z'],
  ])('%s', (expression, expected) => {
    const next = readSchedule(expression).next(Date.parse('2026-03-29T00:59:00Z'));
    expect(new Date(next).toISOString()).toBe(expected);
  });
});
