// The webhooks of business applications: the administrator's calls, and the address that applications call.
import { app as azure, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { endWebhook, makeWebhook, readWebhook, type Webhook } from '../shared/links/connections/webhook.ts';
import { HEADERS, hearWebhook } from '../shared/links/notifications/hearWebhook.ts';
import { nameOfThrown, problemOfThrown } from '../shared/links/thrownProblem.ts';
import { isParsable } from '../shared/net/jsonSize.ts';
import { entryId } from '../shared/state/account/queues.ts';
import { madeWebhook, webhook } from './answers/company.ts';
import { ok, type Refusal, refused, toHttp } from './http/answer.ts';
import { instantText } from './http/instantText.ts';
import { id, sourceParams } from './http/parameters.ts';
import { readText } from './http/readText.ts';
import { companyRoute } from './http/route.ts';
import { runningApp } from './process/running.ts';

const webhookPath = 'sources/{sourceId}/webhook';

companyRoute(
  {
    name: 'makeWebhook',
    method: 'POST',
    path: webhookPath,
    action: 'source.write',
    summary: 'A new secret for the webhook of a source; it is answered only here, and the former one ends later',
    answers: { 201: madeWebhook },
    params: sourceParams,
    body: z.strictObject({
      hours: z
        .number()
        .int('must be a whole number')
        .min(0, 'must be 0 or more')
        .max(2160, 'must be at most 2160')
        .default(24),
    }),
  },
  async (call) => {
    const source = call.params.sourceId;
    const made = await makeWebhook(call, { source, ...call.body });
    if ('problem' in made) return made;
    return { status: 201, body: { ...webhookView(call.company, source, made), secret: made.secret } };
  },
);

companyRoute(
  {
    name: 'getWebhook',
    method: 'GET',
    path: webhookPath,
    action: 'source.write',
    summary: 'The address of the webhook of a source, without its secret',
    answers: { 200: webhook },
    params: sourceParams,
  },
  async (call) => {
    const source = call.params.sourceId;
    const read = await readWebhook(call, { source });
    return 'problem' in read ? read : ok(webhookView(call.company, source, read));
  },
);

companyRoute(
  {
    name: 'endWebhook',
    method: 'DELETE',
    path: webhookPath,
    action: 'source.write',
    summary: 'No call of the webhook counts any more',
    answers: { 204: 'nothing' },
    params: sourceParams,
  },
  async (call) => (await endWebhook(call, { source: call.params.sourceId })) ?? { status: 204 },
);

const webhookView = (company: string, source: string, { madeAt, formerEndsAt }: Webhook): object => ({
  path: `/api/hooks/${company}/${source}`,
  madeAt: instantText(madeAt),
  ...(formerEndsAt === undefined ? {} : { formerEndsAt: instantText(formerEndsAt) }),
});

/** A hint is a few lines. */
const BODY_CHARACTERS_MAX = 64 * 1024;
const callParams = z.object({ company: id, sourceId: id });

azure.http('hearWebhook', {
  route: 'hooks/{company}/{sourceId}',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request, context): Promise<HttpResponseInit> => {
    try {
      const refusal = await heard(request);
      return toHttp(refusal ?? { status: 202 }, context.invocationId);
    } catch (error) {
      context.error(`hearWebhook: ${nameOfThrown(error)}`);
      return toHttp(refused(problemOfThrown(error)), context.invocationId);
    }
  },
});

async function heard(request: HttpRequest): Promise<Refusal | undefined> {
  const params = callParams.safeParse(request.params);
  if (!params.success) return refused('webhook-not-trusted');
  const body = await readText(request, BODY_CHARACTERS_MAX);
  if (body === undefined) return refused('request-too-large');
  const { company, sourceId: source } = params.data;
  const [id, timestamp, signature] = HEADERS;
  const header = (name: string) => request.headers.get(name);
  const headers = { [id]: header(id), [timestamp]: header(timestamp), [signature]: header(signature) };
  const app = runningApp();
  await app.prepare();
  return hearWebhook(app, { company, source, headers, body, entryIn });
}

/** `entry`, or `recId` as a workflow of Ivanti writes it, also within `data` (Standard Webhooks, "Payload structure"). */
const named = z.object({ entry: entryId.optional(), recId: entryId.optional() });
const hint = named.extend({ data: named.optional() });

function entryIn(body: string): string | undefined {
  if (!isParsable(body)) return undefined;
  try {
    const parsed = hint.safeParse(JSON.parse(body));
    if (!parsed.success) return undefined;
    const { entry, recId, data } = parsed.data;
    return entry ?? recId ?? data?.entry ?? data?.recId;
  } catch {
    return undefined;
  }
}
