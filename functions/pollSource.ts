// One message: this company's source may have changes. Lost, doubled and reordered messages are harmless.
import { app as azure } from '@azure/functions';
import { pollSource } from '../shared/links/company/pollSource.ts';
import { POLL_SOURCE_QUEUE, pollSourceMessage } from '../shared/state/account/queues.ts';
import { runningApp } from './process/running.ts';
import { messageOf } from './queues/message.ts';

azure.storageQueue('pollSource', {
  queueName: POLL_SOURCE_QUEUE,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const asked = messageOf(pollSourceMessage, message);
    const app = runningApp();
    await app.prepare();
    const answer = await pollSource(app, asked);
    if (answer.state === 'notOpened') context.warn(`pollSource: ${answer.problem}`);
    // The problem is on record with the time of the next try: the timer asks again, the host need not.
    if (answer.state === 'failed') context.warn(`pollSource: ${answer.kind}`);
  },
});
