// What the benchmarks run against: Azurite in memory and the local Exchange, started once, and the product's own join
// of its adapters, whose requests are counted.
import { type Azurite, startAzurite } from '../../local/azurite.ts';
import { type LocalExchange, startExchange } from '../../local/exchange/server.ts';
import { type App, createApp } from '../../shared/app.ts';
import { randomIds, systemClock } from '../../shared/seams.ts';

export interface Requests {
  exchange: number;
  source: number;
  tables: number;
}

export interface Servers {
  readonly app: App;
  readonly azurite: Azurite;
  readonly exchange: LocalExchange;
  /** Of the product, since the start. */
  readonly requests: Readonly<Requests>;
  close(): Promise<void>;
}

export const account = { name: 'BENCH\\sync', password: 'of-the-benchmark', impersonates: 'all' } as const;
/** Fixed, so that two runs compare. */
export const encryptionKey = new Uint8Array(32).fill(7);

export async function startServers(): Promise<Servers> {
  const azurite = await startAzurite({ inMemory: true });
  const exchange = await startExchange({ mailboxes: [], accounts: [account], clock: systemClock });
  const requests: Requests = { exchange: 0, source: 0, tables: 0 };
  const storage = { kind: 'connectionString', connectionString: azurite.connectionString } as const;
  const app = createApp(
    {
      queues: storage,
      state: storage,
      encryptionKey,
      operatorKey: 'the-benchmark-has-no-operator',
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      localUsers: false,
    },
    {
      now: systemClock,
      newId: randomIds,
      meter: (target) => {
        requests[target] += 1;
      },
    },
  );
  await app.prepare();
  return {
    app,
    azurite,
    exchange,
    requests,
    async close() {
      await exchange.close();
      await azurite.stop();
    },
  };
}
