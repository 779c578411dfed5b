// Companies, their keys and the decisions about them, on Azurite.
import { describe, expect, it } from 'vitest';
import { createRegister } from '../../../../shared/state/company/register.ts';
import type { Decision } from '../../../../shared/state/decision.ts';
import type { StoredApiKey } from '../../../../shared/state/register.ts';
import type { AuditRow } from '../../../../shared/sync/ports/audit.ts';
import { openPartitions } from '../openPartitions.ts';

const open = async () => createRegister((await openPartitions())());

const acme = { company: 'acme', name: 'Acme', createdAt: 1 };
const keyOf = (id: string, company: string | null = 'acme'): StoredApiKey => ({
  id,
  name: 'a key',
  role: company === null ? 'operator' : 'company',
  ...(company === null ? {} : { company }),
  createdAt: 1,
  hash: `hash of ${id}`,
});
let decisions = 0;
const decision = (what: AuditRow['what'] = 'companyCreated'): Decision => {
  decisions += 1;
  return { name: `1-${decisions}`, row: { at: decisions, by: 'operator', what } };
};

describe('companies', () => {
  it('are stored with their first key, and listed without keys and decisions', async () => {
    const { companies, apiKeys } = await open();
    expect(await companies.create(acme, keyOf('k1'), decision())).toBe(true);
    expect((await companies.get('acme'))?.value).toEqual(acme);
    expect((await apiKeys.get('k1'))?.value).toEqual(keyOf('k1'));
    for (const company of ['b', 'C-3'])
      await companies.create({ ...acme, company }, keyOf(company, company), decision());
    expect((await companies.list()).map((each) => each.company).toSorted()).toEqual(['C-3', 'acme', 'b']);
  });

  it('a taken id is refused, and neither its key nor its decision is stored', async () => {
    const { companies, apiKeys, operatorDecisions } = await open();
    await companies.create(acme, keyOf('k1'), decision());
    expect(await companies.create({ ...acme, name: 'Thief' }, keyOf('k2'), decision())).toBe(false);
    expect(await apiKeys.get('k2')).toBeUndefined();
    expect((await companies.get('acme'))?.value.name).toBe('Acme');
    expect(await operatorDecisions('acme')).toHaveLength(1);
  });

  it('a change needs the version that was read', async () => {
    const { companies } = await open();
    await companies.create(acme, keyOf('k1'), decision());
    const read = await companies.get('acme');
    expect(await companies.put({ ...acme, suspendedAt: 5 }, read?.etag ?? '', decision())).toBe(true);
    expect(await companies.put(acme, read?.etag ?? '', decision())).toBe(false);
    expect((await companies.get('acme'))?.value).toEqual({ ...acme, suspendedAt: 5 });
  });
});

describe('apiKeys', () => {
  it('finds nothing for an unknown id, and lists no hash', async () => {
    const { companies, apiKeys } = await open();
    await companies.create(acme, keyOf('k1'), decision());
    expect(await apiKeys.get('k2')).toBeUndefined();
    await apiKeys.make(keyOf('k3', null), { of: undefined, decision: decision('keyMade') });
    const { hash: _, ...shown } = keyOf('k1');
    expect(await apiKeys.list('acme')).toEqual([shown]);
    expect(await apiKeys.list('other')).toEqual([]);
    expect((await apiKeys.list()).map(({ id }) => id)).toEqual(['k1', 'k3']);
  });

  it('makes no key for a company that has changed since it was read', async () => {
    const { companies, apiKeys } = await open();
    await companies.create(acme, keyOf('k1'), decision());
    const of = await companies.get('acme');
    await companies.put({ ...acme, suspendedAt: 1, deletesFrom: 2 }, of?.etag ?? '', decision());
    expect(await apiKeys.make(keyOf('k2'), { of, decision: decision('keyMade') })).toBe(false);
    expect(await apiKeys.get('k2')).toBeUndefined();
  });

  it('replaces a key in one transaction, or not at all', async () => {
    const { companies, apiKeys } = await open();
    await companies.create(acme, keyOf('k1'), decision());
    const [of, former] = [await companies.get('acme'), await apiKeys.get('k1')];
    if (!former) throw new Error('no key');
    const replaces = { value: { ...former.value, endsAt: 9 }, etag: former.etag };
    expect(await apiKeys.make(keyOf('k2'), { of, replaces, decision: decision('keyReplaced') })).toBe(true);
    expect((await apiKeys.get('k1'))?.value.endsAt).toBe(9);
    const again = { of: await companies.get('acme'), replaces, decision: decision('keyReplaced') };
    expect(await apiKeys.make(keyOf('k3'), again)).toBe(false);
    expect(await apiKeys.get('k3')).toBeUndefined();
  });
});

describe('operatorDecisions', () => {
  it('are those of one company, or all', async () => {
    const { companies, apiKeys, operatorDecisions } = await open();
    await companies.create(acme, keyOf('k1'), decision());
    await companies.create({ ...acme, company: 'acme-2' }, keyOf('k2', 'acme-2'), decision());
    await apiKeys.make(keyOf('k3', null), { of: undefined, decision: decision('keyMade') });
    expect((await operatorDecisions('acme')).map(({ what }) => what)).toEqual(['companyCreated']);
    expect(await operatorDecisions()).toHaveLength(3);
  });
});
