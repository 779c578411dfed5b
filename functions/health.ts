// Health: whether the storage that the service depends on answers, for anyone who asks. No names, no secrets.
import { app as azure, type HttpResponseInit } from '@azure/functions';
import { checkHealth } from '../shared/links/company/health.ts';
import { runningApp } from './process/running.ts';

azure.http('health', {
  route: 'health',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async (): Promise<HttpResponseInit> => {
    const { tables, queues } = await checkHealth(runningApp());
    const isHealthy = tables && queues;
    return {
      status: isHealthy ? 200 : 503,
      headers: { 'cache-control': 'no-store' },
      jsonBody: { status: stateOf(isHealthy), dependencies: { tables: stateOf(tables), queues: stateOf(queues) } },
    };
  },
});

const stateOf = (answers: boolean): 'ok' | 'unavailable' => (answers ? 'ok' : 'unavailable');
