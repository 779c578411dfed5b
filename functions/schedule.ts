// The timer: asks for a look at every source and every link that is on, or being removed. It decides nothing, and one company's trouble
// costs no other's look (invariant I8). A tick that is lost or comes twice changes nothing.
import { app as azure } from '@azure/functions';
import type { App } from '../shared/app/app.ts';
import type { LinkSettings } from '../shared/state/directory.ts';
import { runningApp } from './running.ts';

azure.timer('schedule', {
  schedule: '%SCHEDULE%',
  handler: async (_timer, context) => {
    const app = runningApp();
    await app.prepare();
    let failures = 0;
    for (const { company } of await app.directory.companies.list()) {
      try {
        await askForCompany(app, company);
      } catch (error) {
        failures += 1;
        context.error(`schedule: ${company}: ${error instanceof Error ? error.name : typeof error}`);
      }
    }
    if (failures > 0) throw new Error(`${failures} companies were not looked at; the next tick tries again`);
  },
});

/** How many messages are sent at once. */
const MESSAGES_AT_ONCE = 16;

const hasRuns = ({ on, removing }: LinkSettings): boolean => on || removing === true;

async function askForCompany(app: App, company: string): Promise<void> {
  const [sources, links] = await Promise.all([app.directory.sources(company), app.directory.links(company)]);
  const messages = [
    ...sources.map(
      ({ source }) =>
        () =>
          app.queues.pollSource({ company, source }),
    ),
    ...links.filter(hasRuns).map(
      ({ link }) =>
        () =>
          app.queues.syncLink({ company, link }),
    ),
  ];
  for (let from = 0; from < messages.length; from += MESSAGES_AT_ONCE) {
    await Promise.all(messages.slice(from, from + MESSAGES_AT_ONCE).map((send) => send()));
  }
  const off = links.filter((link) => !hasRuns(link));
  await app.expiredLosers.remove(
    company,
    off.map(({ link }) => link),
  );
  if (await app.keyUse.resealWhatIsDue(company)) app.settingsChanged(company);
}
