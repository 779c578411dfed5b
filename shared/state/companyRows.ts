// The schemas of what is stored of a company: itself, its connections, users and switches.
import { z } from 'zod';
import type { FailingPoll, MeetingRow, PollRow } from '../sync/ports/store.ts';
import type { Consent, ConsentAttempt, ConsentStep } from './consent.ts';
import type {
  CalendarChoice,
  Company,
  EntryType,
  EwsSettings,
  ExchangeSettings,
  ExchangeSignIn,
  GraphApplication,
  GraphSettings,
  LinkSettings,
  SealedCredential,
  SourceSettings,
  User,
} from './directory.ts';
import { CLOUD_NAMES, EXCHANGE_VERSIONS } from './exchangeNames.ts';
import { rulesRow } from './rulesRow.ts';
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

const credential: z.ZodType<SealedCredential> = z.union([
  rowSchema<Extract<SealedCredential, { kind: 'secret' }>>({ kind: z.literal('secret'), sealedSecret: text }),
  rowSchema<Extract<SealedCredential, { kind: 'certificate' }>>({
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

const participants = z.enum(['silentCopies', 'invitations']);

const ewsRow = rowSchema<EwsSettings>({
  // Rows of the time before Graph do not say it.
  kind: z.literal('ews').default('ews'),
  url: text,
  version: z.enum(EXCHANGE_VERSIONS),
  signIn,
  access: z.enum(['impersonation', 'delegate']),
  calendar: calendar.exactOptional(),
  caCertificate: text.exactOptional(),
  publicKeyPin: text.exactOptional(),
  timeZone: text,
  testMailbox: text,
  participants: participants.exactOptional(),
});

const cloud = z.enum(CLOUD_NAMES);

const application: z.ZodType<GraphApplication> = z.union([
  rowSchema<Extract<GraphApplication, { kind: 'operator' }>>({ kind: z.literal('operator') }),
  rowSchema<Extract<GraphApplication, { kind: 'own' }>>({
    kind: z.literal('own'),
    tenant: text,
    clientId: text,
    credential,
  }),
]);

const graphRow = rowSchema<GraphSettings>({
  kind: z.literal('graph'),
  cloud,
  application,
  calendar: calendar.exactOptional(),
  timeZone: text,
  testMailbox: text,
  participants: participants.exactOptional(),
});

export const exchangeRow: z.ZodType<ExchangeSettings> = z.union([ewsRow, graphRow]);

export const consentRow = rowSchema<Consent>({ cloud, tenant: text, grantedAt: instant });

/** The company that holds an organisation: this row decides, the company's own is only a pointer. */
export interface TenantRow {
  readonly company: string;
}
export const tenantRow = rowSchema<TenantRow>({ company: text });

const consentStep: z.ZodType<ConsentStep> = z.union([
  rowSchema<Extract<ConsentStep, { kind: 'grant' }>>({ kind: z.literal('grant') }),
  rowSchema<Extract<ConsentStep, { kind: 'signIn' }>>({ kind: z.literal('signIn'), tenant: text }),
]);

export const consentAttemptRow = rowSchema<ConsentAttempt>({
  step: consentStep,
  nonce: text,
  sessionHash: text,
  expiresAt: instant,
});

export const sourceRow = rowSchema<SourceSettings>({
  source: text,
  kind: text,
  entryTypes: z.array(rowSchema<EntryType>({ id: text, name: text })),
  defaultType: text,
  rules: rulesRow.exactOptional(),
  connection: z.record(text, z.unknown()).exactOptional(),
  secrets: z.record(text, text).exactOptional(),
});

export const userRow = rowSchema<User>({ user: text, email: text, name: text });

export const linkSettingsRow = rowSchema<LinkSettings>({
  link: text,
  source: text,
  on: z.boolean(),
  started: z.boolean(),
  epoch: z.number().int(),
  conflictPolicy: z.enum(['mailbox', 'source']),
  rules: rulesRow.exactOptional(),
  endsAfter: instant,
  calendar: calendar.exactOptional(),
  removing: z.literal(true).exactOptional(),
});

const failingPoll = rowSchema<FailingPoll>({
  failures: z.number().int(),
  notBefore: instant,
  settings: text,
  problem: rowSchema<FailingPoll['problem']>({ code: text, detail: text.exactOptional(), at: instant }),
});
export const pollRow = rowSchema<PollRow>({ watermark: text.exactOptional(), failing: failingPoll.exactOptional() });

/** One row per link whose deletes wait, or have waited until just now: its own hold decides. */
export interface HoldingRow {
  readonly link: string;
}
export const holdingRow = rowSchema<HoldingRow>({ link: text });

/** One row per entry and link that holds a pair of it: inserted blindly, no list is read, changed and written back. */
export interface HolderRow {
  readonly entry: string;
  readonly link: string;
}
export const holderRow = rowSchema<HolderRow>({ entry: text, link: text });

export const meetingRow = rowSchema<MeetingRow>({
  link: text,
  pair: text,
  nonce: text,
  at: instant,
  entry: text.exactOptional(),
  abandoned: z.array(rowSchema<MeetingRow['abandoned'][number]>({ pair: text, nonce: text })),
  invites: z.literal(true).exactOptional(),
});

/** The way from an entry to its meeting. */
export interface EntryMeetingRow {
  readonly uid: string;
}
export const entryMeetingRow = rowSchema<EntryMeetingRow>({ uid: text });
