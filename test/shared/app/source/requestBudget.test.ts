// The requests of all processes together stay within the rate, at a row operation for a block of them.
import { beforeEach, describe, expect, it } from 'vitest';
import { BLOCK, createRequestBudget, WAIT_MAX_MS } from '../../../../shared/app/source/requestBudget.ts';
import type { PutResult, Versioned } from '../../../../shared/state/directory.ts';
import type { BudgetRow } from '../../../../shared/state/requestBudget.ts';

const START = 1_000_000;
let now = START;
let operations = 0;
let stored: Versioned<BudgetRow> | undefined;
const row = {
  async get(): Promise<Versioned<BudgetRow> | undefined> {
    operations += 1;
    return stored;
  },
  async put(value: BudgetRow, etag: string | undefined): Promise<PutResult> {
    operations += 1;
    if (etag !== stored?.etag) return { ok: false, reason: 'stale' };
    stored = { value, etag: `${operations}` };
    return { ok: true, etag: stored.etag };
  },
};
/** A process of its own; the clock goes on while it waits. */
const open = (perSecond = 8) =>
  createRequestBudget({
    row,
    perSecond,
    now: () => now,
    wait: async (ms) => {
      now += ms;
    },
  });

beforeEach(() => {
  now = START;
  operations = 0;
  stored = undefined;
});

/** The most requests within any second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length));
}

describe('createRequestBudget', () => {
  it('spreads the requests of a process, at one row operation a block', async () => {
    const budget = open();
    const times: number[] = [];
    for (let i = 0; i < 200; i += 1) {
      expect(await budget.take('change')).toBeUndefined();
      times.push(now);
    }
    expect(mostInASecond(times)).toBeLessThanOrEqual(8);
    expect(now - START).toBe(199 * 125);
    expect(operations).toBe(1 + 200 / BLOCK);
  });

  it('five processes together stay within the rate', async () => {
    const budgets = Array.from({ length: 5 }, () => open());
    const times: number[] = [];
    for (let i = 0; i < 400; i += 1) {
      const until = await budgets[i % 5]?.take('change');
      if (until === undefined) times.push(now);
      else now = until;
    }
    expect(times.length).toBeGreaterThan(200);
    expect(mostInASecond(times)).toBeLessThanOrEqual(9);
  });

  it('places that an idle process did not use are lost, and never made up for', async () => {
    const budget = open();
    await budget.take('change');
    now += 2_000;
    const times: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      await budget.take('change');
      times.push(now);
    }
    expect(mostInASecond(times)).toBeLessThanOrEqual(8);
  });

  it('a sweep gives way: it is told when to come again', async () => {
    await open().take('change');
    expect(await open().take('sweep')).toBe(START + BLOCK * 125);
    now = START + BLOCK * 125;
    expect(await open().take('sweep')).toBeUndefined();
  });

  it('a change waits for a near turn, and is told when to come again for a far one', async () => {
    await open().take('change');
    expect(await open().take('change')).toBeUndefined();
    expect(now).toBe(START + BLOCK * 125);
    now = START;
    expect(await open().take('change')).toBe(START + 2 * BLOCK * 125);
    expect(2 * BLOCK * 125).toBeGreaterThan(WAIT_MAX_MS);
  });

  it('a pause holds for everybody, also for a process in the middle of its block', async () => {
    const [busy, other] = [open(), open()];
    await busy.take('change');
    await busy.pause(START + 60_000);
    expect(await busy.take('change')).toBe(START + 60_000);
    expect(await other.take('change')).toBe(START + 60_000);
    await other.pause(START + 30_000);
    expect(await open().take('change')).toBe(START + 60_000);
    now = START + 60_000;
    expect(await other.take('change')).toBeUndefined();
  });

  it('requests of one process ask one after the other, also after one failed', async () => {
    const budget = open();
    const failing = { ...row, get: () => Promise.reject(new Error('down')) };
    const broken = createRequestBudget({ row: failing, perSecond: 8, now: () => now, wait: async () => {} });
    await expect(Promise.all([broken.take('change'), broken.take('change')])).rejects.toThrow('down');
    await Promise.all(Array.from({ length: 30 }, () => budget.take('change')));
    expect(now - START).toBe(29 * 125);
  });
});
