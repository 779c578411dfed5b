// The whole product on one machine: Azurite, a local Exchange and the functions, joined and seeded. All state is in one
// folder, so that a second start continues where the first ended.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '../shared/seams.ts';
import { type ApplicationName, type LocalApplication, startApplication } from './applications.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { type LocalExchange, startExchange } from './exchange/server.ts';
import { lockFolder } from './folderLock.ts';
import { type Host, startHost } from './host/host.ts';
import type { HostLog } from './host/invoke.ts';
import { type LocalSettings, openLocalSettings, saveLocalSettings } from './localSettings.ts';
import { addressOf, seed } from './seed.ts';

export interface ProductOptions {
  /** The folder of all state, created when missing. */
  readonly folder: string;
  /** Port of the API on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Port of the local Exchange; 0 takes a free one. */
  readonly exchangePort: number;
  /** The interface by which the company reaches the local Exchange. Default: EWS. */
  readonly over?: 'ews' | 'graph';
  /** Over Graph: true when the local Exchange notifies the product of changes. */
  readonly notified?: boolean;
  /** NCRONTAB of the timer. */
  readonly schedule: string;
  readonly log: HostLog;
  /** A local business application, instead of the built-in source. */
  readonly source?: ApplicationName | undefined;
  /** Networks, as CIDR, that may hold another Exchange than the local one. */
  readonly allowedNetworks?: readonly string[];
}

export interface Product {
  /** `http://127.0.0.1:7071/api` */
  readonly api: string;
  readonly apiKey: string;
  readonly operatorKey: string;
  readonly exchange: LocalExchange;
  /** Absent with the built-in source. */
  readonly application: LocalApplication | undefined;
  readonly azurite: Azurite;
  readonly host: Host;
  /** The company's connection was changed by a person, and leads elsewhere than to the local Exchange. */
  readonly isConnectionOthers: boolean;
  /** Ends the functions first, then Exchange, then Azurite, which writes its files. A second call does no harm. */
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');
/** The bundle made by local/build.ts. */
const entry = join(root, 'dist', 'main.cjs');

export const company = 'local';
export const users = [
  { email: 'ada@example.com', name: 'Ada' },
  { email: 'grace@example.com', name: 'Grace' },
] as const;
const timeZone = 'Europe/Helsinki';
/** The time that an earlier start on the same folder may take to end. */
const endingMs = 5_000;
const serviceAccount = 'EXAMPLE\\svc-sync';
/** The application that the local organisation registered for itself. */
export const organisation = '7b0f6a52-0d5c-4f3e-9b1a-2c8d4e6f8a10';
export const applicationId = '3d5e7f90-1a2b-4c3d-8e4f-5a6b7c8d9e0f';
const roles = ['Calendars.ReadWrite'];

/** Starts everything. When a part cannot start, all is stopped and it rejects with one sentence. */
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
  if (options.source) beginAnew(folder);
  const settingsFile = join(folder, 'settings.json');
  const settings = openLocalSettings(settingsFile);
  const azurite = await startAzurite({ location: join(folder, 'azurite') });
  onStop(() => azurite.stop());
  const exchange = await startExchangeIn(options, settings);
  onStop(() => exchange.close());
  const application = options.source && (await startApplication(options.source, users));
  if (application) {
    onStop(() => application.close());
    keepKeys(application, folder);
  }
  const host = await startHostOn(options, settings, { azurite, exchange });
  onStop(() => host.close());

  const api = `${host.url}/api`;
  const connection = connectionTo(exchange, options.over, settings.EXCHANGE_PASSWORD);
  const { apiKey, isConnectionOthers } = await seed({
    api,
    operatorKey: settings.OPERATOR_KEY,
    company,
    apiKey: settings.COMPANY_API_KEY,
    exchange: connection,
    users,
    application,
    savedAddress: settings.EXCHANGE_ADDRESS,
    keep: (key) => saveLocalSettings(settingsFile, { ...settings, COMPANY_API_KEY: key }),
  });
  const EXCHANGE_ADDRESS = isConnectionOthers ? settings.EXCHANGE_ADDRESS : addressOf(connection);
  saveLocalSettings(settingsFile, {
    ...settings,
    COMPANY_API_KEY: apiKey,
    ...(EXCHANGE_ADDRESS === undefined ? {} : { EXCHANGE_ADDRESS }),
  });
  return { isConnectionOthers, application, api, apiKey, operatorKey: settings.OPERATOR_KEY, exchange, azurite, host };
}

