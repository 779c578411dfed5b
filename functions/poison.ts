// Messages that failed again and again end here and become visible: on the links that they name, else in the log by their
// id. Never throws: there is no queue behind this one.
import { app as azure, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { App } from '../shared/app/app.ts';
import { reportFailedPoll, reportFailedRun } from '../shared/links/runs/failedMessages.ts';
import { nameOfThrown } from '../shared/links/thrownProblem.ts';
import {
  DELETE_COMPANY_QUEUE,
  POLL_SOURCE_QUEUE,
  pollSourceMessage,
  SYNC_LINK_QUEUE,
  syncLinkMessage,
} from '../shared/state/account/queues.ts';
import { id, linkId } from './http/parameters.ts';
import { runningApp } from './process/running.ts';

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

azure.storageQueue('deleteCompanyStepPoison', {
  queueName: `${DELETE_COMPANY_QUEUE}-poison`,
  connection: 'AzureWebJobsStorage',
  handler: (_message, context) => {
    // The timer begins the steps again.
    context.error(`deleteCompanyStepPoison: message ${messageIdIn(context)}: a step failed again and again`);
  },
});

const messageIdIn = (context: InvocationContext): string => String(context.triggerMetadata?.id ?? 'unknown');

async function visibly(context: InvocationContext, leave: (app: App) => Promise<boolean>): Promise<void> {
  const messageId = messageIdIn(context);
  try {
    const app = runningApp();
    await app.prepare();
    if (await leave(app)) return;
    context.error(`${context.functionName}: message ${messageId} names no link of ours and was set aside`);
  } catch (error) {
    context.error(`${context.functionName}: message ${messageId}: ${nameOfThrown(error)}`);
  }
}

/** A message that is not ours may still name a link. */
const named = z.object({ company: id, link: linkId });

async function syncLinkFailed(app: App, message: unknown): Promise<boolean> {
  const ours = syncLinkMessage.safeParse(message);
  const about = ours.success ? ours : named.safeParse(message);
  return about.success && reportFailedRun(app, about.data, ours.success ? 'run-failed' : 'message-not-understood');
}

async function pollSourceFailed(app: App, message: unknown): Promise<boolean> {
  const ours = pollSourceMessage.safeParse(message);
  return ours.success && reportFailedPoll(app, ours.data);
}
