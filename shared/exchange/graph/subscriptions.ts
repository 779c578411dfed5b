// Subscriptions to the changes of a mailbox (learn.microsoft.com: subscription resource type; "Change notifications for
// Outlook resources"). A notification only says that something changed: which links it concerns and what is done is not
// known here.
import { z } from 'zod';
import type { Instant } from '../../calendar/event.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { GraphConnection } from './connection/connection.ts';
import type { GraphAsk } from './http/client.ts';

export interface SubscriptionAsked {
  /** Address of the mailbox. */
  readonly mailbox: string;
  /** Where Microsoft sends notifications and lifecycle events; it asks there before it answers the creation. */
  readonly url: string;
  /** At most 128 characters; every notification carries it. */
  readonly clientState: string;
  readonly expiresAt: Instant;
}

export interface SubscriptionMade {
  readonly id: string;
  /** The end that Microsoft gave, which may be another than the one asked for. */
  readonly expiresAt: Instant;
}

export interface GraphSubscriptions {
  /**
   * One for the mailbox's events. Another with the same address, whose creation was not answered to us, is replaced.
   * `denied` with `notifications-not-delivered`: Microsoft did not reach `url`, or got no right answer there.
   */
  create(asked: SubscriptionAsked): Promise<Outcome<SubscriptionMade>>;
  /** Answers the end that Microsoft gave; `gone` when there is no such subscription any more. */
  renew(mailbox: string, made: SubscriptionMade): Promise<Outcome<SubscriptionMade>>;
  /** Also ok where there was none. */
  remove(mailbox: string, id: string): Promise<Outcome<void>>;
}

/** The longest in older descriptions of Outlook's events: asked for where Microsoft refuses more. */
const CLAMPED_MS = 4_230 * 60_000;
/** A search for a subscription that was made without our knowing ends after so many pages. */
const PAGES_MAX = 20;

export function createGraphSubscriptions(connection: GraphConnection): GraphSubscriptions {
  const { now } = connection;
  const ask = async (mailbox: string, asked: GraphAsk): Promise<Outcome<unknown>> => {
    const answer = await connection.ask(mailbox, asked);
    return answer.ok ? ok(answer.value.value) : answer;
  };

  /** As long as `expiresAt`, else as long as Microsoft may still allow. */
  const clamped = async (
    expiresAt: Instant,
    attempt: (expiresAt: Instant) => Promise<Outcome<unknown>>,
  ): Promise<Outcome<unknown>> => {
    const answer = await attempt(expiresAt);
    const shorter = now() + CLAMPED_MS;
    return isRefused(answer, TOO_LONG) && shorter < expiresAt ? attempt(shorter) : answer;
  };

  const post = (asked: SubscriptionAsked): Promise<Outcome<unknown>> =>
    clamped(asked.expiresAt, (expiresAt) =>
      ask(asked.mailbox, (client) => orRefusal(client.api('/subscriptions').post(bodyOf({ ...asked, expiresAt })))),
    );

  /** Subscriptions of ours to this mailbox that send to this address. */
  const find = async ({ mailbox, url }: SubscriptionAsked): Promise<Outcome<string[]>> => {
    const ids: string[] = [];
    let path: string | undefined = '/subscriptions';
    for (let page = 0; path !== undefined && page < PAGES_MAX; page += 1) {
      const asked: string = path;
      const answer = await ask(mailbox, (client) => client.api(asked).get());
      if (!answer.ok) return answer;
      const parsed = list.safeParse(answer.value);
      if (!parsed.success) return failed(BROKEN);
      const { value, '@odata.nextLink': next } = parsed.data;
      ids.push(...value.filter((each) => each.notificationUrl === url).map(({ id }) => id));
      path = next;
    }
    return ok(ids);
  };

  const remove = async (mailbox: string, id: string): Promise<Outcome<void>> => {
    const answer = await ask(mailbox, (client) => client.api(`/subscriptions/${encodeURIComponent(id)}`).delete());
    return answer.ok || isGone(answer.failure) ? ok(undefined) : answer;
  };

  return {
    async create(asked) {
      const answer = await post(asked);
      if (!isRefused(answer, DUPLICATE)) return madeOf(answer);
      const found = await find(asked);
      if (!found.ok) return found;
      for (const id of found.value) {
        const removed = await remove(asked.mailbox, id);
        if (!removed.ok) return removed;
      }
      return madeOf(await post(asked));
    },

    async renew(mailbox, { id, expiresAt }) {
      const answer = await clamped(expiresAt, (end) =>
        ask(mailbox, (client) =>
          orRefusal(client.api(`/subscriptions/${encodeURIComponent(id)}`).patch({ expirationDateTime: iso(end) })),
        ),
      );
      return !answer.ok && isGone(answer.failure) ? failed({ kind: 'gone' }) : madeOf(answer);
    },

    remove,
  };
}

