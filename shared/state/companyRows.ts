// The schemas of what is stored of a company: itself, its connections, users and switches.
import { z } from 'zod';
import type { Company, EntryType, ExchangeSettings, LinkSettings, SourceSettings, User } from './directory.ts';
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

export const exchangeRow = rowSchema<ExchangeSettings>({
  url: text,
  version: z.enum(['Exchange2013', 'Exchange2013_SP1', 'Exchange2016']),
  account: text,
  sealedPassword: text,
  caCertificate: text.exactOptional(),
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
