// The operator makes a company and hands its first API key over. The key is answered once; only its hash is kept.
import type { App } from '../../app/app.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';
import { newKey } from './apiKeys.ts';

export interface NewCompany {
  readonly company: string;
  readonly name: string;
}

/** The name of the key that a company gets when it is made. */
const FIRST_KEY = 'first key';

export async function createCompany(
  app: App,
  { company, name }: NewCompany,
): Promise<{ readonly company: string; readonly apiKey: string } | Refusal> {
  const { key, stored } = newKey(app, { name: FIRST_KEY, role: 'company', company });
  const decision = decisionOf({ app, by: 'operator' }, 'companyCreated', { company, key: stored.id });
  const isCreated = await app.directory.companies.create({ company, name, createdAt: app.now() }, stored, decision);
  return isCreated ? { company, apiKey: key } : refused('company-exists');
}
