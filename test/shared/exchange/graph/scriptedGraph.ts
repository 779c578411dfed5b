// Microsoft's sign-in and Graph on loopback that answer what a test says and keep what they were asked: for answers that
// no well-behaved server gives. Tokens are given unless the test answers those requests too.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createGraphConnection,
  type GraphConnection,
  type GraphConnectionOptions,
} from '../../../../shared/exchange/graph/connection/connection.ts';
import { CLOUDS } from '../../../../shared/exchange/graph/http/clouds.ts';
import { CA_CERTIFICATE, SERVER_CERTIFICATE, SERVER_KEY } from '../ews/loopbackIdentity.ts';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** True for a request for a token. Microsoft's library adds a query of its own. */
export const isToken = ({ url }: Pick<Asked, 'url'>): boolean => url.includes('/oauth2/v2.0/token');

/** Undefined where the default is good: a token, an empty calendar. */
export type Script = (asked: Asked) => Answer | undefined | Promise<Answer | undefined>;

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const CLIENT = '66666666-7777-4888-8999-000000000000';
export const MAILBOX = 'ada@example.com';
export const NOW = Date.parse('2026-11-20T12:00:00Z');

export interface ScriptedGraph {
  readonly origin: string;
  /** Requests to Graph so far. */
  readonly asked: Asked[];
  /** Requests for a token so far. */
  readonly tokens: Asked[];
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
});

/** Graph's words for a refusal. */
export const refusal = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  json(status, { error: { code, message: 'secret text', innerError: {} } }, headers);

/** A token with these claims, as far as its reader is concerned. */
export const tokenOf = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

export const tokenAnswer = (claims: object = { tid: TENANT, roles: ['Calendars.ReadWrite'] }): Answer =>
  json(200, { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: tokenOf(claims) });

const CALENDAR = json(200, { id: 'AAMk', name: 'Calendar', canEdit: true });

export async function scriptedGraph(script: Script = () => undefined): Promise<ScriptedGraph> {
  const asked: Asked[] = [];
  const tokens: Asked[] = [];
  let origin = '';
  const discovery = (tenant: string) =>
    json(200, {
      issuer: `${origin}/${tenant}/v2.0`,
      authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    });
  const server = createServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      const one: Asked = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      const isDiscovery = url.includes('openid-configuration');
      if (!isDiscovery) (isToken(one) ? tokens : asked).push(one);
      const fallback = isToken(one) ? tokenAnswer() : isDiscovery ? discovery(url.split('/')[1] ?? '') : CALENDAR;
      const answer = (isDiscovery ? undefined : await script(one)) ?? fallback;
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server has one
  origin = `https://localhost:${port}`;
  return { origin, asked, tokens };
}

export const optionsFor = (
  { origin }: ScriptedGraph,
  overrides: Partial<GraphConnectionOptions> = {},
): GraphConnectionOptions => ({
  cloud: { ...CLOUDS.global, loginUrl: origin, graphUrl: origin },
  tenant: TENANT,
  clientId: CLIENT,
  credential: { kind: 'secret', secret: 's3cret' },
  caCertificate: CA_CERTIFICATE,
  allowedNetworks: ['127.0.0.0/8', '::1/128'],
  timeoutMs: 5_000,
  now: () => NOW,
  ...overrides,
});

export function connectTo(graph: ScriptedGraph, overrides: Partial<GraphConnectionOptions> = {}): GraphConnection {
  const connection = createGraphConnection(optionsFor(graph, overrides));
  onTestFinished(() => connection.close());
  return connection;
}

/** Asks for Ada's calendar. */
export const askCalendar = (connection: GraphConnection, mailbox = MAILBOX) =>
  connection.ask(mailbox, (client) => client.api(`/users/${mailbox}/calendar`).select('id').get());
