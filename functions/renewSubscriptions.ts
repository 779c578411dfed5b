// The timer of the change notifications. Of the requests that Microsoft refused, the log says the codes.
import { app as azure } from '@azure/functions';
import { renewSubscriptions, TICK_MINUTES } from '../shared/links/notifications/renewSubscriptions.ts';
import { nameOfThrown } from '../shared/links/thrownProblem.ts';
import { runningApp } from './process/running.ts';

azure.timer('renewSubscriptions', {
  schedule: `0 */${TICK_MINUTES} * * * *`,
  handler: async (_timer, context) => {
    const app = runningApp();
    await app.prepare();
    const failures = await renewSubscriptions(app, {
      refused: (company, code, count) => context.warn(`renewSubscriptions: ${company}: ${code} (${count})`),
      failed: (company, error) => context.error(`renewSubscriptions: ${company}: ${nameOfThrown(error)}`),
    });
    if (failures > 0) throw new Error(`${failures} companies failed; the next tick tries again`);
  },
});