const iso = (instant: Instant): string => new Date(instant).toISOString();

/** lifecycleNotificationUrl can be said at the creation only. */
const bodyOf = ({ mailbox, url, clientState, expiresAt }: SubscriptionAsked): object => ({
  changeType: 'created,updated,deleted',
  // No part of an address: Microsoft's own examples leave the @ as it is.
  resource: `/users/${encodeURIComponent(mailbox).replaceAll('%40', '@')}/events`,
  notificationUrl: url,
  lifecycleNotificationUrl: url,
  clientState,
  expirationDateTime: iso(expiresAt),
});

/** A refusal that means something here, as a value: what is left is the connection's to judge. */
interface Refused {
  readonly refused: 'duplicate' | 'unreached' | 'too-long';
}
const DUPLICATE: Refused = { refused: 'duplicate' };
const UNREACHED: Refused = { refused: 'unreached' };
const TOO_LONG: Refused = { refused: 'too-long' };

async function orRefusal(request: Promise<unknown>): Promise<unknown> {
  try {
    return await request;
  } catch (error) {
    const parsed = graphError.safeParse(error);
    if (!parsed.success) throw error;
    const { statusCode, code } = parsed.data;
    if (statusCode === 409) return DUPLICATE;
    if (statusCode !== 400) throw error;
    return code === 'ValidationError' ? UNREACHED : TOO_LONG;
  }
}

/** The error that the client throws for an answer that is no success. */
const graphError = z.object({ statusCode: z.number(), code: z.string().nullish() });

const isRefused = (answer: Outcome<unknown>, refusal: Refused): boolean => answer.ok && answer.value === refusal;

/** Of a subscription, "not found" is never the mailbox. */
const isGone = (failure: Failure): boolean =>
  failure.kind === 'gone' || (failure.kind === 'denied' && failure.code === 'mailbox-not-found');

const BROKEN: Failure = { kind: 'transient', code: 'exchange-answer-broken', detail: 'subscription' };
const NOT_DELIVERED: Failure = { kind: 'denied', code: 'notifications-not-delivered', detail: 'ValidationError' };

const subscription = z.object({ id: z.string().min(1).max(200), expirationDateTime: z.string() });
const list = z.object({
  value: z.array(z.object({ id: z.string(), notificationUrl: z.string().nullish() })),
  '@odata.nextLink': z.string().optional(),
});

function madeOf(answer: Outcome<unknown>): Outcome<SubscriptionMade> {
  if (!answer.ok) return answer;
  if (answer.value === UNREACHED) return failed(NOT_DELIVERED);
  if (answer.value === DUPLICATE || answer.value === TOO_LONG) {
    return failed({ kind: 'transient', code: 'exchange-error', detail: 'subscription refused' });
  }
  const parsed = subscription.safeParse(answer.value);
  const expiresAt = Date.parse(parsed.data?.expirationDateTime ?? '');
  return parsed.success && !Number.isNaN(expiresAt) ? ok({ id: parsed.data.id, expiresAt }) : failed(BROKEN);
}
