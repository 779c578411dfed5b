// Companies: the operator makes one and hands its API key over. The key is shown once and only its hash is kept.
import { z } from 'zod';
import { hashApiKey, newApiKey } from '../shared/access/apiKeys.ts';
import { refused } from './http/answer.ts';
import { id } from './http/parameters.ts';
import { operatorRoute } from './http/route.ts';

const newCompany = z.strictObject({
  company: id,
  name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
});

operatorRoute(
  { name: 'createCompany', method: 'POST', path: 'companies', action: 'company.create', body: newCompany },
  async ({ app, body }) => {
    const apiKey = newApiKey();
    const created = await app.directory.companies.create({ ...body, createdAt: app.now() }, hashApiKey(apiKey));
    return created ? { status: 201, body: { company: body.company, apiKey } } : refused('company-exists');
  },
);
