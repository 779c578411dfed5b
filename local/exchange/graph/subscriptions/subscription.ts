// One subscription (learn.microsoft.com: subscription resource type): its data, the request for it, and its JSON.
import type { Clock } from '../../../../shared/seams.ts';
import type { Mailbox } from '../../store/store.ts';
import { objectOf } from '../event/draft.ts';
import { timestamp } from '../event/times.ts';
import type { GraphCaller } from '../request/call.ts';
import { accessDenied, GraphError, invalidRequest } from '../request/errors.ts';
import type { IdType } from '../request/ids.ts';

export interface Subscription extends Asked {
  readonly id: string;
  readonly caller: GraphCaller;
  readonly idType: IdType;
  /** The number of the calendar's last change that was told. */
  told: number;
}

/** The subscription that a request asks for. */
export interface Asked {
  readonly mailbox: Mailbox;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | undefined;
  readonly clientState: string | undefined;
  expiration: number;
}

/** Finds a user's mailbox by address or object id. */
export interface SubscriptionContext {
  readonly clock: Clock;
  readonly mailbox: (user: string) => Mailbox | undefined;
}

/** learn.microsoft.com, subscription resource type, maximum length of a subscription: Outlook event. */
const LIFETIME_MAX_MS = 10_080 * 60_000;
const LIFETIME_MIN_MS = 45 * 60_000;
const CLIENT_STATE_MAX = 128;
const RESOURCE = /^\/?users\/([^/]+)\/(?:calendar\/)?events$/i;
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//;

export const showSubscription = (each: Subscription): object => ({
  id: each.id,
  resource: each.resource,
  applicationId: each.caller.appId,
  changeType: each.changeType,
  clientState: each.clientState ?? null,
  notificationUrl: each.notificationUrl,
  notificationQueryOptions: null,
  lifecycleNotificationUrl: each.lifecycleNotificationUrl ?? null,
  expirationDateTime: timestamp(each.expiration),
  creatorId: each.caller.appId,
  includeResourceData: null,
  latestSupportedTlsVersion: 'v1_2',
  encryptionCertificate: null,
  encryptionCertificateId: null,
  notificationUrlAppId: null,
});

/** Throws GraphError for a resource that cannot be subscribed to. */
export function readSubscription(body: unknown, caller: GraphCaller, context: SubscriptionContext): Asked {
  const json = objectOf(body);
  const text = (name: string): string | undefined => {
    const value = json[name];
    if (value == null || value === '') return undefined;
    if (typeof value !== 'string') throw invalidRequest(`The property '${name}' must be a string.`);
    return value;
  };
  const required = (name: string): string => {
    const value = text(name);
    if (value === undefined) throw invalidRequest(`The property '${name}' is required.`);
    return value;
  };
  const resource = required('resource');
  const user = RESOURCE.exec(resource)?.[1];
  if (user === undefined) throw invalidRequest(`The resource '${resource}' is not supported.`);
  const mailbox = context.mailbox(decodeURIComponent(user));
  if (
    !mailbox ||
    !caller.hasUser(mailbox) ||
    !caller.mayOpen(mailbox) ||
    !caller.roles.some((role) => READ_ROLES.includes(role))
  )
    throw accessDenied();
  const clientState = text('clientState');
  if ((clientState?.length ?? 0) > CLIENT_STATE_MAX)
    throw invalidRequest('The clientState is longer than 128 characters.');
  const lifecycle = text('lifecycleNotificationUrl');
  return {
    mailbox,
    resource,
    changeType: readChangeType(required('changeType')),
    clientState,
    notificationUrl: readUrl('notificationUrl', required('notificationUrl')),
    lifecycleNotificationUrl: lifecycle && readUrl('lifecycleNotificationUrl', lifecycle),
    expiration: readExpiration(json.expirationDateTime, context.clock()),
  };
}

const READ_ROLES = ['Calendars.ReadWrite', 'Calendars.Read'];
const CHANGE_TYPES = ['created', 'updated', 'deleted'];

function readChangeType(text: string): string {
  if (text.split(',').every((type) => CHANGE_TYPES.includes(type.trim()))) return text;
  throw invalidRequest(`The changeType '${text}' is invalid.`);
}

/** Graph accepts https only. On this machine http is allowed too, for a function host without a certificate. */
function readUrl(name: string, url: string): string {
  if (URL.canParse(url) && (url.startsWith('https://') || LOOPBACK.test(url))) return url;
  throw invalidRequest(`The ${name} must be an https URL.`);
}

/** Less than 45 minutes become 45. More than 10,080 are refused. */
export function readExpiration(value: unknown, now: number): number {
  const wanted = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(wanted)) throw invalidRequest("The property 'expirationDateTime' is required.");
  if (wanted <= now || wanted > now + LIFETIME_MAX_MS) {
    const text = `Subscription expiration can only be ${LIFETIME_MAX_MS / 60_000} minutes in the future.`;
    throw new GraphError(400, { code: 'ExtensionError', message: text });
  }
  return Math.max(wanted, now + LIFETIME_MIN_MS);
}

/** A second subscription of the same app to the same resource is refused. */
export const isSame = (other: Subscription, asked: Asked, { appId, tenant }: GraphCaller): boolean =>
  other.caller.appId === appId &&
  other.caller.tenant === tenant &&
  other.resource.toLowerCase() === asked.resource.toLowerCase() &&
  other.changeType === asked.changeType &&
  other.notificationUrl === asked.notificationUrl;
