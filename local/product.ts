// The whole product on one machine: Azurite, a local Exchange and the functions, joined and seeded. All of its state is
// in one folder, so that a second start goes on where the first ended.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../shared/seams.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { type LocalExchange, startExchange } from './exchange/server.ts';
import { lockFolder } from './folderLock.ts';
import { type Host, startHost } from './host/host.ts';
import type { HostLog } from './host/invoke.ts';
import { type LocalSettings, openLocalSettings, saveLocalSettings } from './localSettings.ts';
import { seed } from './seed.ts';

export interface ProductOptions {
  /** Where all state is kept; made when missing. */
  readonly folder: string;
  /** Port of the API on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Port of the local Exchange; 0 takes a free one. */
  readonly exchangePort: number;
  /** NCRONTAB of the timer. */
  readonly schedule: string;
  readonly log: HostLog;
  /** Networks, as CIDR, in which another Exchange than the local one may stand. */
  readonly allowedNetworks?: readonly string[];
}

export interface Product {
  /** `http://127.0.0.1:7071/api` */
  readonly api: string;
  readonly apiKey: string;
  readonly operatorKey: string;
  readonly exchange: LocalExchange;
  readonly azurite: Azurite;
  readonly host: Host;
  /** Ends the functions first, then Exchange, then Azurite, which writes its files. Harmless when called twice. */
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');
/** The bundle that local/build.ts makes. */
const entry = join(root, 'dist', 'main.cjs');

export const company = 'local';
export const users = [
  { email: 'ada@example.com', name: 'Ada' },
  { email: 'grace@example.com', name: 'Grace' },
] as const;
const timeZone = 'Europe/Helsinki';
/** How long another start on the same folder may take to end. */
const endingMs = 5_000;
const serviceAccount = 'EXAMPLE\\svc-sync';

/** Starts everything. Rejects with one sentence, with nothing left running, when a part cannot start. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
  };
  try {
    return { ...(await startParts(options, (end) => stops.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type OnStop = (end: () => void | Promise<void>) => void;

async function startParts(options: ProductOptions, onStop: OnStop) {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  onStop(await lockFolder(folder, endingMs));
  const settingsFile = join(folder, 'settings.json');
  const settings = openLocalSettings(settingsFile);
  const azurite = await startAzurite({ location: join(folder, 'azurite') });
  onStop(() => azurite.stop());
  const exchange = await startExchangeIn(options, settings);
  onStop(() => exchange.close());
  const host = await startHostOn(options, settings, azurite);
  onStop(() => host.close());

  const api = `${host.url}/api`;
  const apiKey = await seed({
    api,
    operatorKey: settings.OPERATOR_KEY,
    company,
    apiKey: settings.COMPANY_API_KEY,
    exchange: {
      url: exchange.url,
      account: serviceAccount,
      password: settings.EXCHANGE_PASSWORD,
      caCertificate: exchange.caCertificate,
      timeZone,
      testMailbox: users[0].email,
    },
    users,
    keep: (key) => saveLocalSettings(settingsFile, { ...settings, COMPANY_API_KEY: key }),
  });
  return { api, apiKey, operatorKey: settings.OPERATOR_KEY, exchange, azurite, host };
}

function startExchangeIn({ folder, exchangePort }: ProductOptions, settings: LocalSettings): Promise<LocalExchange> {
  return startExchange({
    port: exchangePort,
    mailboxes: users.map((user) => user.email),
    accounts: [{ name: serviceAccount, password: settings.EXCHANGE_PASSWORD, impersonates: 'all' }],
    stateFile: join(folder, 'exchange.json'),
    tls: join(folder, 'exchange-tls'),
    clock: systemClock,
  }).catch((error: unknown) => {
    throw portInUse(error) ? new Error(`Port ${exchangePort} is in use; give another with --exchange-port.`) : error;
  });
}

function startHostOn(options: ProductOptions, settings: LocalSettings, azurite: Azurite): Promise<Host> {
  return startHost({
    entry,
    hostJson: JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')),
    settings: {
      AzureWebJobsStorage: azurite.connectionString,
      STATE_STORAGE: azurite.connectionString,
      ENCRYPTION_KEY: settings.ENCRYPTION_KEY,
      OPERATOR_KEY: settings.OPERATOR_KEY,
      ALLOWED_NETWORKS: ['127.0.0.0/8', '::1/128', ...(options.allowedNetworks ?? [])].join(','),
      LOCAL_USERS: 'true',
      SCHEDULE: options.schedule,
      // A person looks on: what is sent to a queue is found sooner than on Azure.
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.5',
    },
    port: options.port,
    log: options.log,
    stateFolder: options.folder,
  });
}

function portInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
