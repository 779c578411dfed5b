// The schemas of what is stored of a company: itself, its connections, users and switches.
import { z } from 'zod';
import type {
  ApplicationCredential,
  CalendarChoice,
  Company,
  EntryType,
  ExchangeSettings,
  ExchangeSignIn,
  LinkSettings,
  SourceSettings,
  User,
} from './directory.ts';
import { rowSchema } from './schema.ts';

const text = z.string();
const instant = z.number().int();

/** A company with the hash of its API key: the key's own row is only a pointer, this one decides. */
export interface CompanyRow extends Company {
  readonly apiKeyHash: string;
}
export const companyRow = rowSchema<CompanyRow>({ company: text, name: text, createdAt: instant, apiKeyHash: text });

export interface ApiKeyRow {
  readonly company: string;
}
export const apiKeyRow = rowSchema<ApiKeyRow>({ company: text });

const credential: z.ZodType<ApplicationCredential> = z.union([
  rowSchema<Extract<ApplicationCredential, { kind: 'secret' }>>({ kind: z.literal('secret'), sealedSecret: text }),
  rowSchema<Extract<ApplicationCredential, { kind: 'certificate' }>>({
    kind: z.literal('certificate'),
    certificate: text,
    sealedPrivateKey: text,
  }),
]);

const signIn: z.ZodType<ExchangeSignIn> = z.union([
  rowSchema<Exclude<ExchangeSignIn, { method: 'oauth' }>>({
    method: z.enum(['password', 'basic', 'ntlm']),
    account: text,
    sealedPassword: text,
  }),
  rowSchema<Extract<ExchangeSignIn, { method: 'oauth' }>>({
    method: z.literal('oauth'),
    loginUrl: text,
    resourceUrl: text,
    tenant: text,
    clientId: text,
    credential,
  }),
]);

const calendar: z.ZodType<CalendarChoice> = z.union([
  rowSchema<{ readonly name: string }>({ name: text }),
  rowSchema<{ readonly id: string }>({ id: text }),
]);

/** The schema versions that the settings can name. */
export const EXCHANGE_VERSIONS = [
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
] as const satisfies readonly ExchangeSettings['version'][];

export const exchangeRow = rowSchema<ExchangeSettings>({
  url: text,
  version: z.enum(EXCHANGE_VERSIONS),
  signIn,
  access: z.enum(['impersonation', 'delegate']),
  calendar: calendar.exactOptional(),
  caCertificate: text.exactOptional(),
  publicKeyPin: text.exactOptional(),
  timeZone: text,
  testMailbox: text,
});

export const sourceRow = rowSchema<SourceSettings>({
  source: text,
  kind: z.literal('entries'),
  entryTypes: z.array(rowSchema<EntryType>({ id: text, name: text })),
  defaultType: text,
});

export const userRow = rowSchema<User>({ user: text, email: text, name: text });

export const linkSettingsRow = rowSchema<LinkSettings>({
  link: text,
  source: text,
  on: z.boolean(),
  started: z.boolean(),
  epoch: z.number().int(),
  conflictPolicy: z.enum(['mailbox', 'source']),
  endsAfter: instant,
  calendar: calendar.exactOptional(),
});

export interface PollWatermarkRow {
  readonly watermark: string;
}
export const pollWatermarkRow = rowSchema<PollWatermarkRow>({ watermark: text });

/** One row per entry and link that holds a pair of it: inserted blindly, no list is read, changed and written back. */
export interface HolderRow {
  readonly entry: string;
  readonly link: string;
}
export const holderRow = rowSchema<HolderRow>({ entry: text, link: text });
