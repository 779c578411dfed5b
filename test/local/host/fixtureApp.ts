// A small app with every kind of trigger. It sends its calls to the test over a diagnostics channel, which the whole
// process shares. A test can make a call wait or fail by a property that it sets on the call.
import { channel } from 'node:diagnostics_channel';
import { app, type InvocationContext } from '@azure/functions';

export interface Call {
  readonly name: string;
  readonly input: unknown;
  readonly context: InvocationContext;
  /** Set by the test: the call goes on when it settles, and fails with it. */
  until?: Promise<unknown>;
}

const calls = channel('host-fixture');

async function report(input: unknown, context: InvocationContext): Promise<void> {
  const call: Call = { name: context.functionName, input, context };
  calls.publish(call);
  await call.until;
}

app.http('echo', {
  route: 'echo/{name}/{count:int?}',
  methods: ['GET', 'PUT'],
  async handler(request, context) {
    await report(request.url, context);
    return {
      status: 201,
      headers: { 'x-name': encodeURIComponent(request.params.name ?? '') },
      cookies: [{ name: 'seen', value: 'a b', path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 }],
      jsonBody: {
        params: request.params,
        query: Object.fromEntries(request.query),
        header: request.headers.get('x-given'),
        body: await request.text(),
      },
    };
  },
});
app.http('literal', { route: 'echo/literal', methods: ['GET'], handler: () => ({ body: 'literal' }) });
app.http('rest', { route: 'files/{*path}', methods: ['GET'], handler: (request) => ({ jsonBody: request.params }) });
app.http('nothing', { methods: ['POST'], handler: () => undefined as unknown as object });
app.http('broken', {
  methods: ['GET'],
  handler: () => {
    throw new TypeError('secret content');
  },
});
app.http('binary', { methods: ['GET'], handler: () => ({ body: new Uint8Array([0, 255, 10]) }) });
app.http('environment', { methods: ['GET'], handler: () => ({ body: process.env.GREETING ?? 'none' }) });

app.timer('tick', { schedule: '%SCHEDULE%', handler: report });
app.storageQueue('work', { queueName: 'work', connection: 'AzureWebJobsStorage', handler: report });
app.storageQueue('workPoison', { queueName: 'work-poison', connection: 'AzureWebJobsStorage', handler: report });
app.storageQueue('absent', { queueName: '%QUEUE%', connection: 'AzureWebJobsStorage', handler: report });
