// The operator suspends a company and resumes it. A suspended company keeps everything: settings, pairs, entries, keys.
import type { App } from '../../app/app.ts';
import type { Instant } from '../../calendar/event.ts';
import type { Company } from '../../state/register.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface ShownCompany {
  readonly company: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly state: 'active' | 'suspended' | 'deleting';
  /** Of a company that is not active: when the operator suspended it. */
  readonly suspendedAt?: Instant;
  /** Of a company that is being deleted: until then it can be resumed. */
  readonly deletesFrom?: Instant;
}

export async function listCompanies(app: App): Promise<readonly ShownCompany[]> {
  return (await app.directory.companies.list()).map(shownCompany);
}

export async function readCompany(app: App, company: string): Promise<ShownCompany | Refusal> {
  const stored = await app.directory.companies.get(company);
  return stored ? shownCompany(stored.value) : refused('company-unknown');
}

/** Repeatable: a company that is suspended or being deleted stays as it is. */
export async function suspendCompany(app: App, company: string): Promise<ShownCompany | Refusal> {
  return change(app, company, (value) =>
    value.suspendedAt === undefined
      ? { value: { ...value, suspendedAt: app.now() }, what: 'companySuspended' }
      : undefined,
  );
}

/**
 * Repeatable. It also takes a deletion back, as long as nothing was deleted. Each link goes on with the changes that were
 * made meanwhile.
 */
export async function resumeCompany(app: App, company: string): Promise<ShownCompany | Refusal> {
  return change(app, company, (value) => {
    const { suspendedAt, deletesFrom, ...active } = value;
    if (deletesFrom !== undefined && deletesFrom <= app.now()) return refused('company-deleting');
    return suspendedAt === undefined ? undefined : { value: active, what: 'companyResumed' };
  });
}

interface Changed {
  readonly value: Company;
  readonly what: 'companySuspended' | 'companyResumed' | 'companyDeletionAsked';
}

/** Stores the company as `decide` changes it, with the decision. Undefined leaves it as it is. */
export async function change(
  app: App,
  company: string,
  decide: (value: Company) => Changed | Refusal | undefined,
): Promise<ShownCompany | Refusal> {
  const { companies } = app.directory;
  const stored = await companies.get(company);
  if (!stored) return refused('company-unknown');
  const changed = decide(stored.value);
  if (!changed) return shownCompany(stored.value);
  if ('problem' in changed) return changed;
  const decision = decisionOf({ app, by: 'operator' }, changed.what, { company });
  if (!(await companies.put(changed.value, stored.etag, decision))) return refused('version-stale');
  app.settingsChanged(company);
  return shownCompany(changed.value);
}

export function shownCompany({ company, name, createdAt, suspendedAt, deletesFrom }: Company): ShownCompany {
  const state = deletesFrom !== undefined ? 'deleting' : suspendedAt === undefined ? 'active' : 'suspended';
  return {
    company,
    name,
    createdAt,
    state,
    ...(suspendedAt === undefined ? {} : { suspendedAt }),
    ...(deletesFrom === undefined ? {} : { deletesFrom }),
  };
}
