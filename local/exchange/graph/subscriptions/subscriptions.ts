// Change notifications (learn.microsoft.com: Change notifications for Outlook resources): subscriptions with their
// handshake, notifications of a calendar's changes, and lifecycle events.
import { randomUUID } from 'node:crypto';
import type { Mailbox } from '../../store/store.ts';
import { objectOf } from '../event/draft.ts';
import type { GraphAnswer, GraphCaller } from '../request/call.ts';
import { GraphError, invalidRequest } from '../request/errors.ts';
import type { IdType } from '../request/ids.ts';
import { type LifecycleEvent, lastSeqOf, lifecycleNotification, notificationsFor } from './notification.ts';
import {
  isSame,
  readExpiration,
  readSubscription,
  type Subscription,
  type SubscriptionContext,
  showSubscription,
} from './subscription.ts';

/** Sends a POST to a notification URL. Tests replace it to receive or to fail. Rejects where nobody answers. */
export type Deliver = (
  url: string,
  body: object | undefined,
) => Promise<{ readonly status: number; readonly text: string }>;

export interface Subscriptions {
  create(caller: GraphCaller, body: unknown, idType: IdType): Promise<GraphAnswer>;
  get(caller: GraphCaller, id: string): GraphAnswer;
  list(caller: GraphCaller): GraphAnswer;
  renew(caller: GraphCaller, id: string, body: unknown): GraphAnswer;
  remove(caller: GraphCaller, id: string): GraphAnswer;
}

/** Events beside the API, by themselves or by a test. */
export interface Notifications {
  /** Tells subscribers what changed in this mailbox since they were last told. */
  changed(mailbox: Mailbox): void;
  /** Resolves when every notification under way was delivered or given up. */
  delivered(): Promise<void>;
  /** While true, no notification is sent, and none is sent later for these changes. */
  lose(lost: boolean): void;
  /** Sends a lifecycle event to every subscription. `subscriptionRemoved` also ends them. */
  lifecycle(event: LifecycleEvent): Promise<void>;
  count(): number;
}

export interface SubscriptionsOptions extends SubscriptionContext {
  readonly root: () => string;
  readonly deliver: Deliver;
}

const PER_MAILBOX_MAX = 1000;

export function createSubscriptions(options: SubscriptionsOptions): Subscriptions & Notifications {
  const all = new Map<string, Subscription>();
  const alive = (): Subscription[] => {
    for (const [id, { expiration }] of all) if (expiration <= options.clock()) all.delete(id);
    return [...all.values()];
  };
  return { ...subscriptionsApi(options, all, alive), ...notifier(options.deliver, all, alive) };
}

function subscriptionsApi(
  options: SubscriptionsOptions,
  all: Map<string, Subscription>,
  alive: () => Subscription[],
): Subscriptions {
  const { clock, root, deliver } = options;
  const ofCaller = ({ appId, tenant }: GraphCaller): Subscription[] =>
    alive().filter(({ caller }) => caller.appId === appId && caller.tenant === tenant);
  const own = (caller: GraphCaller, id: string): Subscription => {
    const found = ofCaller(caller).find((each) => each.id === id);
    if (!found) throw new GraphError(404, { code: 'ResourceNotFound', message: 'The object was not found.' });
    return found;
  };
  const shown = (status: number, each: Subscription): GraphAnswer => ({
    status,
    body: { '@odata.context': `${root()}/$metadata#subscriptions/$entity`, ...showSubscription(each) },
  });

  return {
    async create(caller, body, idType) {
      const asked = readSubscription(body, caller, options);
      const others = alive().filter(({ mailbox }) => mailbox === asked.mailbox);
      if (others.length >= PER_MAILBOX_MAX)
        throw new GraphError(403, { code: 'ExtensionError', message: 'Too many subscriptions.' });
      if (others.some((other) => isSame(other, asked, caller)))
        throw new GraphError(409, {
          code: 'InvalidRequest',
          message: 'A subscription already exists for the requested combination.',
        });
      for (const url of new Set([asked.notificationUrl, asked.lifecycleNotificationUrl])) {
        if (url !== undefined) await validate(url, deliver);
      }
      const made = { ...asked, id: randomUUID(), caller, idType, told: lastSeqOf(asked.mailbox) };
      all.set(made.id, made);
      return shown(201, made);
    },
    get: (caller, id) => shown(200, own(caller, id)),
    list: (caller) => ({
      status: 200,
      body: {
        '@odata.context': `${root()}/$metadata#subscriptions`,
        value: ofCaller(caller).map(showSubscription),
      },
    }),
    renew(caller, id, body) {
      const { expirationDateTime, ...rest } = objectOf(body);
      const [other] = Object.keys(rest);
      if (other !== undefined) throw invalidRequest(`The property '${other}' cannot be updated.`);
      const found = own(caller, id);
      found.expiration = readExpiration(expirationDateTime, clock());
      return shown(200, found);
    },
    remove(caller, id) {
      all.delete(own(caller, id).id);
      return { status: 204 };
    },
  };
}

/** The endpoint must answer the token that it gets, as plain text. */
async function validate(url: string, deliver: Deliver): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription. Request-Id: ${randomUUID()}`;
  const asking = `${url}${url.includes('?') ? '&' : '?'}validationToken=${encodeURIComponent(token)}`;
  const answer = await deliver(asking, undefined).catch(() => undefined);
  if (answer?.status === 200 && answer.text === token) return;
  const why = answer
    ? 'Notification endpoint must respond with 200 OK and the token to the validation request.'
    : 'The request timed out.';
  throw new GraphError(400, { code: 'ValidationError', message: `Subscription validation request failed. ${why}` });
}

function notifier(deliver: Deliver, all: Map<string, Subscription>, alive: () => Subscription[]): Notifications {
  const underWay = new Set<Promise<unknown>>();
  let losing = false;

  function send(url: string, value: readonly object[]): void {
    const sending: Promise<unknown> = deliver(url, { value })
      .catch(() => undefined)
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  }

  return {
    changed(mailbox) {
      for (const each of alive()) {
        if (each.mailbox !== mailbox) continue;
        const value = notificationsFor(each);
        each.told = lastSeqOf(mailbox);
        if (value.length > 0 && !losing) send(each.notificationUrl, value);
      }
    },
    async delivered() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    lose(lost) {
      losing = lost;
    },
    async lifecycle(event) {
      for (const each of alive()) {
        if (event === 'subscriptionRemoved') all.delete(each.id);
        const { lifecycleNotificationUrl } = each;
        if (lifecycleNotificationUrl !== undefined)
          await deliver(lifecycleNotificationUrl, { value: [lifecycleNotification(each, event)] });
      }
    },
    count: () => alive().length,
  };
}
