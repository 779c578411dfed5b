// Keys whose company or key changes between the read and the write. The whole life of a key: functions/operator.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { listApiKeys, makeApiKey, replaceApiKey, revokeApiKey } from '../../../../shared/links/operator/apiKeys.ts';
import { change } from '../../../../shared/links/operator/companyState.ts';
import { clock, app as joined } from '../../app/joined.ts';
import { createdCompany } from './createdCompany.ts';

const app = { ...joined, newId: randomUUID };
beforeAll(() => app.prepare());

const idOf = async (company: string) => (await listApiKeys(app, company))[0]?.id ?? '';

describe('makeApiKey', () => {
  it('makes none for a company that is being deleted, also where that was asked for meanwhile', async () => {
    const company = await createdCompany(app);
    const deleting = () =>
      change(app, company, (value) => ({
        value: { ...value, suspendedAt: 1, deletesFrom: clock.now + 1 },
        what: 'companyDeletionAsked',
      }));
    const { get } = app.directory.companies;
    vi.spyOn(app.directory.companies, 'get').mockImplementationOnce(async (asked) => {
      const read = await get(asked);
      await deleting();
      return read;
    });
    const wanted = { name: 'late', role: 'company', company } as const;
    expect(await makeApiKey(app, wanted)).toEqual({ problem: 'version-stale' });
    expect(await makeApiKey(app, wanted)).toEqual({ problem: 'company-deleting' });
    expect(await replaceApiKey(app, { id: await idOf(company), hours: 1 })).toEqual({ problem: 'company-deleting' });
    expect(await listApiKeys(app, company)).toHaveLength(1);
  });
});

describe('revokeApiKey', () => {
  it('gives up where others change the key at every attempt', async () => {
    const company = await createdCompany(app);
    const id = await idOf(company);
    const put = vi.spyOn(app.directory.apiKeys, 'put').mockResolvedValue(false);
    expect(await revokeApiKey(app, id)).toEqual({ problem: 'version-stale' });
    expect(put).toHaveBeenCalledTimes(5);
    put.mockRestore();
    expect(await revokeApiKey(app, id)).toBeUndefined();
    expect((await listApiKeys(app, company))[0]?.endsAt).toBe(clock.now);
  });
});
