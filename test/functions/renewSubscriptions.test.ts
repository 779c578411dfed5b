// The timer of the subscriptions: every company once a tick, one's trouble is no other's, and no tick goes on for ever.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { newCompany } from '../world/product/acme.ts';
import { appAt, logged, registered, tick } from '../world/product/registered.ts';

const START = Date.UTC(2026, 10, 20);
let now = START;
const app = appAt(() => now);

beforeEach(() => {
  vi.restoreAllMocks();
  now = START;
});

/** These companies alone, so that other test files change nothing here. */
async function companies(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await newCompany()).company);
  const stored = (await app.directory.companies.list()).filter(({ company }) => ids.includes(company));
  vi.spyOn(app.directory.companies, 'list').mockResolvedValue(stored);
  return stored.map(({ company }) => company);
}

describe('renewSubscriptions', () => {
  it('comes every five minutes', () => {
    expect(registered.timers.get('renewSubscriptions')?.schedule).toBe('0 */5 * * * *');
  });

  it('looks at every company, each tick beginning with another', async () => {
    const all = await companies(3);
    const kept = vi.spyOn(app.notifications, 'keep').mockResolvedValue(new Map());
    const orders: string[][] = [];
    for (let ticks = 0; ticks < 3; ticks += 1) {
      kept.mockClear();
      await tick('renewSubscriptions');
      orders.push(kept.mock.calls.map(([company]) => company));
      now += 5 * 60_000;
    }
    for (const order of orders) expect([...order].sort()).toEqual([...all].sort());
    expect(new Set(orders.map(([first]) => first)).size).toBe(3);
  });

  it('goes on with the other companies when one cannot be read, and fails visibly at the end', async () => {
    const [broken = '', ...others] = await companies(6);
    const kept = vi.spyOn(app.notifications, 'keep').mockImplementation(async (company) => {
      if (company === broken) throw new StoreUnavailable('down');
      return new Map();
    });
    await expect(tick('renewSubscriptions')).rejects.toThrow('1 companies failed');
    expect(kept.mock.calls.map(([company]) => company)).toEqual(expect.arrayContaining(others));
    expect(logged.at(-1)).toBe(`renewSubscriptions: ${broken}: StoreUnavailable`);
  });

  it('what Microsoft refused is logged by its code and fails nothing', async () => {
    const [company = ''] = await companies(1);
    vi.spyOn(app.notifications, 'keep').mockResolvedValue(new Map([['notifications-not-delivered', 3]]));
    await tick('renewSubscriptions');
    expect(logged.at(-1)).toBe(`renewSubscriptions: ${company}: notifications-not-delivered (3)`);
  });

  it('takes no further company when its time is over', async () => {
    await companies(9);
    const kept = vi.spyOn(app.notifications, 'keep').mockImplementation(async (_company, deadline) => {
      expect(deadline).toBe(START + 4 * 60_000);
      now = START + 4 * 60_000;
      return new Map();
    });
    await tick('renewSubscriptions');
    expect(kept.mock.calls.length).toBeLessThanOrEqual(4);
  });
});
