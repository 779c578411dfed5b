// The schemas of a company's rows: the company, its connections, users and the settings of its links.
import { z } from 'zod';
import { CLOUD_NAMES, EWS_VERSIONS } from '../../sync/ports/exchangeNames.ts';
import type { CalendarChoice } from '../../sync/ports/mailbox.ts';
import type { Tag } from '../../sync/ports/remote.ts';
import type { FailingPoll, MeetingRow, PollRow } from '../../sync/ports/store.ts';
import type { Announcement } from '../../sync/ports/tagLedger.ts';
import type { Consent, ConsentAttempt, ConsentStep } from '../consent.ts';
import type {
  EntryType,
  EwsSettings,
  ExchangeSettings,
  ExchangeSignIn,
  GraphApplication,
  GraphSettings,
  LinkSettings,
  SealedCredential,
  SharedMailbox,
  SourceSettings,
  User,
} from '../directory.ts';
import type { NudgeRow } from '../nudge.ts';
import type { Company, StoredApiKey } from '../register.ts';
import type { BudgetRow } from '../requestBudget.ts';
import type { Synchronisation } from '../synchronisation.ts';
import { rowSchema } from '../table/schema.ts';
import type { WebhookRow } from '../webhook.ts';
import { rulesRow } from './rulesRow.ts';

const text = z.string();
const instant = z.number().int();

export const companyRow = rowSchema<Company>({
  company: text,
  name: text,
  createdAt: instant,
  suspendedAt: instant.exactOptional(),
  deletesFrom: instant.exactOptional(),
  deletionStepAt: instant.exactOptional(),
});

export const apiKeyRow = rowSchema<StoredApiKey>({
  id: text,
  name: text,
  role: z.enum(['entries', 'company', 'operator']),
  company: text.exactOptional(),
  createdAt: instant,
  lastUsedOn: text.exactOptional(),
  endsAt: instant.exactOptional(),
  hash: text,
});

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
  // Rows from before Graph have no kind.
  kind: z.literal('ews').default('ews'),
  url: text,
  version: z.enum(EWS_VERSIONS),
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

/** The company that holds an organisation. This row decides; the company's own row is only a pointer. */
export interface TenantRow {
  readonly company: string;
}
export const tenantRow = rowSchema<TenantRow>({ company: text });

const consentStep: z.ZodType<ConsentStep> = z.union([
  rowSchema<Extract<ConsentStep, { kind: 'grant' }>>({ kind: z.literal('grant') }),
  // A row from before PKCE has no verifier: its sign-in began without a challenge.
  rowSchema<Extract<ConsentStep, { kind: 'signIn' }>>({
    kind: z.literal('signIn'),
    tenant: text,
    codeVerifier: text.default(''),
  }),
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

export const budgetRow = rowSchema<BudgetRow>({ free: z.number(), pausedUntil: z.number().exactOptional() });

export const nudgeRow = rowSchema<NudgeRow>({ askedAt: instant, polledAt: instant.exactOptional() });

export const webhookRow = rowSchema<WebhookRow>({
  generation: z.number().int(),
  madeAt: instant,
  ended: z.literal(true).exactOptional(),
  formerEndsAt: instant.exactOptional(),
  heard: z.array(text),
});

export const synchronisationRow = rowSchema<Synchronisation>({
  state: z.enum(['enabled', 'disabled']),
  at: instant,
});

export const userRow = rowSchema<User>({
  user: text,
  email: text,
  name: text,
  person: text.exactOptional(),
  inactive: z.literal(true).exactOptional(),
  shared: rowSchema<SharedMailbox>({ calendar: calendar.exactOptional() }).exactOptional(),
});

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

/** One row for each link that may have a hold. The hold row of the link decides. */
export interface HoldingRow {
  readonly link: string;
}
export const holdingRow = rowSchema<HoldingRow>({ link: text });

/** One row for each entry and each link with a pair of it. It is written unread, so that no list must be read and rewritten. */
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

/** Leads from an entry to its meeting. */
export interface EntryMeetingRow {
  readonly uid: string;
}
export const entryMeetingRow = rowSchema<EntryMeetingRow>({ uid: text });

const tag = rowSchema<Tag>({ pair: text, nonce: text, of: text.exactOptional() });
export const announcementRow = rowSchema<Announcement>({ tag, owner: text, at: instant, naturalKey: text, key: text });
export const tagOfEntryRow = rowSchema<{ readonly tag: Tag }>({ tag });
export const entryOfTagRow = rowSchema<{ readonly entry: string }>({ entry: text });
