// A plain client of the local Graph: returns each answer as it came, checked against Microsoft's metadata where that is
// present.
import { request as httpsRequest } from 'node:https';
import { expect } from 'vitest';
import { type ExchangeOptions, type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { graphSchema } from '../../../contract/graphSchema.ts';
import { ADA, BEN, NOW, SERVICE } from '../ewsClient.ts';

export { ADA, BEN, NOW };

export const TENANT = '7c1f0a52-9a66-4d13-8a5f-0f6d6e1b2c3d';
export const APP = {
  clientId: '2b6f2f0e-6d5e-4b0a-9a3c-5d8e1f7a9b01',
  tenant: TENANT,
  secret: 'local-only',
  roles: ['Calendars.ReadWrite', 'User.Read.All', 'Mail.Read'],
  impersonates: 'all',
} as const;
/** An app with fewer permissions, for fewer mailboxes. */
export const READER = {
  ...APP,
  clientId: '5a0c9d84-3e1b-4f57-8f0e-6b7a1c2d3e4f',
  roles: ['Calendars.Read'],
  impersonates: [ADA],
};

export const startGraph = (options: Partial<ExchangeOptions> = {}): Promise<LocalExchange> =>
  startExchange({ mailboxes: [ADA, BEN], accounts: [SERVICE], apps: [APP, READER], clock: () => NOW, ...options });

export interface Asking {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A bearer token; that of APP unless given, none when null. */
  readonly token?: string | null;
}

export interface GraphReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // Any JSON: each test states what it expects.
  readonly body: Json;
}

export type Json = { readonly [name: string]: Json } & readonly Json[] & string;

const tokens = new WeakMap<LocalExchange, Map<string, string>>();

/** A token of the local Entra for Graph; kept for the exchange's life. */
export async function tokenOf(exchange: LocalExchange, app: { readonly clientId: string } = APP): Promise<string> {
  const known = tokens.get(exchange) ?? new Map<string, string>();
  tokens.set(exchange, known);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: APP.secret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const origin = new URL(exchange.url).origin;
  const url = `${origin}/${TENANT}/oauth2/v2.0/token`;
  const got =
    known.get(app.clientId) ??
    JSON.parse((await send(exchange, url, { method: 'POST', headers: {}, body: form.toString() })).text).access_token;
  known.set(app.clientId, got);
  return got;
}

/** Asks for `path` behind the version, or for a whole link. Rejects when the connection breaks. */
export async function ask(exchange: LocalExchange, path: string, asking: Asking = {}): Promise<GraphReply> {
  const { method = 'GET', body, headers = {}, token = await tokenOf(exchange) } = asking;
  const url = path.startsWith('https://') ? path : exchange.graph.url + path;
  const sent = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const answer = await send(exchange, url, {
    method,
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(sent !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: sent,
  });
  const json: Json = answer.text === '' ? {} : JSON.parse(answer.text);
  expect(complaints({ method, path: new URL(url).pathname }, answer.status, json)).toEqual([]);
  return { status: answer.status, headers: answer.headers, body: json };
}

/** The ways in which an answer breaks Microsoft's metadata; empty where the metadata is absent. */
function complaints(request: { readonly method: string; readonly path: string }, status: number, json: Json): string[] {
  const { method, path } = request;
  const schema = graphSchema();
  if (!schema) return [];
  if (status >= 400) return schema.complaints(json, 'error');
  if (path.endsWith('/$batch'))
    return json.responses?.flatMap((each) => [...schema.complaints({ id: each.id }, 'entity')]) ?? ['no responses'];
  const type = typeOfAnswer(method, path);
  return type === undefined ? [] : schema.complaints(json, type);
}

/** The answers inside a batch are checked by their own paths. */
export function typeOfAnswer(method: string, path: string): string | undefined {
  const last = path.split('/').slice(-2);
  if (method === 'DELETE' || /\/(accept|decline|tentativelyAccept|permanentDelete)$/.test(path)) return undefined;
  if (/\/(calendarView|instances|delta)$/.test(path)) return 'Collection(event)';
  if (path.endsWith('/events')) return method === 'POST' ? 'event' : 'Collection(event)';
  if (last[0] === 'events') return 'event';
  if (path.endsWith('/calendars')) return 'Collection(calendar)';
  if (path.endsWith('/calendar') || last[0] === 'calendars') return 'calendar';
  if (path.endsWith('/messages')) return 'Collection(message)';
  if (last[0] === 'mailFolders') return 'mailFolder';
  if (path.endsWith('/translateExchangeIds')) return 'Collection(convertIdResult)';
  if (path.endsWith('/subscriptions')) return method === 'POST' ? 'subscription' : 'Collection(subscription)';
  return last[0] === 'subscriptions' ? 'subscription' : 'user';
}

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

function send(exchange: LocalExchange, url: string, { method, headers, body }: Sent): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, ca: exchange.caCertificate, agent: false } as const;
    const request = httpsRequest(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const IMMUTABLE = { Prefer: 'IdType="ImmutableId"' };
export const events = (user = ADA) => `/users/${user}/events`;
export const utc = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
export const meetingOn = (date: string, more: object = {}) => ({
  subject: 'Review',
  start: utc(`${date}T09:00:00`),
  end: utc(`${date}T10:00:00`),
  ...more,
});
