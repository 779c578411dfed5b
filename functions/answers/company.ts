// A company's settings, users and entries in answers.
import { z } from 'zod';
import { rulesBody } from '../forms/rulesBody.ts';
import { calendarChoice, email, participants } from '../http/parameters.ts';
import { poll } from './link.ts';
import { count, instant, listOf, problem, problemSince } from './parts.ts';

export const synchronisation = z.strictObject({ state: z.enum(['enabled', 'disabled']), since: instant.optional() });

const step = z.strictObject({
  step: z.string(),
  state: z.enum(['ok', 'failed', 'warning', 'skipped']),
  tried: z.string(),
  answered: z.string().optional().meta({ description: 'the raw code that came back' }),
  problem: problem.optional(),
});
export const connectionTest = z.strictObject({ ok: z.boolean(), steps: z.array(step) }).meta({ id: 'ConnectionTest' });

export const testsFailed = problem.extend({
  tests: z.strictObject({ exchange: connectionTest, source: connectionTest.optional() }),
});

const credential = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret') }),
  z.strictObject({ kind: z.literal('certificate'), certificate: z.string() }),
]);

const signIn = z.discriminatedUnion('method', [
  z.strictObject({ method: z.enum(['password', 'basic', 'ntlm']), account: z.string() }),
  z.strictObject({
    method: z.literal('oauth'),
    loginUrl: z.string(),
    resourceUrl: z.string(),
    tenant: z.string(),
    clientId: z.string(),
    credential,
  }),
]);

const everyConnection = {
  calendar: calendarChoice.optional(),
  timeZone: z.string(),
  testMailbox: email,
  participants: participants.optional(),
  warning: problem.extend({ daysLeft: count.optional() }).optional(),
};

export const exchange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ews'),
    url: z.string(),
    version: z.string(),
    signIn,
    access: z.enum(['impersonation', 'delegate']),
    caCertificate: z.string().optional(),
    publicKeyPin: z.string().optional(),
    ...everyConnection,
  }),
  z.strictObject({
    kind: z.literal('graph'),
    cloud: z.string(),
    application: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('operator') }),
      z.strictObject({ kind: z.literal('own'), tenant: z.string(), clientId: z.string(), credential }),
    ]),
    ...everyConnection,
  }),
]);

const api = z.enum(['ews', 'graph']);
export const cutOverStarted = z.strictObject({ from: api, to: api, links: count });
export const cutoverProgress = z.strictObject({
  to: api,
  links: z.strictObject({ total: count, done: count, inProgress: count, waiting: count }),
  problems: z.array(problemSince.extend({ email: z.string().optional() })),
  next: z.string().optional(),
  decisions: z.array(z.strictObject({ at: instant, by: z.string() })),
});

export const consentStarted = z.strictObject({ url: z.string(), expiresAt: instant });
export const consent = z.strictObject({ cloud: z.string(), tenant: z.string(), grantedAt: instant });
/** The page that comes next, or the organisation that is connected. */
export const consentTurn = z.union([z.strictObject({ url: z.string() }), consent]);

const entryType = z.strictObject({ id: z.string(), name: z.string() });
/** An entry type as the application has it. `isDefault`: its own choice for new entries. */
const foundType = entryType.extend({ category: z.string().optional(), isDefault: z.boolean(), active: z.boolean() });
const sourceFields = {
  kind: z.string(),
  entryTypes: z.array(entryType),
  defaultType: z.string(),
  rules: rulesBody.optional(),
  connection: z.record(z.string(), z.unknown()).optional(),
  poll: poll.optional(),
  lacks: z
    .array(z.strictObject({ capability: z.string(), ability: z.string(), without: z.string(), because: z.string() }))
    .optional(),
};
export const source = z.strictObject(sourceFields);
export const sources = listOf(z.strictObject({ source: z.string(), ...sourceFields }));
export const entryTypes = listOf(foundType);

const webhookFields = { path: z.string(), madeAt: instant, formerEndsAt: instant.optional() };
export const webhook = z.strictObject(webhookFields);
export const madeWebhook = z.strictObject({ ...webhookFields, secret: z.string() });

export const people = z.strictObject({
  active: count,
  added: count,
  changed: count,
  ended: count,
  taken: z.array(z.string()).meta({ description: 'addresses that belong to another user' }),
});

export const users = listOf(
  z.strictObject({
    email: z.string(),
    name: z.string(),
    synchronisation: z.enum(['off', 'preview', 'on', 'inactive']),
    shared: z.literal(true).optional(),
  }),
);
export const user = z.strictObject({ name: z.string() });
export const movedUser = z.strictObject({ email: z.string(), name: z.string() });
export const sharedMailbox = z.strictObject({ name: z.string(), calendar: calendarChoice.optional() });

/** In the fields of the sign-in that it has. */
export const calendarRecord = z.strictObject({
  name: z.string(),
  folderName: z.string(),
  email,
  timeZone: z.string(),
  loginType: z.enum(['Plain', 'Auth']),
  domainName: z.string().optional(),
  serverUrl: z.string().optional(),
  exchangeVersion: z.string().optional(),
  caCertificate: z.string().optional(),
  clientLoginUrl: z.string().optional(),
  clientResourceUrl: z.string().optional(),
  clientTenantId: z.string().optional(),
  clientId: z.string().optional(),
});

/** An entry as PUT takes it. */
export const entry = z.looseObject({ type: z.string(), title: z.string(), owner: z.string() });
export const entries = listOf(entry.extend({ id: z.string(), etag: z.string() }));
