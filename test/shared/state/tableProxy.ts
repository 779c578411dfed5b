// Stands between the adapter and Azurite's tables and lets requests fail on command, before or after they were applied.
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';

/** `lost`: applied, but the answer never arrives. `refused`: not applied, the connection breaks. Else answered so. */
export type Fault = 'lost' | 'refused' | { readonly status: number; readonly body?: string };

export interface TableProxy {
  /** Azurite's connection string with the tables behind this proxy. */
  readonly connection: string;
  /** Requests that arrived, as `METHOD path`. */
  readonly seen: string[];
  /** What the next requests meet with, in order; afterwards everything passes. */
  readonly faults: Fault[];
  close(): Promise<void>;
}

export async function openTableProxy(): Promise<TableProxy> {
  const azurite = inject('azurite');
  const target = new URL(/TableEndpoint=([^;]+)/.exec(azurite)?.[1] ?? '');
  const seen: string[] = [];
  const faults: Fault[] = [];

  const forward = (incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault | undefined): void => {
    const { method, url: path, headers } = incoming;
    const onward = send({ host: target.hostname, port: target.port, method, path, headers }, (answer) => {
      if (fault === 'lost') {
        answer.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  };

  const server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.url?.split('?', 1)[0]}`);
    const fault = faults.shift();
    if (fault === 'refused') {
      incoming.destroy();
    } else if (typeof fault === 'object') {
      incoming.resume();
      outgoing.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body ?? '');
    } else {
      forward(incoming, outgoing, fault);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    connection: azurite.replace(/TableEndpoint=[^;]+/, `TableEndpoint=http://127.0.0.1:${port}${target.pathname}`),
    seen,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
