// S9: after the first synchronisation only changes.
import { expect, it } from 'vitest';
import { ADA, enabledSeveraCompany, type SeveraCompany } from '../../world/product/severaCompany.ts';

const total = (requests: ReadonlyMap<string, number>) => [...requests.values()].reduce((sum, each) => sum + each, 0);

/** Requests to Severa and to Exchange in an hour in which nobody changes anything. */
async function idleHour({ severa, exchange, work }: SeveraCompany): Promise<readonly [number, number]> {
  const before = [severa.requests(), total(exchange.requests)] as const;
  await work(15);
  return [severa.requests() - before[0], total(exchange.requests) - before[1]];
}

it('S9: an hour without changes costs the same for 2 entries and for 40', async () => {
  const costs: (readonly [number, number])[] = [];
  for (const entries of [2, 40]) {
    const company = await enabledSeveraCompany();
    for (let index = 0; index < entries; index += 1) {
      const hour = { startDateTime: new Date(company.clock.now + (index + 24) * 3_600_000).toISOString() };
      const end = { endDateTime: new Date(company.clock.now + (index + 24.5) * 3_600_000).toISOString() };
      company.activity(`Activity ${index}`, { ...hour, ...end });
    }
    await company.start(ADA);
    await company.work(5);
    expect(company.events()).toHaveLength(entries);
    costs.push(await idleHour(company));
  }
  expect(costs[1]).toEqual(costs[0]);
});
