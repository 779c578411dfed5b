// The request for a deletion, and the state of its steps. The whole deletion: test/functions/operator/deletion.test.ts.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { suspendCompany } from '../../../../shared/links/operator/companyState.ts';
import { askForDeletion, DRAINED_MS, deleteStep } from '../../../../shared/links/operator/deleteCompany.ts';
import { clock, app as joined } from '../../app/joined.ts';
import { createdCompany } from './createdCompany.ts';

const asked = vi.fn(async () => undefined);
const app = { ...joined, newId: randomUUID, queues: { ...joined.queues, deleteCompany: asked } };
beforeAll(() => app.prepare());

describe('askForDeletion', () => {
  it('waits only as long as a run may still be going', async () => {
    const company = await createdCompany(app);
    await suspendCompany(app, company);
    clock.now += DRAINED_MS - 60_000;
    expect(await askForDeletion(app, { company, links: 0 })).toMatchObject({ deletesFrom: clock.now + 60_000 });
    expect(asked).toHaveBeenLastCalledWith({ company }, 60);
    clock.now += 3_600_000;
    expect(await askForDeletion(app, { company, links: 5 })).toMatchObject({ state: 'deleting' });
    expect(asked).toHaveBeenLastCalledWith({ company }, 0);
  });
});

describe('deleteStep', () => {
  it('does nothing for a company that is active, suspended or unknown', async () => {
    const company = await createdCompany(app);
    expect(await deleteStep(app, company)).toBe('notDue');
    await suspendCompany(app, company);
    expect(await deleteStep(app, company)).toBe('notDue');
    expect(await deleteStep(app, 'no-such-company')).toBe('notDue');
  });

  it('ends with the company, which a repeated step does not bring back', async () => {
    const company = await createdCompany(app);
    await suspendCompany(app, company);
    await askForDeletion(app, { company, links: 0 });
    expect(await deleteStep(app, company)).toBe('notDue');
    clock.now += DRAINED_MS;
    expect(await deleteStep(app, company)).toBe('deleted');
    expect(await deleteStep(app, company)).toBe('notDue');
    expect(await app.directory.apiKeys.list(company)).toEqual([]);
  });

  it('leaves the step to another message that was quicker', async () => {
    const company = await createdCompany(app);
    await suspendCompany(app, company);
    await askForDeletion(app, { company, links: 0 });
    clock.now += DRAINED_MS;
    const put = vi.spyOn(app.directory.companies, 'put').mockResolvedValueOnce(false);
    expect(await deleteStep(app, company)).toBe('busy');
    put.mockRestore();
  });
});
