// The product's functions as Azure would call them: what functions/main.ts registers, driven with real requests,
// messages and timer ticks, on tables and queues in Azurite. The host itself is tested in test/local/host.
import {
  app,
  type Cookie,
  type HttpFunctionOptions,
  HttpRequest,
  type HttpResponseInit,
  InvocationContext,
  type StorageQueueFunctionOptions,
  type TimerFunctionOptions,
} from '@azure/functions';
import { inject, vi } from 'vitest';
import { describedRoutes } from '../../../functions/http/described.ts';
import { problemDetails } from '../../../functions/openapi/problemDetails.ts';
import { useApp } from '../../../functions/process/running.ts';
import { type App, createApp } from '../../../shared/app/app.ts';
import { type Config, readConfig } from '../../../shared/config.ts';
import { ownAccount } from '../storageAccounts.ts';

export const OPERATOR_KEY = 'operator-key-of-these-tests-only';

const http = new Map<string, HttpFunctionOptions>();
const queues = new Map<string, StorageQueueFunctionOptions>();
const timers = new Map<string, TimerFunctionOptions>();

vi.spyOn(app, 'http').mockImplementation((name, options) => void http.set(name, options));
vi.spyOn(app, 'storageQueue').mockImplementation((name, options) => {
  // A message from a queue is unknown, whatever type a handler expects.
  queues.set(name, options as StorageQueueFunctionOptions);
});
vi.spyOn(app, 'timer').mockImplementation((name, options) => void timers.set(name, options));

/** The storage account of the tests of this file. */
export const connection = ownAccount(inject('azurite'));
vi.stubEnv('AzureWebJobsStorage', connection);
vi.stubEnv('STATE_STORAGE', connection);
vi.stubEnv('ENCRYPTION_KEY', Buffer.alloc(32, 5).toString('base64'));
vi.stubEnv('MARKS_KEY', Buffer.alloc(32, 6).toString('base64'));
vi.stubEnv('OPERATOR_KEY', OPERATOR_KEY);
vi.stubEnv('ALLOWED_NETWORKS', '127.0.0.0/8');
vi.stubEnv('LOCAL_USERS', 'true');
await import('../../../functions/main.ts');

export const registered = { http, queues, timers };
export const testConfig: Config = readConfig();

/** Every function works with this app from now on: its clock stands where the test puts it. */
export function appAt(now: () => number, settings: Partial<Config> = {}): App {
  let ids = 0;
  const made = createApp({ ...testConfig, ...settings }, { now, newId: () => `id${String(ids++).padStart(4, '0')}` });
  useApp(made);
  return made;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
  /** Of a page or plain text; empty for JSON. */
  readonly page: string;
  readonly cookies: readonly Cookie[];
}

export interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Instead of a JSON body. */
  readonly text?: string;
}

/** Sends a request to the function whose route matches, as the host would. */
export async function send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const [pathname = '', query = ''] = path.split('?');
  const found = [...http].flatMap(([name, options]) => {
    const params = options.methods?.some((each) => each === method)
      ? match(options.route ?? name, pathname)
      : undefined;
    return params ? [{ name, options, params }] : [];
  })[0];
  if (!found) return { status: 404, headers: {}, body: {}, page: '', cookies: [] };
  const text = sent.text ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const request = new HttpRequest({
    method,
    url: `http://localhost/api/${pathname}?${query}`,
    headers: sent.headers ?? {},
    params: found.params,
    query: Object.fromEntries(new URLSearchParams(query)),
    ...(text === undefined ? {} : { body: { string: text } }),
  });
  const answer = ((await found.options.handler(request, context(found.name))) ?? {}) as HttpResponseInit;
  const headers = (answer.headers ?? {}) as Record<string, string>;
  const isPage = headers['content-type']?.startsWith('text/') ?? false;
  const page = isPage ? String(answer.body) : '';
  const body = answer.jsonBody ?? (typeof answer.body === 'string' && !isPage ? JSON.parse(answer.body) : {});
  const status = answer.status ?? 200;
  checkPromise(found.name, { status, headers, body });
  return { status, headers, body, page, cookies: answer.cookies ?? [] };
}

/** Throws where an answer is not what openapi.json promises of its route. */
function checkPromise(name: string, { status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>): void {
  const route = describedRoutes().find((each) => each.name === name);
  if (!route) return;
  const promised = headers['content-type']?.startsWith('application/problem+json')
    ? problemDetails
    : route.answers[status];
  if (promised === undefined) throw new Error(`${name} promises no answer with ${status}`);
  if (typeof promised === 'string') return;
  const parsed = promised.safeParse(body);
  if (!parsed.success) throw new Error(`${name} answered ${status} otherwise than promised: ${parsed.error.message}`);
}

/** Hands a message to a queue's function. */
export async function deliver(name: string, message: unknown): Promise<void> {
  const options = queues.get(name);
  if (!options) throw new Error(`no queue function ${name}`);
  await options.handler(message, context(name));
}

/** One tick of a timer. */
export async function tick(name: string): Promise<void> {
  const timer = {
    isPastDue: false,
    schedule: { adjustForDST: false },
    scheduleStatus: { last: '', next: '', lastUpdated: '' },
  };
  const options = timers.get(name);
  if (!options) throw new Error(`no timer ${name}`);
  await options.handler(timer, context(name));
}

/** All that the functions logged since the test began: it must never hold content. */
export const logged: string[] = [];

function context(functionName: string): InvocationContext {
  return new InvocationContext({
    functionName,
    invocationId: 'invocation-1',
    logHandler: (_level, ...parts) => void logged.push(parts.join(' ')),
    triggerMetadata: { id: 'message-1' },
  });
}

/** Route parameters, decoded as the host hands them over; undefined when the path is another. */
function match(route: string, path: string): Record<string, string> | undefined {
  const wanted = route.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}
