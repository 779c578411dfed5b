// Callers, with the rows of the register: the state of a company, and the note of the last use.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { newApiKey } from '../../../shared/access/apiKeys.ts';
import { joinCallers } from '../../../shared/app/callers.ts';
import type { StoredApiKey } from '../../../shared/state/register.ts';
import { app, clock, config } from './joined.ts';

beforeAll(() => app.prepare());

const decision = (what: 'companyCreated' | 'companySuspended') => ({
  name: `${clock.now}-${newApiKey().id}`,
  row: { at: clock.now, by: 'operator', what } as const,
});

async function company() {
  const { id, key, hash } = newApiKey();
  const name = `app-${id.replaceAll(/\W/g, 'x')}`;
  const value = { company: name, name: 'Acme', createdAt: clock.now };
  const stored: StoredApiKey = { id, name: 'a key', role: 'entries', company: name, createdAt: clock.now, hash };
  await app.directory.companies.create(value, stored, decision('companyCreated'));
  const identify = joinCallers({ config, directory: app.directory, now: () => clock.now });
  return { id, value, identify: () => identify((header) => (header === 'authorization' ? `Bearer ${key}` : null)) };
}

describe('joinCallers', () => {
  it('reads key and company anew at each request', async () => {
    const { id, value, identify } = await company();
    expect(await identify()).toEqual({ role: 'entries', company: value.company, key: id });
    const read = await app.directory.companies.get(value.company);
    const suspended = { ...value, suspendedAt: clock.now };
    await app.directory.companies.put(suspended, read?.etag ?? '', decision('companySuspended'));
    expect(await identify()).toBe('company-suspended');
  });

  it('notes the last use by the day, and an error of the note that is no outage is not hidden', async () => {
    const { id, identify } = await company();
    const put = vi.spyOn(app.directory.apiKeys, 'put');
    await identify();
    await identify();
    expect(put).toHaveBeenCalledTimes(1);
    expect((await app.directory.apiKeys.get(id))?.value.lastUsedOn).toBe('2026-11-20');
    clock.now += 24 * 3_600_000;
    put.mockRejectedValueOnce(new TypeError('a bug'));
    await expect(identify()).rejects.toThrow('a bug');
    put.mockRestore();
  });
});
