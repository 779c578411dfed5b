// Companies and their API keys.
import { describe, expect, it } from 'vitest';
import { createCompanies } from '../../../../shared/state/company/companies.ts';
import type { Partition } from '../../../../shared/state/table/partition.ts';
import { openPartitions } from '../openPartitions.ts';

async function open() {
  const newPartition = await openPartitions();
  const partitions = new Map<string, Partition>();
  return createCompanies((name) => {
    const partition = partitions.get(name) ?? newPartition();
    partitions.set(name, partition);
    return partition;
  });
}

const acme = { company: 'acme', name: 'Acme', createdAt: 1 };

describe('createCompanies', () => {
  it('finds a company by its id and by the hash of its key, and never returns the hash', async () => {
    const companies = await open();
    expect(await companies.create(acme, 'hash-1')).toBe(true);
    expect(await companies.get('acme')).toEqual(acme);
    expect(await companies.findByApiKeyHash('hash-1')).toEqual(acme);
    expect(await companies.list()).toEqual([acme]);
  });

  it('finds nothing for unknown ids and keys', async () => {
    const companies = await open();
    await companies.create(acme, 'hash-1');
    expect(await companies.get('other')).toBeUndefined();
    expect(await companies.findByApiKeyHash('hash-2')).toBeUndefined();
    expect(await companies.findByApiKeyHash("' or '1' eq '1")).toBeUndefined();
  });

  it('refuses a taken id, and the key of the refused creation opens no company', async () => {
    const companies = await open();
    await companies.create(acme, 'hash-1');
    expect(await companies.create({ ...acme, name: 'Thief' }, 'hash-2')).toBe(false);
    expect(await companies.findByApiKeyHash('hash-2')).toBeUndefined();
    expect(await companies.findByApiKeyHash('hash-1')).toEqual(acme);
  });

  it('lists every company', async () => {
    const companies = await open();
    for (const company of ['b', 'a', 'C-3']) await companies.create({ ...acme, company }, `hash-${company}`);
    expect((await companies.list()).map((each) => each.company).toSorted()).toEqual(['C-3', 'a', 'b']);
  });
});
