// A proxy between the adapter and Azurite's tables. It fails requests on command, before or after they are applied.
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';

/** `lost`: applied, but without an answer. `refused`: not applied, and the connection breaks. Else: this answer. */
export type Fault = 'lost' | 'refused' | { readonly status: number; readonly body?: string };

export interface TableProxy {
  /** Azurite's connection string with the tables behind this proxy. */
  readonly connection: string;
  /** The requests that arrived, as `METHOD path`. */
  readonly seen: string[];
  /** The fates of the next requests, in order. Later requests pass. */
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
  // The cast is safe: a server that listens on a port has an AddressInfo.
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
