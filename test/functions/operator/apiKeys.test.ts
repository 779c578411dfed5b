// API keys as things: made, used, replaced with an overlap, revoked at once.
import { describe, expect, it, vi } from 'vitest';
import { useApp } from '../../../functions/process/running.ts';
import { createApp } from '../../../shared/app/app.ts';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import { asOperator, configuredCompany, ENTRY, newCompany, newKey } from '../../world/product/acme.ts';
import { appAt, send, testConfig } from '../../world/product/registered.ts';

const HOUR = 3_600_000;
let now = Date.UTC(2026, 10, 20, 23);
const app = appAt(() => now);

const withKey = (key: string) => (method: string, path: string, body?: object) =>
  send(method, path, { headers: { authorization: `Bearer ${key}` }, ...(body ? { body } : {}) });
const keysOf = async (company: string) =>
  (await asOperator('GET', `api-keys?company=${company}`)).body.items as Record<string, unknown>[];
const newestOf = async (company: string, name: string) =>
  (await keysOf(company)).filter((key) => key.name === name).at(-1) ?? {};

describe('api-keys', () => {
  it('a made key is shown once, stored as a hash, and signs in with its role', async () => {
    const { company } = await configuredCompany();
    const made = await asOperator('POST', 'api-keys', { body: { name: 'planner', role: 'entries', company } });
    expect(made.status).toBe(201);
    const call = withKey(String(made.body.key));
    expect((await call('PUT', 'sources/planner/entries/e1', ENTRY)).status).toBe(201);
    expect((await call('GET', 'sources/planner/entries')).status).toBe(200);
    expect((await call('GET', 'users')).status).toBe(403);
    const shown = await newestOf(company, 'planner');
    expect(shown).toEqual({
      id: made.body.id,
      name: 'planner',
      role: 'entries',
      company,
      createdAt: '2026-11-20T23:00:00.000Z',
      lastUsedOn: '2026-11-20',
    });
    const stored = await app.directory.apiKeys.get(String(made.body.id));
    expect(JSON.stringify([shown, stored])).not.toContain(String(made.body.key).slice(-43));
  });

  it('the day of the last use is written once a day', async () => {
    const { company, call } = await newCompany();
    const put = vi.spyOn(app.directory.apiKeys, 'put');
    for (let i = 0; i < 3; i += 1) await call('GET', 'users');
    expect(put).toHaveBeenCalledTimes(1);
    now += 2 * HOUR;
    for (let i = 0; i < 3; i += 1) await call('GET', 'users');
    expect(put).toHaveBeenCalledTimes(2);
    expect((await keysOf(company))[0]?.lastUsedOn).toBe('2026-11-21');
    put.mockRejectedValueOnce(new StoreUnavailable('down'));
    now += 24 * HOUR;
    expect((await call('GET', 'users')).status).toBe(200);
    put.mockRestore();
  });

  it('a revoked key ends at once on every instance, and the other keys of the company go on', async () => {
    const { company, call } = await newCompany();
    const leaked = await newKey({ name: 'leaked', role: 'company', company });
    expect((await withKey(leaked)('GET', 'users')).status).toBe(200);
    const { id } = await newestOf(company, 'leaked');
    expect((await asOperator('DELETE', `api-keys/${id}`)).status).toBe(204);
    expect(await withKey(leaked)('GET', 'users')).toMatchObject({ status: 401, body: { code: 'key-ended' } });
    // Another instance, which answered with this key a moment ago, remembers nothing of it.
    useApp(createApp(testConfig, { now: () => now, newId: () => 'id' }));
    expect((await withKey(leaked)('GET', 'users')).status).toBe(401);
    useApp(app);
    expect((await call('GET', 'users')).status).toBe(200);
    const endsAt = (await newestOf(company, 'leaked')).endsAt;
    now += HOUR;
    expect((await asOperator('DELETE', `api-keys/${id}`)).status).toBe(204);
    expect((await newestOf(company, 'leaked')).endsAt).toBe(endsAt);
  });

  it('a revocation wins over the note of the last use', async () => {
    const { company } = await newCompany();
    const key = await newKey({ name: 'leaked', role: 'company', company });
    const { id } = await newestOf(company, 'leaked');
    const { get } = app.directory.apiKeys;
    const read = vi.spyOn(app.directory.apiKeys, 'get').mockImplementationOnce(async (asked) => {
      const stored = await get(asked);
      await withKey(key)('GET', 'users');
      return stored;
    });
    expect((await asOperator('DELETE', `api-keys/${id}`)).status).toBe(204);
    read.mockRestore();
    expect((await withKey(key)('GET', 'users')).status).toBe(401);
  });

  it('a replaced key overlaps with the new one for the hours that are asked for', async () => {
    const { company } = await newCompany();
    const former = await newKey({ name: 'planner', role: 'entries', company });
    const { id } = await newestOf(company, 'planner');
    const replaced = await asOperator('POST', `api-keys/${id}/replace`, { body: { hours: 2 } });
    expect(replaced).toMatchObject({ status: 201, body: { name: 'planner', role: 'entries', company } });
    const both = [former, String(replaced.body.key)];
    const statuses = () =>
      Promise.all(both.map(async (key) => (await withKey(key)('GET', 'sources/x/entries')).status));
    expect(await statuses()).toEqual([404, 404]);
    now += 2 * HOUR;
    expect(await statuses()).toEqual([401, 404]);
    const again = await asOperator('POST', `api-keys/${id}/replace`, { body: {} });
    expect(again).toMatchObject({ status: 409, body: { code: 'key-over' } });
  });

  it('a replacement gives no key more time than it had', async () => {
    const { company } = await newCompany();
    await newKey({ name: 'planner', role: 'entries', company });
    const { id } = await newestOf(company, 'planner');
    const first = await asOperator('POST', `api-keys/${id}/replace`, { body: { hours: 2 } });
    const second = await asOperator('POST', `api-keys/${id}/replace`, { body: { hours: 100 } });
    expect(second.body.formerEndsAt).toBe(first.body.formerEndsAt);
  });

  it("a key with the operator's role operates, until it is revoked; the key of the settings always does", async () => {
    const key = await newKey({ name: 'on duty', role: 'operator' });
    const made = (await asOperator('GET', 'api-keys')).body.items as { id: string; name: string; createdAt: string }[];
    expect((await withKey(key)('GET', 'companies')).status).toBe(200);
    expect((await withKey(key)('GET', 'users')).status).toBe(403);
    const { id = '' } = made.findLast(({ name }) => name === 'on duty') ?? {};
    expect((await withKey(key)('DELETE', `api-keys/${id}`)).status).toBe(204);
    expect((await withKey(key)('GET', 'companies')).status).toBe(401);
    expect((await asOperator('GET', 'companies')).status).toBe(200);
  });

  it('keys of a company are on record, by their ids', async () => {
    const { company } = await newCompany();
    await newKey({ name: 'planner', role: 'entries', company });
    const { id } = await newestOf(company, 'planner');
    now += HOUR;
    await asOperator('POST', `api-keys/${id}/replace`, { body: { hours: 0 } });
    now += HOUR;
    const other = await newestOf(company, 'first key');
    await asOperator('DELETE', `api-keys/${other.id}`);
    const { items } = (await asOperator('GET', `operator/audit?company=${company}`)).body;
    expect((items as object[]).slice(0, 2)).toMatchObject([
      { what: 'keyRevoked', by: 'operator', key: other.id },
      { what: 'keyReplaced', by: 'operator', key: id },
    ]);
  });

  it.each([
    ['name', { name: ' ', role: 'operator' }],
    ['role', { name: 'a', role: 'user', company: 'acme' }],
    ['company', { name: 'a', role: 'entries' }],
    ['company', { name: 'a', role: 'operator', company: 'acme' }],
    ['company', { name: 'a', role: 'company', company: 'a|b' }],
  ])('a wish that is wrong in %s is refused for that field', async (field, body) => {
    expect(await asOperator('POST', 'api-keys', { body })).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    });
  });

  it.each([
    ['POST', 'api-keys', { name: 'a', role: 'company', company: 'no-such-company' }, 404, 'company-unknown'],
    ['DELETE', `api-keys/${'a'.repeat(16)}`, undefined, 404, 'not-found'],
    ['POST', `api-keys/${'a'.repeat(16)}/replace`, {}, 404, 'not-found'],
    ['DELETE', 'api-keys/a%7Cb', undefined, 422, 'request-invalid'],
  ])('%s %s answers %s', async (method, path, body, status, code) => {
    expect(await asOperator(method, path, body ? { body } : {})).toMatchObject({ status, body: { code } });
  });
});
