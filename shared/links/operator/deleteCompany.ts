// The operator deletes a company with all it has. Queue messages do it in steps of bounded size, each of which can be lost,
// doubled or interrupted. The name of the company is taken until the last step.
import type { App } from '../../app/app.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';
import { change, type ShownCompany } from './companyState.ts';

/**
 * Nothing of a company may still run when its rows are deleted, because a write of a late run would outlive them. A process
 * knows of the suspension after a minute, and the host ends a function after ten (host.json).
 */
export const DRAINED_MS = 12 * 60_000;

export interface Deletion {
  readonly company: string;
  /** The number of its links as the dry run showed it. */
  readonly links: number;
}

/** Asks for the deletion of a suspended company. Repeatable. */
export async function askForDeletion(app: App, { company, links }: Deletion): Promise<ShownCompany | Refusal> {
  const known = (await app.directory.links(company)).length;
  const asked = await change(app, company, (value) => {
    if (value.suspendedAt === undefined) return refused('company-not-suspended');
    if (value.deletesFrom !== undefined) return undefined;
    if (known !== links) return refused('deletion-changed');
    const deletesFrom = Math.max(app.now(), value.suspendedAt + DRAINED_MS);
    return { value: { ...value, deletesFrom }, what: 'companyDeletionAsked' };
  });
  if (!('problem' in asked) && asked.deletesFrom !== undefined) {
    const seconds = Math.max(0, Math.ceil((asked.deletesFrom - app.now()) / 1000));
    await app.queues.deleteCompany({ company }, seconds);
  }
  return asked;
}

/**
 * One step. `notDue`: the company is not to be deleted, or not yet. `busy`: another message makes this step. `more`: the
 * next step was asked for. Throws StoreUnavailable.
 */
export async function deleteStep(app: App, company: string): Promise<'notDue' | 'busy' | 'more' | 'deleted'> {
  const { companies, consents } = app.directory;
  const stored = await companies.get(company);
  const now = app.now();
  if (!stored || stored.value.deletesFrom === undefined || stored.value.deletesFrom > now) return 'notDue';
  const deletion = { ...stored.value, deletionStepAt: now };
  if (!(await companies.put(deletion, stored.etag))) return 'busy';
  const by = { app, by: 'operator' };
  await consents.release(company, decisionOf(by, 'consentReleased'));
  if (await app.directory.purge(company)) {
    await app.queues.deleteCompany({ company });
    return 'more';
  }
  await companies.remove(company, decisionOf(by, 'companyDeleted', { company }));
  app.settingsChanged(company);
  return 'deleted';
}
