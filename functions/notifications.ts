// Microsoft says that a mailbox changed. Nobody signs in here: only the subscription, its secret and its organisation count.
// A notification leads to a look at one link at most, and each gets the same answer.
// learn.microsoft.com: "Receive change notifications through webhooks".
import { app as azure, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import type { Notification } from '../shared/app/exchange/notifications.ts';
import { hearNotifications } from '../shared/links/notifications/hearNotifications.ts';
import { PendingRuns } from '../shared/links/runs/pendingRuns.ts';
import { nameOfThrown, problemOfThrown } from '../shared/links/thrownProblem.ts';
import { isParsable } from '../shared/net/jsonSize.ts';
import { id, linkId } from './http/parameters.ts';
import { readText } from './http/readText.ts';
import { runningApp } from './process/running.ts';

azure.http('graphNotifications', {
  route: 'notifications/graph',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request, context): Promise<HttpResponseInit> => {
    const token = request.query.get('validationToken');
    if (token !== null) return handshake(token);
    try {
      // Microsoft drops a slow receiver, and sends again what was not taken in time.
      return await Promise.race([take(request), late()]);
    } catch (error) {
      context.error(`graphNotifications: ${nameOfThrown(error)}`);
      return problemOfThrown(error) === 'state-unavailable' ? AGAIN : TAKEN;
    }
  },
});

const TAKEN: HttpResponseInit = { status: 202 };
const AGAIN: HttpResponseInit = { status: 503 };
/** Microsoft waits 3 seconds. */
const ANSWER_MS = 2_500;
const BODY_CHARACTERS_MAX = 256 * 1024;
const TOKEN = /^[^\p{C}<>]{1,2000}$/u;

const pendingRuns = new PendingRuns();

/** Answers the token, as text that no browser takes for anything else. */
function handshake(token: string): HttpResponseInit {
  if (!TOKEN.test(token)) return { status: 400 };
  return {
    status: 200,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    },
    body: token,
  };
}

const late = (): Promise<HttpResponseInit> =>
  new Promise((resolve) => AbortSignal.timeout(ANSWER_MS).addEventListener('abort', () => resolve(AGAIN)));

async function take(request: HttpRequest): Promise<HttpResponseInit> {
  const about = subscriber.safeParse(Object.fromEntries(request.query));
  if (!about.success || Number(request.headers.get('content-length') ?? 0) > BODY_CHARACTERS_MAX) return TAKEN;
  const notifications = notificationsIn((await readText(request, BODY_CHARACTERS_MAX)) ?? '');
  if (notifications.length === 0) return TAKEN;
  const app = runningApp();
  await app.prepare();
  await hearNotifications(app, { name: about.data, notifications }, pendingRuns);
  return TAKEN;
}

/** The address that we gave Microsoft names the link. It proves nothing. */
const subscriber = z.object({ company: id, link: linkId });

const notification = z.object({
  subscriptionId: z.string().max(200),
  tenantId: z.string().max(200),
  clientState: z.string().max(128),
  lifecycleEvent: z.string().max(100).optional(),
}) satisfies z.ZodType<Notification>;
const collection = z.object({ value: z.array(z.unknown()).max(1000) });

/** The notifications that can be read. */
function notificationsIn(text: string): Notification[] {
  if (!isParsable(text)) return [];
  const parsed = collection.safeParse(jsonOf(text));
  const value = parsed.success ? parsed.data.value : [];
  return value.flatMap((each) => notification.safeParse(each).data ?? []);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
