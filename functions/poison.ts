// Messages that failed again and again end here, and become visible: a run that failed, on its link; a message that is
// not ours, on the link it names, else in the log by its id. Never throws: there is no queue behind this one.
import { app as azure, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import { leaveProblem } from '../shared/links/leaveProblem.ts';
import { POLL_SOURCE_QUEUE, pollSourceMessage, SYNC_LINK_QUEUE, syncLinkMessage } from '../shared/state/queues.ts';
import { id, linkId } from './http/parameters.ts';
import { runningApp } from './running.ts';

azure.storageQueue('syncLinkPoison', {
  queueName: `${SYNC_LINK_QUEUE}-poison`,
  connection: 'AzureWebJobsStorage',
  handler: (message, context) => visibly(context, (app) => syncLinkFailed(app, message)),
});

azure.storageQueue('pollSourcePoison', {
  queueName: `${POLL_SOURCE_QUEUE}-poison`,
  connection: 'AzureWebJobsStorage',
  handler: (message, context) => visibly(context, (app) => pollSourceFailed(app, message)),
});

async function visibly(context: InvocationContext, leave: (app: App) => Promise<boolean>): Promise<void> {
  const messageId = String(context.triggerMetadata?.id ?? 'unknown');
  try {
    const app = runningApp();
    await app.prepare();
    if (await leave(app)) return;
    context.error(`${context.functionName}: message ${messageId} names no link of ours and was set aside`);
  } catch (error) {
    context.error(
      `${context.functionName}: message ${messageId}: ${error instanceof Error ? error.name : typeof error}`,
    );
  }
}

/** What a message that is not ours may still say: whose it was meant to be. */
const named = z.object({ company: id, link: linkId });

async function syncLinkFailed(app: App, message: unknown): Promise<boolean> {
  const ours = syncLinkMessage.safeParse(message);
  const about = ours.success ? ours : named.safeParse(message);
  if (!about.success) return false;
  const { company, link } = about.data;
  if (!(await app.directory.linkSettings(company, link).get())) return false;
  const code = ours.success ? 'run-failed' : 'message-not-understood';
  await leaveProblem(app.directory.linkStore(company, link), code, app.now());
  return true;
}

async function pollSourceFailed(app: App, message: unknown): Promise<boolean> {
  const ours = pollSourceMessage.safeParse(message);
  if (!ours.success) return false;
  const { company, source } = ours.data;
  const links = (await app.directory.links(company)).filter((link) => link.on && link.source === source);
  for (const { link } of links) {
    await leaveProblem(app.directory.linkStore(company, link), 'source-unavailable', app.now());
  }
  return links.length > 0;
}
