// A company of its own for a test, made as the operator makes it.
import { randomUUID } from 'node:crypto';
import type { App } from '../../../../shared/app/app.ts';
import { createCompany } from '../../../../shared/links/operator/createCompany.ts';

export async function createdCompany(app: App): Promise<string> {
  const company = `made-${randomUUID()}`;
  // The ids of decisions are unique in the app of this test as well.
  const created = await createCompany({ ...app, newId: randomUUID }, { company, name: 'Acme' });
  if ('problem' in created) throw new Error(created.problem);
  return company;
}
