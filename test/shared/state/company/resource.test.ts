// Rows that people change, with their ETags.
import { describe, expect, it } from 'vitest';
import { userRow } from '../../../../shared/state/company/companyRows.ts';
import { openResource, readAll } from '../../../../shared/state/company/resource.ts';
import { openPartitions } from '../openPartitions.ts';

const ada = { user: 'u1', email: 'ada@example.com', name: 'Ada' };

describe('openResource', () => {
  it('returns undefined before the insertion, and the inserted value after it', async () => {
    const user = openResource((await openPartitions())(), 'user', userRow);
    expect(await user.get()).toBeUndefined();
    const put = await user.put(ada, undefined);
    expect(await user.get()).toEqual({ value: ada, etag: put.ok ? put.etag : '' });
  });

  it('answers stale and changes nothing where the row exists, or another version is stored', async () => {
    const user = openResource((await openPartitions())(), 'user', userRow);
    const first = await user.put(ada, undefined);
    expect(await user.put({ ...ada, name: 'Eve' }, undefined)).toEqual({ ok: false, reason: 'stale' });
    const etag = first.ok ? first.etag : '';
    expect((await user.put({ ...ada, name: 'Countess' }, etag)).ok).toBe(true);
    expect(await user.put({ ...ada, name: 'Eve' }, etag)).toEqual({ ok: false, reason: 'stale' });
    expect((await user.get())?.value.name).toBe('Countess');
  });
});

describe('readAll', () => {
  it('returns the values of all rows of the range', async () => {
    const partition = (await openPartitions())();
    for (const key of ['u|2', 'u|1', 'v|1'])
      await openResource(partition, key, userRow).put({ ...ada, user: key }, undefined);
    expect((await readAll(partition, { from: 'u|', to: 'u}' }, userRow)).map((user) => user.user)).toEqual([
      'u|1',
      'u|2',
    ]);
  });
});
