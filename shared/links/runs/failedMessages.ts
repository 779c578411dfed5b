// Messages that failed again and again become visible: a run on its link, a poll on each link of its source.
import type { App } from '../../app/app.ts';
import { leaveProblem } from './leaveProblem.ts';
import type { LinkName } from './linkRuns.ts';

/** `message-not-understood`: the message is not one of ours, and names a link. */
export type RunFailure = 'run-failed' | 'message-not-understood';

/** False where there is no such link, or nothing of its company runs. */
export async function reportFailedRun(app: App, { company, link }: LinkName, code: RunFailure): Promise<boolean> {
  if (await app.stopOf(company)) return false;
  if (!(await app.directory.linkSettings(company, link).get())) return false;
  await leaveProblem(app.directory.linkStore(company, link), code, app.now());
  return true;
}

/** False where no link of this source is on, or nothing of its company runs. */
export async function reportFailedPoll(
  app: App,
  { company, source }: { readonly company: string; readonly source: string },
): Promise<boolean> {
  if (await app.stopOf(company)) return false;
  const links = (await app.directory.links(company)).filter((link) => link.on && link.source === source);
  for (const { link } of links) {
    await leaveProblem(app.directory.linkStore(company, link), 'poll-failed', app.now());
  }
  return links.length > 0;
}
