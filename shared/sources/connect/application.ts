// The description of a business application, from which everything about its source follows. It names the settings that
// an administrator writes, the secrets to seal, and how to open it. docs/guides/add-a-source.md shows it.
import { z } from 'zod';
import type { Clock, Meter } from '../../seams.ts';
import type { Lacks } from './capabilities.ts';
import type { OpenApplication } from './openApplication.ts';
import type { RequestBudget } from './requestBudget.ts';

/** An application of any kind is opened with these. */
export interface SourceBasics {
  /** The type of the entries that are created from events. */
  readonly defaultType: string;
  /** Told of each request to the application. */
  readonly meter?: Meter;
}

/** An application that is called over the network is opened with these. */
export interface ConnectionBasics extends SourceBasics {
  /** CIDR blocks that may be called besides the public internet. */
  readonly allowedNetworks: readonly string[];
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly now: Clock;
  /** Present where the description limits the requests. The adapter takes one before each request. */
  readonly budget?: RequestBudget;
}

/** The settings and secrets of a source as they were stored, the secrets opened. */
export interface StoredConnection {
  readonly connection: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** An application that keeps its entries itself and is called over the network. */
export interface ConnectedApplication {
  readonly keepsEntries: 'itself';
  /** The name in settings; stored, so that it never changes. */
  readonly kind: string;
  /** The field `connection` of the settings. */
  readonly settings: z.ZodObject;
  /** The field `secrets` of the settings: write-only, each sealed before it is stored. */
  readonly secrets: Readonly<Record<string, z.ZodType<string, string>>>;
  /** The settings that name where secrets are sent, and as whom. When one changes, the secrets are asked for again. */
  readonly secretsBelongTo: readonly string[];
  /** The most requests a second that the application takes from a company, over all processes. */
  readonly requestsPerSecond?: number;
  /** Empty where the application has every ability. */
  readonly lacks: Lacks;
  /** Undefined when the stored settings are not those of this release, or a secret is missing. */
  open(stored: StoredConnection, basics: ConnectionBasics): OpenApplication | undefined;
}

type SecretsShape = Readonly<Record<string, z.ZodType<string, string>>>;

interface Description<Settings extends z.ZodObject, Secrets extends SecretsShape> {
  readonly kind: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly secretsBelongTo: readonly (keyof z.output<Settings> & string)[];
  readonly requestsPerSecond?: number;
  readonly lacks?: Lacks;
  /** Asks the application nothing yet. */
  readonly open: (
    given: { readonly settings: z.output<Settings>; readonly secrets: z.output<z.ZodObject<Secrets>> },
    basics: ConnectionBasics,
  ) => OpenApplication;
}

/** Describes an application; `open` gets settings and secrets parsed, with their types. */
export function connectedApplication<Settings extends z.ZodObject, Secrets extends SecretsShape>({
  open,
  lacks = {},
  ...described
}: Description<Settings, Secrets>): ConnectedApplication {
  const secretsSchema = z.strictObject(described.secrets);
  return {
    ...described,
    lacks,
    keepsEntries: 'itself',
    open(stored, basics) {
      const settings = described.settings.safeParse(stored.connection);
      const secrets = secretsSchema.safeParse(stored.secrets);
      if (!settings.success || !secrets.success) return undefined;
      return open({ settings: settings.data, secrets: secrets.data }, basics);
    },
  };
}
