// The settings, read once at start. What is missing or wrong is named, all at once, and no value is ever repeated.
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** A storage account, by connection string or by address; the address means the managed identity of the app. */
export type StorageConnection =
  | { readonly kind: 'connectionString'; readonly connectionString: string }
  | { readonly kind: 'managedIdentity'; readonly url: string };

export interface Config {
  /** Queues: the account that the Functions host uses too, because it runs the queue triggers. */
  readonly queues: StorageConnection;
  /** Tables. */
  readonly state: StorageConnection;
  /** Which of the app's managed identities to use; its system-assigned one without. */
  readonly identityClientId?: string;
  /** 32 bytes. Losing it means that stored passwords have to be entered again and links start over. */
  readonly encryptionKey: Uint8Array;
  readonly operatorKey: string;
  /** Private networks, as CIDR, in which an Exchange server may stand. */
  readonly allowedNetworks: readonly string[];
  /** Whether the header x-local-user is believed: on a developer's machine only. */
  readonly localUsers: boolean;
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

const encryptionKey = z.string().transform((value, context): Uint8Array => {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === 32 && /^[\w+/-]{43}=?$/.test(value)) return new Uint8Array(bytes);
  context.addIssue({ code: 'custom', message: 'must be 32 random bytes in base64' });
  return z.NEVER;
});

const networks = z.string().transform((value, context): readonly string[] => {
  const list = value.split(',').map((each) => each.trim());
  const filled = list.filter((each) => each !== '');
  if (filled.every(isNetwork)) return filled;
  context.addIssue({ code: 'custom', message: 'must be a comma-separated list of networks such as 10.0.0.0/8' });
  return z.NEVER;
});

const schema = z.object({
  AzureWebJobsStorage: storage,
  STATE_STORAGE: storage,
  ENCRYPTION_KEY: encryptionKey,
  OPERATOR_KEY: z.string().min(32, 'must have at least 32 characters'),
  ALLOWED_NETWORKS: networks.default([]),
  AZURE_CLIENT_ID: z.string().optional(),
  LOCAL_USERS: z.enum(['true', 'false'], 'must be true or false').default('false'),
});

/**
 * What Azure sets on its instances, where a header must never stand for a person. The first is missing on Flex
 * Consumption, which the Functions host itself knows by the last two (EnvironmentExtensions.cs).
 */
const AZURE_SETS = ['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME', 'WEBSITE_POD_NAME', 'LEGION_SERVICE_HOST'] as const;

/** Parses the app settings. Throws ConfigInvalid. `SCHEDULE` is not here: the Functions host reads it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // With an identity, the Functions host splits this one setting into several; ours is the address of the queues.
  const queues = environment.AzureWebJobsStorage ?? environment.AzureWebJobsStorage__queueServiceUri;
  const parsed = schema.safeParse({ ...environment, AzureWebJobsStorage: queues });
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => sentence(issue, environment));
  if (environment.LOCAL_USERS === 'true' && AZURE_SETS.some((name) => environment[name] !== undefined)) {
    wrong.push('LOCAL_USERS must not be true in Azure');
  }
  if (!parsed.success || wrong.length > 0) throw new ConfigInvalid(`Settings: ${wrong.join('; ')}.`);
  const settings = parsed.data;
  return {
    queues: settings.AzureWebJobsStorage,
    state: settings.STATE_STORAGE,
    ...(settings.AZURE_CLIENT_ID ? { identityClientId: settings.AZURE_CLIENT_ID } : {}),
    encryptionKey: settings.ENCRYPTION_KEY,
    operatorKey: settings.OPERATOR_KEY,
    allowedNetworks: settings.ALLOWED_NETWORKS,
    localUsers: settings.LOCAL_USERS === 'true',
  };
}

/** zod's own messages can repeat a value: only ours are shown. */
function sentence(issue: z.core.$ZodIssue, environment: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  return issue.code === 'invalid_type' && environment[name] === undefined
    ? `${name} is missing`
    : `${name} ${issue.message}`;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix = ''] = text.split('/');
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
}
