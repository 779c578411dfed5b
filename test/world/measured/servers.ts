// The benchmarks run against these: the servers in their own process, and in this one the product's own join of its
// adapters, whose requests are counted.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type App, createApp } from '../../../shared/app/app.ts';
import { type Meter, randomIds, systemClock } from '../../../shared/seams.ts';
import type { Addresses, Deed } from './serverProcess.ts';

export interface Requests {
  exchange: number;
  source: number;
  tables: number;
}

export interface Servers {
  readonly app: App;
  readonly exchange: Pick<Addresses, 'url' | 'caCertificate'>;
  /** Of the product, since the start. */
  readonly requests: Readonly<Requests>;
  /** Lets people do something. */
  people(deed: Deed): Promise<void>;
  close(): Promise<void>;
}

/** Fixed, so that two runs compare. */
export const encryptionKey = new Uint8Array(32).fill(7);

/** `alsoTold`: another who is told of each request, before it is sent. */
export async function startServers(alsoTold: Meter = () => {}): Promise<Servers> {
  const child = fork(join(import.meta.dirname, 'serverProcess.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const addresses: Addresses = await answerOf(child);
  const requests: Requests = { exchange: 0, source: 0, tables: 0 };
  const storage = { kind: 'connectionString', connectionString: addresses.connectionString } as const;
  const app = createApp(
    {
      queues: storage,
      state: storage,
      encryptionKey,
      marksKey: new Uint8Array(32).fill(9),
      formerEncryptionKeys: [],
      operatorKey: 'the-benchmark-has-no-operator',
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      companyNetworks: new Map(),
      localUsers: false,
    },
    {
      now: systemClock,
      newId: randomIds,
      meter: (target) => {
        requests[target] += 1;
        alsoTold(target);
      },
    },
  );
  await app.prepare();
  return {
    app,
    exchange: addresses,
    requests,
    async people(deed) {
      const done = answerOf(child);
      child.send(deed);
      await done;
    },
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** The next message of the servers. They end only when they are told to, or because something is wrong with them. */
async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The servers ended with ${code}.`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
