// Before a company is deleted, the operator can have removed what this service made in its calendars. Every link that is on
// is switched off. Its runs then remove our items, as when its user switches off with removal.
import type { App } from '../../app/app.ts';
import { switchOff } from '../link/switchOff.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface CleanUp {
  /** Links that were switched off by this call. */
  readonly asked: number;
  /** Links that are still on. The next call takes them. */
  readonly left: number;
}

/** One call takes some seconds. */
const LINKS_PER_CALL = 100;

/** Repeatable. Only of an active company, because runs remove the items. Users who chose to keep theirs keep them. */
export async function cleanUpCompany(app: App, company: string): Promise<CleanUp | Refusal> {
  const { directory } = app;
  if (!(await directory.companies.get(company))) return refused('company-unknown');
  const stop = await app.stopOf(company);
  if (stop) return refused(stop);
  const [users, links] = await Promise.all([directory.users(company), directory.links(company)]);
  const on = new Set(links.filter((link) => link.on).map(({ link }) => link));
  const waiting = users.filter(({ user }) => on.has(user));
  let asked = 0;
  for (const { email } of waiting.slice(0, LINKS_PER_CALL)) {
    const answer = await switchOff({ app, company, by: 'operator' }, { email, events: 'remove' });
    // Refused, somebody changed this link at the same moment: the next call takes it.
    if (!('problem' in answer)) asked += 1;
  }
  return { asked, left: waiting.length - asked };
}
