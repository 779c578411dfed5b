// One message: this company's source may have changes. Lost, doubled and reordered messages are harmless.
import { app as azure } from '@azure/functions';
import { POLL_SOURCE_QUEUE, pollSourceMessage } from '../shared/state/account/queues.ts';
import { pollWhenDue } from '../shared/sync/poll.ts';
import { messageOf } from './queues/message.ts';
import { runningApp } from './running.ts';

azure.storageQueue('pollSource', {
  queueName: POLL_SOURCE_QUEUE,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { company, source } = messageOf(pollSourceMessage, message);
    const app = runningApp();
    await app.prepare();
    const poll = await app.pollContext(company, source);
    if (typeof poll === 'string') return context.warn(`pollSource: ${poll}`);
    const polled = await pollWhenDue(poll);
    // The problem is on record with the time of the next try: the timer asks again, the host need not.
    if (!polled.ok) return context.warn(`pollSource: ${polled.failure.kind}`);
    for (const link of polled.value.touched) await app.queues.syncLink({ company, link });
    if (polled.value.more) await app.queues.pollSource({ company, source });
  },
});
