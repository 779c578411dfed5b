// Health: whether what the service depends on answers, for anyone who asks. No names, no secrets.
import { app as azure, type HttpResponseInit } from '@azure/functions';
import { runningApp } from './running.ts';

type State = 'ok' | 'unavailable';

azure.http('health', {
  route: 'health',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async (): Promise<HttpResponseInit> => {
    const app = runningApp();
    const [tables, queues] = await Promise.all([
      stateOf(app.prepare().then(() => app.directory.ping())),
      stateOf(app.queues.ping()),
    ]);
    const healthy = tables === 'ok' && queues === 'ok';
    return {
      status: healthy ? 200 : 503,
      headers: { 'cache-control': 'no-store' },
      jsonBody: { status: healthy ? 'ok' : 'unavailable', dependencies: { tables, queues } },
    };
  },
});

/** Whatever the reason, to the one who asks the dependency does not answer. */
const stateOf = (answer: Promise<unknown>): Promise<State> =>
  answer.then(
    () => 'ok',
    () => 'unavailable',
  );
