// The operator's decisions.
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { resumeCompany, suspendCompany } from '../../../../shared/links/operator/companyState.ts';
import { readOperatorAudit } from '../../../../shared/links/operator/operatorAudit.ts';
import { clock, app as joined } from '../../app/joined.ts';
import { createdCompany } from './createdCompany.ts';

const app = { ...joined, newId: randomUUID };
beforeAll(() => app.prepare());

it('the newest decision is first, and another company has none of it', async () => {
  const [company, other] = [await createdCompany(app), await createdCompany(app)];
  clock.now += 1000;
  await suspendCompany(app, company);
  clock.now += 1000;
  await resumeCompany(app, company);
  const whats = async (of: string) => (await readOperatorAudit(app, of)).map(({ what }) => what);
  expect(await whats(company)).toEqual(['companyResumed', 'companySuspended', 'companyCreated']);
  expect(await whats(other)).toEqual(['companyCreated']);
  expect((await readOperatorAudit(app)).length).toBeGreaterThanOrEqual(4);
});
