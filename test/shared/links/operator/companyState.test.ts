// The state of a company, as the operator changes it. test/functions/operator/companies.test.ts tries its runs and callers.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  change,
  listCompanies,
  readCompany,
  resumeCompany,
  suspendCompany,
} from '../../../../shared/links/operator/companyState.ts';
import { clock, app as joined } from '../../app/joined.ts';
import { createdCompany } from './createdCompany.ts';

const app = { ...joined, newId: randomUUID };
beforeAll(() => app.prepare());

const askDeletion = (company: string, deletesFrom: number) =>
  change(app, company, (value) => ({
    value: { ...value, suspendedAt: clock.now, deletesFrom },
    what: 'companyDeletionAsked',
  }));

describe('resumeCompany', () => {
  it('takes a deletion back until it begins', async () => {
    const company = await createdCompany(app);
    await askDeletion(company, clock.now + 1);
    expect(await readCompany(app, company)).toMatchObject({ state: 'deleting', deletesFrom: clock.now + 1 });
    expect(await resumeCompany(app, company)).toMatchObject({ state: 'active' });
    await askDeletion(company, clock.now);
    expect(await resumeCompany(app, company)).toEqual({ problem: 'company-deleting' });
    expect(await suspendCompany(app, company)).toMatchObject({ state: 'deleting' });
  });

  it('refuses to overwrite what somebody else has just changed', async () => {
    const company = await createdCompany(app);
    const { companies } = app.directory;
    const read = await companies.get(company);
    await suspendCompany(app, company);
    const put = await companies.put({ company, name: 'Acme', createdAt: 1 }, read?.etag ?? '', {
      name: `1-${randomUUID()}`,
      row: { at: 1, by: 'operator', what: 'companyResumed' },
    });
    expect(put).toBe(false);
    expect((await listCompanies(app)).find((each) => each.company === company)?.state).toBe('suspended');
  });
});
