import { describe, expect, it } from 'vitest';
import { exchangeRow } from '../../../../shared/state/company/companyRows.ts';
import { openNextExchange } from '../../../../shared/state/company/nextExchange.ts';
import { openResource } from '../../../../shared/state/company/resource.ts';
import type { ExchangeSettings, Versioned } from '../../../../shared/state/directory.ts';
import { ALL_LINKS } from '../../../../shared/state/table/keys.ts';
import { openPartitions } from '../openPartitions.ts';

const graph = (timeZone: string): ExchangeSettings => ({
  kind: 'graph',
  cloud: 'global',
  application: { kind: 'operator' },
  timeZone,
  testMailbox: 'ada@example.com',
});
const decision = { name: '1-a', row: { at: 1, by: 'company', what: 'cutOver' } } as const;

async function open() {
  const company = (await openPartitions())();
  const inUse = openResource(company, 'exchange', exchangeRow);
  const next = openNextExchange(company);
  await inUse.put(graph('Europe/Helsinki'), undefined);
  await next.put(graph('UTC'), undefined);
  const read = async () => {
    const [first, second] = [await inUse.get(), await next.get()];
    if (!first || !second) throw new Error('a connection is missing');
    return [first, second] as const;
  };
  const zones = async () => (await read()).map(({ value }) => value.timeZone);
  return { company, inUse, next, read, zones };
}

describe('openNextExchange', () => {
  it('swaps the two connections in one step with a decision, and swaps them back', async () => {
    const { company, next, read, zones } = await open();
    expect(await next.exchangePlaces(...(await read()), decision)).toBe(true);
    expect(await zones()).toEqual(['UTC', 'Europe/Helsinki']);
    expect((await company.get(`au|${ALL_LINKS}|1-a`))?.value).toEqual(decision.row);
    expect(await next.exchangePlaces(...(await read()), { ...decision, name: '2-a' })).toBe(true);
    expect(await zones()).toEqual(['Europe/Helsinki', 'UTC']);
  });

  it.each([0, 1])('changes nothing where connection %i was written meanwhile', async (which) => {
    const { company, inUse, next, read, zones } = await open();
    const stored = await read();
    const written: Versioned<ExchangeSettings> = stored[which === 0 ? 0 : 1];
    await (which === 0 ? inUse : next).put({ ...written.value, timeZone: 'Asia/Tokyo' }, written.etag);
    expect(await next.exchangePlaces(...stored, decision)).toBe(false);
    expect((await zones())[which]).toBe('Asia/Tokyo');
    expect(await company.get(`au|${ALL_LINKS}|1-a`)).toBeUndefined();
  });

  it('removes only the version that was read', async () => {
    const { next } = await open();
    expect(await next.remove('W/"old"', decision)).toBe(false);
    const stored = await next.get();
    expect(await next.remove(stored?.etag ?? '', decision)).toBe(true);
    expect(await next.get()).toBeUndefined();
  });
});
