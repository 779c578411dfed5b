// The timer that asks for a look at every source and link.
import { app as azure } from '@azure/functions';
import { askForLooks } from '../shared/links/company/askForLooks.ts';
import { nameOfThrown } from '../shared/links/thrownProblem.ts';
import { runningApp } from './process/running.ts';

azure.timer('schedule', {
  schedule: '%SCHEDULE%',
  handler: async (_timer, context) => {
    const app = runningApp();
    await app.prepare();
    const failures = await askForLooks(app);
    for (const { company, error } of failures) context.error(`schedule: ${company}: ${nameOfThrown(error)}`);
    if (failures.length > 0) {
      throw new Error(`${failures.length} companies were not looked at; the next tick tries again`);
    }
  },
});
