// The settings of a source as administrators write and read them. The registry describes each application; its fields
// stand in `connection`, and its secrets in `secrets`, which are never shown.

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { unknownTypes } from '../../shared/links/link/unknownTypes.ts';
import type { LinkRules, Seal, SourceSettings } from '../../shared/links/settings.ts';
import type { ConnectedApplication } from '../../shared/sources/connect/application.ts';
import { type Application, applicationOf } from '../../shared/sources/registry.ts';
import type { FieldError } from '../http/answer.ts';
import { fieldErrors, PARSING } from '../http/fieldErrors.ts';
import { id } from '../http/parameters.ts';
import { type SecretMissing, secretMissing } from './credentialBody.ts';
import { rulesBody } from './rulesBody.ts';

const entryType = z.strictObject({ id, name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long') });

const everySource = {
  entryTypes: z.array(entryType).min(1, 'must name at least one type').max(100, 'must name at most 100 types'),
  defaultType: z.string(),
  /** Of links that are switched on without rules of their own. */
  rules: rulesBody.exactOptional(),
};

/** The settings of each application, for readers of the API's description. */
export const everySourceBody = (applications: readonly Application[]): z.ZodType =>
  z.union(applications.map(schemaOf)).meta({ id: 'SourceSettings' });

interface WrittenSource {
  readonly kind: string;
  readonly entryTypes: readonly z.output<typeof entryType>[];
  readonly defaultType: string;
  readonly rules?: LinkRules;
  readonly connection?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string | undefined>>;
}

export interface SourceBody {
  readonly written: WrittenSource;
  readonly application: Application;
}

/** Reads the settings of a source from a request, or says what is wrong with each field. GET adds `poll` and `lacks`: they are ignored. */
export function parseSourceBody(
  applications: readonly Application[],
  body: Readonly<Record<string, unknown>>,
): SourceBody | { readonly errors: readonly FieldError[] } {
  const { poll: _, lacks: __, ...written } = body;
  const application = typeof body.kind === 'string' ? applicationOf(applications, body.kind) : undefined;
  if (!application) return { errors: [kindError(applications, body.kind)] };
  const parsed = schemaOf(application).safeParse(written, PARSING);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const { rules, entryTypes } = parsed.data;
  const errors = rules ? unknownTypes(rules, entryTypes, 'rules.') : [];
  return errors.length > 0 ? { errors } : { written: parsed.data, application };
}

function kindError(applications: readonly Application[], kind: unknown): FieldError {
  const kinds = applications.map((application) => application.kind).join(', ');
  return { field: 'kind', message: kind === undefined ? 'is missing' : `must be one of: ${kinds}` };
}

function schemaOf(application: Application): z.ZodType<WrittenSource> {
  const fields = { ...everySource, kind: z.literal(application.kind) };
  const schema: z.ZodType<WrittenSource> =
    application.keepsEntries === 'here'
      ? z.strictObject(fields)
      : z.strictObject({
          ...fields,
          connection: application.settings.strict(),
          secrets: z.strictObject(application.secrets).partial().default({}),
        });
  return schema
    .refine(({ entryTypes, defaultType }) => entryTypes.some((type) => type.id === defaultType), {
      path: ['defaultType'],
      message: 'must be the id of one of entryTypes',
    })
    .refine(({ entryTypes }) => new Set(entryTypes.map((type) => type.id)).size === entryTypes.length, {
      path: ['entryTypes'],
      message: 'must name each id once',
    });
}

/** The settings to store under this id, with sealed secrets; those that are not given are taken from `stored`. */
export function sourceSettings(
  source: string,
  { written, application }: SourceBody,
  secrets: { readonly stored: SourceSettings | undefined; readonly seal: Seal },
): SourceSettings | SecretMissing {
  const { secrets: given = {}, connection, ...plain } = written;
  if (application.keepsEntries === 'here') return { source, ...plain };
  const kept = keptSecrets(application, written, secrets.stored);
  const sealed: Record<string, string> = {};
  for (const name of Object.keys(application.secrets)) {
    const secret = given[name];
    const value = secret === undefined ? kept[name] : secrets.seal(secret);
    if (value === undefined) return secretMissing(`secrets.${name}`, secrets.stored);
    sealed[name] = value;
  }
  return { source, ...plain, connection: connection ?? {}, secrets: sealed };
}

/** The stored secrets, where they would be sent to the place that they were entered for. */
function keptSecrets(
  application: ConnectedApplication,
  written: WrittenSource,
  stored: SourceSettings | undefined,
): Readonly<Record<string, string>> {
  const isSame = (field: string) => isDeepStrictEqual(stored?.connection?.[field], written.connection?.[field]);
  const isKept = stored?.kind === application.kind && application.secretsBelongTo.every(isSame);
  return isKept ? (stored.secrets ?? {}) : {};
}

/** PUT takes what GET answers, so that a client changes what it read. Users of the company see no connection. */
export function sourceView(settings: SourceSettings, isAdministrator: boolean): object {
  const { source: _, secrets: __, connection, ...shown } = settings;
  return connection && isAdministrator ? { ...shown, connection } : shown;
}
