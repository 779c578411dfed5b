// A tick of the timer asks for a look at every source, and at every link that is on or being removed. It decides nothing
// else. A tick that is lost or comes twice changes nothing.
import type { App } from '../app/app.ts';
import { isDeletionDue, stopOf } from '../app/companyStops.ts';
import { hasRuns } from '../app/hasRuns.ts';
import type { Company } from '../state/register.ts';
import { inChunks } from './inChunks.ts';

/** How many messages are sent at once. */
const MESSAGES_AT_ONCE = 16;

export interface CompanyFailure {
  readonly company: string;
  readonly error: unknown;
}

/** Answers the companies that could not be looked at: one company's trouble costs no other's look (invariant I8). */
export async function askForLooks(app: App): Promise<readonly CompanyFailure[]> {
  const failures: CompanyFailure[] = [];
  for (const each of await app.directory.companies.list()) {
    try {
      await (stopOf(each) ? keepUp(app, each) : askForCompany(app, each.company));
    } catch (error) {
      failures.push({ company: each.company, error });
    }
  }
  return failures;
}

/**
 * Nothing of a suspended company runs. Its losing values still end in time, and its secrets change their key. The steps of
 * a deletion begin again where their message was lost.
 */
async function keepUp(app: App, state: Company): Promise<void> {
  const { company } = state;
  if (isDeletionDue(state, app.now())) await app.queues.deleteCompany({ company });
  if (state.deletesFrom !== undefined) return;
  const links = await app.directory.links(company);
  await app.expiredLosers.remove(
    company,
    links.map(({ link }) => link),
  );
  await app.keyChange.resealWhatIsDue(company);
}

async function askForCompany(app: App, company: string): Promise<void> {
  const { directory, queues } = app;
  const [sources, links] = await Promise.all([directory.sources(company), directory.links(company)]);
  const messages = [
    ...sources.map(({ source }) => ({ queue: 'pollSource', message: { company, source } }) as const),
    ...links.filter(hasRuns).map(({ link }) => ({ queue: 'syncLink', message: { company, link } }) as const),
  ];
  await inChunks(messages, MESSAGES_AT_ONCE, (each) =>
    each.queue === 'pollSource' ? queues.pollSource(each.message) : queues.syncLink(each.message),
  );
  // A link without runs does not remove its own losing values.
  const off = links.filter((link) => !hasRuns(link)).map(({ link }) => link);
  await app.expiredLosers.remove(company, off);
  if (await app.keyChange.resealWhatIsDue(company)) app.settingsChanged(company);
}
