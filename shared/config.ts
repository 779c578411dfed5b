// The settings of the process, read once at start. One error names all that are missing or wrong, and repeats no value.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { readCompanyNetworks, readNetworks } from './net/networkSettings.ts';

/** A storage account, by connection string or by address; the address means the managed identity of the app. */
export type StorageConnection =
  | { readonly kind: 'connectionString'; readonly connectionString: string }
  | { readonly kind: 'managedIdentity'; readonly url: string };

export interface Config {
  /** Queues: the account that the Functions host uses too, because it runs the queue triggers. */
  readonly queues: StorageConnection;
  /** Tables. */
  readonly state: StorageConnection;
  /** The managed identity of the app to use. Without it, the app uses its system-assigned one. */
  readonly identityClientId?: string;
  /** 32 bytes. Without it, stored passwords have to be entered again, and links start over. */
  readonly encryptionKey: Uint8Array;
  /** The keys that were in use before, the newest first. They open values that were encrypted with them. */
  readonly formerEncryptionKeys: readonly Uint8Array[];
  /** 32 bytes, never changed. With another key, nothing that was made before counts as ours once rows are lost. */
  readonly marksKey: Uint8Array;
  readonly operatorKey: string;
  /** Private networks, as CIDR, in which servers may stand: for each company without networks of its own. */
  readonly allowedNetworks: readonly string[];
  /** The networks of single companies, by the id of the company. They take the place of `allowedNetworks`. */
  readonly companyNetworks: ReadonlyMap<string, readonly string[]>;
  /** The header x-local-user says who calls: on a developer's machine only. */
  readonly localUsers: boolean;
  /** The operator's own application in Microsoft 365, which organisations grant; absent where there is none. */
  readonly microsoft?: MicrosoftApplication;
  /** The address for Microsoft's change notifications, and how long a subscription lasts. Without it there are none. */
  readonly notifications?: { readonly url: string; readonly lifetimeMs: number };
  /** A stand-in for Microsoft's sign-in and Graph: on a developer's machine only. */
  readonly localMicrosoft?: { readonly url: string; readonly caCertificate: string };
}

export interface MicrosoftApplication {
  readonly cloud: 'global' | 'usGovernment' | 'china';
  readonly clientId: string;
  readonly credential:
    | { readonly kind: 'secret'; readonly secret: string }
    /** Both PEM. */
    | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
    /** The managed identity of the app as a federated credential: no secret to keep or to lose. */
    | { readonly kind: 'managedIdentity' };
  /** Where administrators come back to from Microsoft's pages: registered with the application. */
  readonly redirectUrl: string;
}

/** The message names each setting that is missing or wrong, and what it should be; never its value. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
}

const storage = z.string().transform((value, context): StorageConnection => {
  if (/^UseDevelopmentStorage=true;?$/i.test(value) || /(^|;)(AccountName|SharedAccessSignature)=/i.test(value)) {
    return { kind: 'connectionString', connectionString: value };
  }
  if (URL.parse(value)?.protocol === 'https:') return { kind: 'managedIdentity', url: value };
  context.addIssue({
    code: 'custom',
    message: 'must be a storage connection string or the https address of an account',
  });
  return z.NEVER;
});

const keyOf = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && /^[\w+/-]{43}=?$/.test(text) ? new Uint8Array(bytes) : undefined;
};

const encryptionKey = z.string().transform((value, context): Uint8Array => {
  const key = keyOf(value);
  if (key) return key;
  context.addIssue({ code: 'custom', message: 'must be 32 random bytes in base64' });
  return z.NEVER;
});

const formerKeys = z.string().transform((value, context): readonly Uint8Array[] => {
  const texts = value.split(',').map((each) => each.trim());
  const keys = texts.flatMap((each) => (each === '' ? [] : [keyOf(each)]));
  const read = keys.filter((key) => key !== undefined);
  if (read.length === keys.length) return read;
  context.addIssue({ code: 'custom', message: 'must be a comma-separated list of keys of 32 bytes in base64' });
  return z.NEVER;
});

const networks = z.string().transform((value, context): readonly string[] => {
  const read = readNetworks(value);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'must be a comma-separated list of networks such as 10.0.0.0/8' });
  return z.NEVER;
});

const companyNetworks = z.string().transform((value, context): ReadonlyMap<string, readonly string[]> => {
  const read = readCompanyNetworks(value);
  if (read) return read;
  const example = 'example=10.1.0.0/16,10.2.0.0/16;other=10.3.0.0/16';
  context.addIssue({ code: 'custom', message: `must be a list such as ${example}, each company once` });
  return z.NEVER;
});

/** An empty setting is one that is not set. */
const setting = z.string().transform((value) => (value === '' ? undefined : value));
const optional = setting.optional();

