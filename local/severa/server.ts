// A Severa for development, tests and demonstrations: its REST API over TLS on loopback, one organisation in memory.
// It follows the public descriptions of the API, never a client of ours. docs/severa.md says where each behaviour is
// documented.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/seams.ts';
import { tlsFiles } from '../exchange/http/tls.ts';
import { type Answer, type Asked, Refusal, refusalAnswer } from './http/answer.ts';
import { defaultBehaviour, type SeveraBehaviour } from './http/behaviour.ts';
import { createTokens } from './http/token.ts';
import { createOffice, type Office } from './office.ts';
import { createOrganisation } from './records/organisation.ts';
import { createRoutes } from './routes.ts';

export interface SeveraOptions {
  readonly clock: Clock;
  /** 0 or absent takes a free port. */
  readonly port?: number;
  /** Keeps the certificates between starts. */
  readonly tls?: string;
  readonly behaviour?: Partial<SeveraBehaviour>;
}

export interface LocalSevera {
  /** `https://localhost:PORT/rest-api` */
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly caCertificate: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly behaviour: SeveraBehaviour;
  readonly office: Office;
  /** Requests so far. */
  readonly requests: () => number;
  close(): Promise<void>;
}

const CLIENT = { clientId: 'local-severa.apps.vismasevera.com', clientSecret: 'the secret of the local Severa' };
const BASE = /^\/rest-api(?:\/v1(?:\.0)?)?\//;

/** Starts the server. Rejects where the port is taken. */
export async function startSevera({ clock, port = 0, tls, behaviour: switches }: SeveraOptions): Promise<LocalSevera> {
  const behaviour: SeveraBehaviour = { ...defaultBehaviour(), ...switches };
  const organisation = createOrganisation(behaviour, clock);
  const answer = createRoutes(organisation, createTokens({ clock, behaviour, ...CLIENT }));
  const { ca, certificate, key } = await tlsFiles(tls);
  let requests = 0;
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    requests += 1;
    const asked = await read(request);
    if (!behaviour.dateHeader) response.sendDate = false;
    send(response, asked instanceof Refusal ? refusalAnswer(asked, behaviour.errorBody) : answer(asked));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // of a server that listens on a port
  return {
    url: `https://localhost:${address.port}/rest-api`,
    caCertificate: ca,
    ...CLIENT,
    behaviour,
    office: createOffice(organisation),
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked | Refusal> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const url = new URL(request.url ?? '/', 'https://severa');
  if (!BASE.test(url.pathname)) return new Refusal(404, 'NotFound');
  try {
    return {
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname.replace(BASE, '')).split('/'),
      query: url.searchParams,
      body: text === '' ? undefined : JSON.parse(text),
      headers: request.headers,
    };
  } catch {
    return new Refusal(400, 'InvalidRequest', { type: 'RequestBody', name: 'body' });
  }
}

function send(response: ServerResponse, { status, json, text, headers = {} }: Answer): void {
  const type = json === undefined ? 'text/plain' : 'application/json';
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  response.writeHead(status, { ...(body === '' ? {} : { 'content-type': type }), ...headers });
  response.end(body);
}
