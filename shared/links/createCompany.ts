// The operator makes a company and hands its API key over. The key is answered once; only its hash is kept.
import { hashApiKey, newApiKey } from '../access/apiKeys.ts';
import type { App } from '../app/app.ts';
import { type Refusal, refused } from './refusal.ts';

export interface NewCompany {
  readonly company: string;
  readonly name: string;
}

export async function createCompany(
  app: App,
  { company, name }: NewCompany,
): Promise<{ readonly company: string; readonly apiKey: string } | Refusal> {
  const apiKey = newApiKey();
  const isCreated = await app.directory.companies.create({ company, name, createdAt: app.now() }, hashApiKey(apiKey));
  return isCreated ? { company, apiKey } : refused('company-exists');
}