/** The application keeps nothing between starts: links of an earlier start would lead nowhere. */
function beginAnew(folder: string): void {
  for (const state of ['settings.json', 'azurite', 'exchange.json']) {
    rmSync(join(folder, state), { recursive: true, force: true });
  }
}

/** For people who want to work in the application: its address and credentials, and the CA of its certificate. */
function keepKeys({ url, caCertificate, keys }: LocalApplication, folder: string): void {
  writeFileSync(join(folder, 'application-ca.pem'), caCertificate);
  writeFileSync(join(folder, 'application.json'), JSON.stringify({ url, ...keys }, null, 2), { mode: 0o600 });
}

function connectionTo({ url, caCertificate }: LocalExchange, over: ProductOptions['over'], password: string) {
  const place = { timeZone, testMailbox: users[0].email };
  if (over !== 'graph') {
    return {
      kind: 'ews',
      ...place,
      url,
      caCertificate,
      signIn: { method: 'basic', account: serviceAccount, password },
    } as const;
  }
  const credential = { kind: 'secret', secret: password };
  return {
    kind: 'graph',
    ...place,
    application: { kind: 'own', tenant: organisation, clientId: applicationId, credential },
  } as const;
}

function startExchangeIn({ folder, exchangePort }: ProductOptions, settings: LocalSettings): Promise<LocalExchange> {
  return startExchange({
    port: exchangePort,
    mailboxes: users.map((user) => user.email),
    accounts: [{ name: serviceAccount, password: settings.EXCHANGE_PASSWORD, impersonates: 'all' }],
    apps: [
      { clientId: applicationId, tenant: organisation, secret: settings.EXCHANGE_PASSWORD, roles, impersonates: 'all' },
    ],
    stateFile: join(folder, 'exchange.json'),
    tls: join(folder, 'exchange-tls'),
    clock: systemClock,
  }).catch((error: unknown) => {
    throw portInUse(error) ? new Error(`Port ${exchangePort} is in use; give another with --exchange-port.`) : error;
  });
}

async function startHostOn(
  options: ProductOptions,
  settings: LocalSettings,
  { azurite, exchange }: { readonly azurite: Azurite; readonly exchange: LocalExchange },
): Promise<Host> {
  // The address must be known before the functions are loaded.
  const port = options.notified && options.port === 0 ? await freePort() : options.port;
  return startHost({
    entry,
    hostJson: JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')),
    settings: {
      AzureWebJobsStorage: azurite.connectionString,
      STATE_STORAGE: azurite.connectionString,
      ENCRYPTION_KEY: settings.ENCRYPTION_KEY,
      MARKS_KEY: settings.MARKS_KEY,
      OPERATOR_KEY: settings.OPERATOR_KEY,
      ALLOWED_NETWORKS: ['127.0.0.0/8', '::1/128', ...(options.allowedNetworks ?? [])].join(','),
      LOCAL_USERS: 'true',
      LOCAL_MICROSOFT_URL: new URL(exchange.url).origin,
      LOCAL_MICROSOFT_CA: exchange.caCertificate,
      PUBLIC_URL: options.notified ? `http://127.0.0.1:${port}/api` : '',
      SCHEDULE: options.schedule,
      // A person is watching: messages must be found sooner than on Azure.
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.5',
    },
    port,
    log: options.log,
    stateFolder: options.folder,
  });
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // a TCP server has one
      server.close(() => resolve(port));
    });
  });
}

function portInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