const publicUrl = optional.refine(isPublicUrl, 'must be the https address of the API, which ends in /api');

/** The most and the least that Microsoft gives (subscription resource type, Outlook events). */
const NOTIFICATION_MINUTES_MAX = 10_080;
const NOTIFICATION_MINUTES_MIN = 45;
const notificationMinutes = optional.transform((value, context) => {
  const minutes = value === undefined ? NOTIFICATION_MINUTES_MAX : /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (minutes >= NOTIFICATION_MINUTES_MIN && minutes <= NOTIFICATION_MINUTES_MAX) return minutes;
  context.addIssue({
    code: 'custom',
    message: `must be a number from ${NOTIFICATION_MINUTES_MIN} to ${NOTIFICATION_MINUTES_MAX}`,
  });
  return z.NEVER;
});

/** PEM of a certificate and of its private key, one after the other; their line ends may be written as \n. */
const certificateWithKey = optional.transform((value, context) => {
  if (value === undefined) return undefined;
  const pem = value.replaceAll('\\n', '\n');
  const [certificate] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem) ?? [];
  const [privateKey] = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[^-]+-----END \1-----/.exec(pem) ?? [];
  if (certificate && privateKey && belongTogether(certificate, privateKey)) return { certificate, privateKey };
  context.addIssue({ code: 'custom', message: 'must be a certificate and its private key in PEM' });
  return z.NEVER;
});

const schema = z.object({
  AzureWebJobsStorage: storage,
  STATE_STORAGE: storage,
  ENCRYPTION_KEY: encryptionKey,
  FORMER_ENCRYPTION_KEYS: formerKeys.default([]),
  MARKS_KEY: encryptionKey,
  OPERATOR_KEY: z.string().min(32, 'must have at least 32 characters'),
  ALLOWED_NETWORKS: networks.default([]),
  COMPANY_NETWORKS: companyNetworks.default(new Map()),
  AZURE_CLIENT_ID: z.string().optional(),
  LOCAL_USERS: z.enum(['true', 'false'], 'must be true or false').default('false'),
  PUBLIC_URL: publicUrl,
  NOTIFICATION_MINUTES: notificationMinutes,
  MICROSOFT_CLOUD: z.enum(['', 'global', 'usGovernment', 'china'], 'must be global, usGovernment or china').optional(),
  MICROSOFT_CLIENT_ID: optional,
  MICROSOFT_CLIENT_SECRET: optional,
  MICROSOFT_CERTIFICATE: certificateWithKey,
  LOCAL_MICROSOFT_URL: optional,
  LOCAL_MICROSOFT_CA: optional,
});

/**
 * Variables that Azure sets on its instances. There a header must never stand for a person. The first is missing on Flex
 * Consumption, which the Functions host itself knows by the last two (EnvironmentExtensions.cs).
 */
const AZURE_SETS = ['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME', 'WEBSITE_POD_NAME', 'LEGION_SERVICE_HOST'] as const;

