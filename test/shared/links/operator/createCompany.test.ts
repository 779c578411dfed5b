// A new company and its API key.
import { describe, expect, it } from 'vitest';
import { hashApiKey } from '../../../../shared/access/apiKeys.ts';
import type { App } from '../../../../shared/app/app.ts';
import { createCompany } from '../../../../shared/links/operator/createCompany.ts';
import { memoryCompany } from '../memoryApp.ts';

describe('createCompany', () => {
  it('answers the key, and keeps its hash only', async () => {
    const { app } = memoryCompany();
    const stored: unknown[] = [];
    const companies = {
      create: async (...given: unknown[]) => stored.push(given) === 1,
    } as unknown as App['directory']['companies'];
    app.directory.companies = companies;
    const created = await createCompany(app, { company: 'new', name: 'New' });
    if ('problem' in created) throw new Error(created.problem);
    expect(stored).toEqual([
      [
        { company: 'new', name: 'New', createdAt: app.now() },
        expect.objectContaining({ company: 'new', role: 'company', hash: hashApiKey(created.apiKey) }),
        { name: expect.any(String), row: expect.objectContaining({ by: 'operator', what: 'companyCreated' }) },
      ],
    ]);
    expect(await createCompany(app, { company: 'new', name: 'Again' })).toEqual({ problem: 'company-exists' });
  });
});
