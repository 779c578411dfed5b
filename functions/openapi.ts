// The description of the API, for anyone who asks.
import { app as azure, type HttpResponseInit } from '@azure/functions';
import { describedRoutes } from './http/described.ts';
import { openApiDocument } from './openapi/document.ts';

azure.http('openapi', {
  route: 'openapi.json',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async (): Promise<HttpResponseInit> => ({
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'max-age=300' },
    body: document(),
  }),
});

let made: string | undefined;

/** Made once a process, when somebody asks first. */
function document(): string {
  made ??= JSON.stringify(openApiDocument(describedRoutes()));
  return made;
}