/** Parses the app settings. Throws ConfigInvalid. `SCHEDULE` is not here: the Functions host reads it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // With a managed identity, this setting is several ones for the Functions host. The address of the queues is ours.
  const queues = environment.AzureWebJobsStorage ?? environment.AzureWebJobsStorage__queueServiceUri;
  const parsed = schema.safeParse({ ...environment, AzureWebJobsStorage: queues });
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => sentence(issue, environment));
  if (AZURE_SETS.some((name) => environment[name] !== undefined)) {
    if (environment.LOCAL_USERS === 'true') wrong.push('LOCAL_USERS must not be true in Azure');
    if (environment.LOCAL_MICROSOFT_URL) wrong.push('LOCAL_MICROSOFT_URL must not be set in Azure');
  }
  if (environment.MICROSOFT_CLIENT_ID && !environment.PUBLIC_URL) wrong.push('PUBLIC_URL is missing');
  if (environment.MICROSOFT_CLIENT_SECRET && environment.MICROSOFT_CERTIFICATE) {
    wrong.push('MICROSOFT_CLIENT_SECRET and MICROSOFT_CERTIFICATE must not both be set');
  }
  if (parsed.success && isRepeated([parsed.data.ENCRYPTION_KEY, ...parsed.data.FORMER_ENCRYPTION_KEYS])) {
    wrong.push('FORMER_ENCRYPTION_KEYS must not hold ENCRYPTION_KEY, or a key twice');
  }
  if (!parsed.success || wrong.length > 0) throw new ConfigInvalid(`Settings: ${wrong.join('; ')}.`);
  const settings = parsed.data;
  return {
    queues: settings.AzureWebJobsStorage,
    state: settings.STATE_STORAGE,
    ...(settings.AZURE_CLIENT_ID ? { identityClientId: settings.AZURE_CLIENT_ID } : {}),
    encryptionKey: settings.ENCRYPTION_KEY,
    formerEncryptionKeys: settings.FORMER_ENCRYPTION_KEYS,
    marksKey: settings.MARKS_KEY,
    operatorKey: settings.OPERATOR_KEY,
    allowedNetworks: settings.ALLOWED_NETWORKS,
    companyNetworks: settings.COMPANY_NETWORKS,
    localUsers: settings.LOCAL_USERS === 'true',
    ...notificationsOf(settings),
    ...microsoftOf(settings),
  };
}

const isRepeated = (keys: readonly Uint8Array[]): boolean =>
  new Set(keys.map((key) => Buffer.from(key).toString('base64'))).size < keys.length;

function notificationsOf({ PUBLIC_URL: url, NOTIFICATION_MINUTES: minutes }: z.output<typeof schema>) {
  return url === undefined
    ? {}
    : { notifications: { url: `${withoutSlash(url)}/notifications/graph`, lifetimeMs: minutes * 60_000 } };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

function microsoftOf(settings: z.output<typeof schema>): Pick<Config, 'microsoft' | 'localMicrosoft'> {
  const { MICROSOFT_CLIENT_ID: clientId, PUBLIC_URL: url } = settings;
  const { LOCAL_MICROSOFT_URL: localUrl, LOCAL_MICROSOFT_CA: caCertificate = '' } = settings;
  const local = localUrl === undefined ? {} : { localMicrosoft: { url: localUrl, caCertificate } };
  if (clientId === undefined || url === undefined) return local;
  const cloud = settings.MICROSOFT_CLOUD || 'global';
  const redirectUrl = `${withoutSlash(url)}/consent/callback`;
  return { ...local, microsoft: { cloud, clientId, credential: credentialOf(settings), redirectUrl } };
}

function credentialOf(settings: z.output<typeof schema>): MicrosoftApplication['credential'] {
  const { MICROSOFT_CLIENT_SECRET: secret, MICROSOFT_CERTIFICATE: certificate } = settings;
  if (secret !== undefined) return { kind: 'secret', secret };
  return certificate ? { kind: 'certificate', ...certificate } : { kind: 'managedIdentity' };
}

/** Plain HTTP is for this machine only: Microsoft accepts no other redirect either. */
function isPublicUrl(text: string | undefined): boolean {
  const url = text === undefined ? undefined : URL.parse(text);
  if (!url) return text === undefined;
  const local = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  return (url.protocol === 'https:' || local) && url.search === '' && url.hash === '' && url.username === '';
}

function belongTogether(certificate: string, privateKey: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}

/** zod's own messages can repeat a value: only ours are shown. */
function sentence(issue: z.core.$ZodIssue, environment: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  return issue.code === 'invalid_type' && environment[name] === undefined
    ? `${name} is missing`
    : `${name} ${issue.message}`;
}
