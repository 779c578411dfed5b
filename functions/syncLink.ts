// One message: this link needs a look. Lost, doubled and reordered messages are harmless.
import { app as azure } from '@azure/functions';
import { LinkRuns } from '../shared/links/runs/linkRuns.ts';
import { SYNC_LINK_QUEUE, syncLinkMessage } from '../shared/state/account/queues.ts';
import { runningApp } from './process/running.ts';
import { messageOf } from './queues/message.ts';

const runs = new LinkRuns();

azure.storageQueue('syncLink', {
  queueName: SYNC_LINK_QUEUE,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { company, link } = messageOf(syncLinkMessage, message);
    const app = runningApp();
    await app.prepare();
    const found = await runs.run(app, { company, link });
    if (found === 'not-found') context.warn('syncLink: no such link');
  },
});
