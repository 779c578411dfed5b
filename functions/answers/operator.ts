// The operator's companies, keys and record in answers.
import { z } from 'zod';
import { count, instant, listOf } from './parts.ts';

const companyFields = {
  company: z.string(),
  name: z.string(),
  createdAt: instant,
  state: z.enum(['active', 'suspended', 'deleting']),
  suspendedAt: instant.optional(),
  deletesFrom: instant.optional(),
};
export const company = z.strictObject(companyFields);
export const companies = listOf(company);
export const createdCompany = z.strictObject({ company: z.string(), apiKey: z.string() });
export const cleanUp = z.strictObject({ asked: count, left: count });

export const deletion = z.strictObject({
  company: z.string(),
  state: companyFields.state,
  users: count,
  links: count,
  removing: count,
  pairs: count,
  losingValues: count,
  entries: count,
  secrets: count,
  apiKeys: count,
  consents: count,
  stays: z.strictObject({ events: count, entries: count }),
  complete: z.boolean(),
  cleanUp: z.string().optional(),
});

const keyFields = {
  id: z.string(),
  name: z.string(),
  role: z.enum(['operator', 'company', 'entries']),
  company: z.string().optional(),
  createdAt: instant,
  lastUsedOn: z.string().optional().meta({ format: 'date' }),
  endsAt: instant.optional(),
};
export const apiKeys = listOf(z.strictObject(keyFields));
export const madeKey = z.strictObject({ ...keyFields, key: z.string() });
export const replacedKey = z.strictObject({ ...keyFields, key: z.string(), formerEndsAt: instant });

export const encryptionKeys = z.strictObject({
  items: z.array(
    z.strictObject({
      key: z.string().optional(),
      use: z.enum(['inUse', 'former', 'missing']),
      secrets: count,
      losingValues: count,
      entries: count,
      links: count,
      linksOff: count,
      isNeeded: z.boolean().optional(),
    }),
  ),
});

export const decisions = listOf(
  z.strictObject({
    at: instant,
    by: z.string(),
    byKey: z.string().optional(),
    what: z.string(),
    count: count.optional(),
    fields: z.array(z.string()).optional(),
    key: z.string().optional(),
    company: z.string().optional(),
    conflict: z.string().optional(),
  }),
);

export const organisationHolder = z.strictObject({
  cloud: z.string(),
  tenant: z.string(),
  company: z.string(),
  grantedAt: instant.optional(),
  usersOn: count,
});
