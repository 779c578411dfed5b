// An Ivanti Neurons for ITSM for development, tests and demonstrations: its OData API over TLS on loopback, one tenant
// in memory. It follows the public descriptions of the API, never a client of ours. docs/ivanti.md says where each
// behaviour is documented.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/seams.ts';
import { tlsFiles } from '../exchange/http/tls.ts';
import { type Answer, type Asked, invalidPath, refusalAnswer } from './http/answer.ts';
import { askedOf } from './http/asked.ts';
import type { IvantiBehaviour } from './http/behaviour.ts';
import type { Account } from './http/signIn.ts';
import { createIvanti, type Ivanti } from './ivanti.ts';
import type { HookCall } from './records/workflows.ts';

export interface IvantiOptions {
  readonly clock: Clock;
  /** 0 or absent takes a free port. */
  readonly port?: number;
  /** Keeps the certificates between starts. */
  readonly tls?: string;
  readonly behaviour?: Partial<IvantiBehaviour>;
}

export interface LocalIvanti extends Omit<Ivanti, 'answer'>, Account {
  /** `https://localhost:PORT`, without `/HEAT`. */
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly caCertificate: string;
  /** Requests so far. */
  readonly requests: () => number;
  close(): Promise<void>;
}

/** Starts the server. Rejects where the port is taken. */
export async function startIvanti({ clock, port = 0, tls, behaviour }: IvantiOptions): Promise<LocalIvanti> {
  const { answer, ...ivanti } = createIvanti({ clock, behaviour, post });
  const { ca, certificate, key } = await tlsFiles(tls);
  let requests = 0;
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    requests += 1;
    const asked = await read(request);
    const origin = `https://${request.headers.host}`;
    send(response, asked === undefined ? refusalAnswer(invalidPath()) : answer(asked, origin));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // of a server that listens on a port
  return {
    ...ivanti,
    ...ivanti.account,
    url: `https://localhost:${address.port}`,
    caCertificate: ca,
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ivanti.workflows.sent();
    },
  };
}

const post = ({ url, headers, body }: HookCall): Promise<Response> =>
  fetch(url, { method: 'POST', headers, body, redirect: 'error' });

async function read(request: IncomingMessage): Promise<Asked | undefined> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { method = 'GET', url = '/', headers } = request;
  return askedOf({ method, url: new URL(url, 'https://ivanti'), text, headers });
}

function send(response: ServerResponse, { status, json, text, type, headers = {}, isLost = false }: Answer): void {
  if (isLost) {
    response.destroy();
    return;
  }
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  const contentType = type ?? (json === undefined ? 'text/plain' : 'application/json; charset=utf-8');
  response.writeHead(status, { ...(body === '' ? {} : { 'content-type': contentType }), ...headers });
  response.end(body);
}
