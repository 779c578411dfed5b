// A tick of the timer asks for a look at every source, and at every link that is on or being removed. It decides nothing
// else. A tick that is lost or comes twice changes nothing.
import type { App } from '../../app/app.ts';
import { isDeletionDue, stopOf } from '../../app/company/companyStops.ts';
import { hasRuns } from '../../app/company/hasRuns.ts';
import { atMost } from '../../atMost.ts';
import type { LinkSettings } from '../../state/directory.ts';
import type { Company } from '../../state/register.ts';

/** The number of messages that are sent at once. */
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
      await lookAt(app, each);
    } catch (error) {
      failures.push({ company: each.company, error });
    }
  }
  return failures;
}

async function lookAt(app: App, each: Company): Promise<void> {
  const { company } = each;
  // The steps of a deletion begin again where their message was lost.
  if (isDeletionDue(each, app.now())) await app.queues.deleteCompany({ company });
  if (each.deletesFrom !== undefined) return;
  const stopped = stopOf(each) ?? (await app.stopOf(company));
  const links = await app.directory.links(company);
  if (!stopped) await askForCompany(app, company, links);
  // A link without runs does not remove its own losing values.
  const idle = links.filter((link) => stopped !== undefined || !hasRuns(link)).map(({ link }) => link);
  await app.expiredLosers.remove(company, idle);
  if (await app.keyChange.resealWhatIsDue(company)) app.settingsChanged(company);
}

/** Asks for a look at the company's source and at each of its links that has runs. */
export async function askForCompany(app: App, company: string, links: readonly LinkSettings[]): Promise<void> {
  const { directory, queues } = app;
  const messages = [
    ...(await directory.sources(company)).map(
      ({ source }) => ({ queue: 'pollSource', message: { company, source } }) as const,
    ),
    ...links.filter(hasRuns).map(({ link }) => ({ queue: 'syncLink', message: { company, link } }) as const),
  ];
  await atMost(MESSAGES_AT_ONCE, messages, (each) =>
    each.queue === 'pollSource' ? queues.pollSource(each.message) : queues.syncLink(each.message),
  );
}
