// The record of a shared calendar as people write and read it, with the fields of Ivanti's own record under its names.
// Each sign-in has its own fields: one of the other sign-in is refused by name.
import { z } from 'zod';
import { isTimeZone } from '../../shared/calendar/timeZone.ts';
import type { CalendarRecord } from '../../shared/links/connections/calendarRecord.ts';
import { EWS_VERSIONS, type ExchangeSettings } from '../../shared/links/settings.ts';
import { email } from '../http/parameters.ts';
import { certificate, clientId, secret, tenant } from './credentialBody.ts';

const RESOURCE = 'https://outlook.office365.com';
const CLOUD_SERVER = `${RESOURCE}/EWS/Exchange.asmx`;

/** The form of Graph's addresses, and the cloud that each belongs to (learn.microsoft.com, "National cloud deployments"). */
const GRAPH_CLOUDS: ReadonlyMap<string, 'global' | 'usGovernment' | 'china'> = new Map([
  ['https://graph.microsoft.com', 'global'],
  ['https://graph.microsoft.us', 'usGovernment'],
  ['https://microsoftgraph.chinacloudapi.cn', 'china'],
]);

const spelt = (version: string): string => version.toLowerCase().replaceAll(/[\s_]/g, '');

/** `Exchange2013_SP1`, or with spaces as Ivanti's list has it. */
const exchangeVersion = z.string().transform((text, context) => {
  const found = EWS_VERSIONS.find((version) => spelt(version) === spelt(text));
  if (found) return found;
  context.addIssue({ code: 'custom', message: `must be one of: ${EWS_VERSIONS.join(', ')}` });
  return z.NEVER;
});

const common = {
  name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
  /** `Calendar` is the mailbox's own, in every language. */
  folderName: z.string().trim().min(1, 'must not be empty').max(255, 'is too long').default('Calendar'),
  email,
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki').optional(),
};

const plain = z.strictObject({
  ...common,
  loginType: z.literal('Plain'),
  domainName: z
    .string()
    .regex(/^[\w.-]{1,200}$/, 'must be the name of a domain')
    .optional(),
  serverUrl: z.string(),
  exchangeVersion: exchangeVersion.default('Exchange2016'),
  /** Of a server with an authority of its own. */
  caCertificate: certificate.optional(),
  password: secret.max(1000, 'is too long').optional(),
});

const auth = z.strictObject({
  ...common,
  loginType: z.literal('Auth'),
  serverUrl: z.string().optional(),
  exchangeVersion: exchangeVersion.optional(),
  caCertificate: certificate.optional(),
  clientLoginUrl: z.string().default('https://login.microsoftonline.com'),
  clientResourceUrl: z.string().default(RESOURCE),
  clientTenantId: tenant,
  clientId,
  clientSecretKey: secret.max(1000, 'is too long').optional(),
});

/** The fields of EWS, which Graph does not need. */
const OF_EWS = ['serverUrl', 'exchangeVersion', 'caCertificate'] as const;

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

export const calendarRecordBody = z
  .discriminatedUnion('loginType', [plain, auth])
  .superRefine((body, context) => {
    if (body.loginType === 'Plain' || !GRAPH_CLOUDS.has(withoutSlash(body.clientResourceUrl))) return;
    for (const field of OF_EWS.filter((name) => body[name] !== undefined)) {
      context.addIssue({ code: 'custom', path: [field], message: 'is not asked for with Microsoft Graph' });
    }
  })
  .meta({ id: 'CalendarRecord' });
type Body = z.output<typeof calendarRecordBody>;

/** The connection that the record asks for, in the form of `PUT exchange`. */
export function connectionIn(body: Body, timeZone: string): Readonly<Record<string, unknown>> {
  const shared = { timeZone, testMailbox: body.email };
  if (body.loginType === 'Plain') {
    const { serverUrl: url, exchangeVersion: version, password, domainName, email } = body;
    const account = domainName === undefined ? email : `${domainName}\\${email.slice(0, email.indexOf('@'))}`;
    const signIn = { method: 'password', account, ...(password === undefined ? {} : { password }) };
    // The account has rights on its own mailbox alone.
    return { kind: 'ews', url, version, signIn, access: 'delegate', ...trustOf(body), ...shared };
  }
  const { clientTenantId, clientId: id, clientSecretKey, clientLoginUrl, clientResourceUrl } = body;
  const credential = { kind: 'secret', ...(clientSecretKey === undefined ? {} : { secret: clientSecretKey }) };
  const application = { tenant: clientTenantId, clientId: id, credential };
  const cloud = GRAPH_CLOUDS.get(withoutSlash(clientResourceUrl));
  if (cloud) return { kind: 'graph', cloud, application: { kind: 'own', ...application }, ...shared };
  return {
    kind: 'ews',
    url: body.serverUrl ?? CLOUD_SERVER,
    ...(body.exchangeVersion ? { version: body.exchangeVersion } : {}),
    signIn: {
      method: 'oauth',
      loginUrl: withoutSlash(clientLoginUrl),
      resourceUrl: withoutSlash(clientResourceUrl),
      ...application,
    },
    ...trustOf(body),
    ...shared,
  };
}

const trustOf = ({ caCertificate }: Body): object => (caCertificate === undefined ? {} : { caCertificate });

/** The field of the record from which this field of the connection was made. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^url$/, 'serverUrl'],
  [/password$/, 'password'],
  [/credential\.secret$/, 'clientSecretKey'],
  [/loginUrl$/, 'clientLoginUrl'],
  [/resourceUrl$/, 'clientResourceUrl'],
];

/** A sentence about a field of the connection, about the record's field instead. */
export const ofRecord = <E extends { readonly field: string }>(error: E): E => {
  const [, field] = NAMES.find(([pattern]) => pattern.test(error.field)) ?? [];
  return field === undefined ? error : { ...error, field };
};

/** Undefined: the mailbox's own calendar. */
export const folderIn = ({ folderName }: Body): { readonly name: string } | undefined =>
  folderName.toLowerCase() === 'calendar' ? undefined : { name: folderName };

/** PUT takes what GET answers. Secrets are write-only. */
export function calendarRecordView({ exchange, mailbox }: CalendarRecord): object {
  const calendar = mailbox.shared.calendar;
  const common = {
    name: mailbox.name,
    folderName: calendar && 'name' in calendar ? calendar.name : 'Calendar',
    email: mailbox.email,
    timeZone: exchange.timeZone,
  };
  return { ...common, ...signInView(exchange) };
}

function signInView(exchange: ExchangeSettings): object {
  if (exchange.kind === 'graph') {
    const { application, cloud } = exchange;
    const resource = [...GRAPH_CLOUDS].find(([, name]) => name === cloud)?.[0];
    const ids =
      application.kind === 'own' ? { clientTenantId: application.tenant, clientId: application.clientId } : {};
    return { loginType: 'Auth', clientResourceUrl: resource, ...ids };
  }
  const { url: serverUrl, version, signIn, caCertificate } = exchange;
  const server = { serverUrl, exchangeVersion: version, ...(caCertificate === undefined ? {} : { caCertificate }) };
  if (signIn.method === 'oauth') {
    return {
      loginType: 'Auth',
      ...server,
      clientLoginUrl: signIn.loginUrl,
      clientResourceUrl: signIn.resourceUrl,
      clientTenantId: signIn.tenant,
      clientId: signIn.clientId,
    };
  }
  const [domainName, user] = signIn.account.split('\\');
  const domain = user === undefined ? {} : { domainName };
  return { loginType: 'Plain', ...server, ...domain };
}
