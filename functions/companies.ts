// The operator makes companies.
import { z } from 'zod';
import { createCompany } from '../shared/links/createCompany.ts';
import { replyOf } from './http/answer.ts';
import { id } from './http/parameters.ts';
import { operatorRoute } from './http/route.ts';

const newCompany = z.strictObject({
  company: id,
  name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
});

operatorRoute(
  { name: 'createCompany', method: 'POST', path: 'companies', action: 'company.create', body: newCompany },
  async ({ app, body }) => replyOf(201, await createCompany(app, body)),
);
