// Misbehaviour on command: what a real server, a proxy before it or the network does on a bad day.
import type { EwsPolicy } from './ewsPolicy.ts';

/** What happens to a request instead of, or after, its being answered. */
export type Misbehaviour =
  /** ErrorServerBusy with BackOffMilliseconds: a SOAP fault with HTTP 500, or an answer with HTTP 200. */
  | { readonly kind: 'busy'; readonly backOffMilliseconds: number; readonly as: 'fault' | 'response' }
  /** HTTP 503 from the load balancer. */
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }
  /** HTTP 429 from a front end that counts requests. */
  | { readonly kind: 'tooManyRequests'; readonly retryAfterSeconds: number }
  /** HTTP 403 without a word, as whatever stands before an Exchange answers; Exchange Online says why (EwsPolicy). */
  | { readonly kind: 'switchedOff' }
  /** Any refusal of Graph's, with its status. EWS has no such thing and answers the bare status. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string }
  /** HTTP 200 with a sign-in page. */
  | { readonly kind: 'page' }
  /** The right answer, applied, cut in the middle. */
  | { readonly kind: 'truncated' }
  /** The right answer, applied, with text that is no XML in the middle. */
  | { readonly kind: 'garbled' }
  /** Nothing, until the server is closed. Not applied. */
  | { readonly kind: 'hang' }
  /** HTTP 401 whatever the password. */
  | { readonly kind: 'unauthorised' }
  /** The connection breaks before the request is looked at. */
  | { readonly kind: 'dropped' }
  /** The request is carried out and the connection breaks before the answer. */
  | { readonly kind: 'lost' }
  /** Any SOAP fault. */
  | { readonly kind: 'fault'; readonly code: string; readonly message: string }
  /** Any response code, as one message for the whole request, with HTTP 200. */
  | { readonly kind: 'response'; readonly code: string; readonly message: string };

/** What budgets allow; without a limit there is none. */
export interface Limits {
  /** EWSMaxConcurrency: open requests. One more gets ErrorExceededConnectionCount. */
  readonly concurrency?: number;
  /** ConcurrentSyncCalls: open SyncFolderItems requests. One more gets ErrorServerBusy with the policy's name. */
  readonly syncCalls?: number;
  /** Entries of one request that its budget covers. Those after them get ErrorServerBusy and are not carried out. */
  readonly batch?: number;
  /** How long each answer takes at least, in milliseconds: requests are open together only while they last. */
  readonly answerMs?: number;
}

export interface Behaviour {
  /** Misbehaves for the next `times` requests; of one operation only where it is named. */
  next(misbehaviour: Misbehaviour, times?: number, operation?: string): void;
  /** Answers every `n`th request with ErrorServerBusy; 0 ends that. */
  throttleEvery(n: number, backOffMilliseconds?: number): void;
  /** Puts limits on every budget, in place of those before. */
  limit(limits: Limits): void;
  limits(): Limits;
  /** Sets who may use EWS at all, in place of what was set before. */
  allow(policy: EwsPolicy): void;
  policy(): EwsPolicy;
  /** Behaves well again. */
  clear(): void;
  /** What happens to this request of `operation`; counts it. */
  take(operation: string): Misbehaviour | undefined;
}

const DEFAULT_BACK_OFF_MS = 1000;

export function createBehaviour(): Behaviour {
  let planned: { misbehaviour: Misbehaviour; left: number; operation: string | undefined }[] = [];
  let every = 0;
  let everyBackOffMs = DEFAULT_BACK_OFF_MS;
  let seen = 0;
  let limits: Limits = {};
  let policy: EwsPolicy = {};
  return {
    next(misbehaviour, times = 1, operation = undefined) {
      planned.push({ misbehaviour, left: times, operation });
    },
    throttleEvery(n, backOffMilliseconds = DEFAULT_BACK_OFF_MS) {
      every = n;
      everyBackOffMs = backOffMilliseconds;
      seen = 0;
    },
    limit(next) {
      limits = next;
    },
    limits: () => limits,
    allow(next) {
      policy = next;
    },
    policy: () => policy,
    clear() {
      planned = [];
      limits = {};
      policy = {};
      every = 0;
    },
    take(operation) {
      seen += 1;
      const due = planned.find((plan) => plan.operation === undefined || plan.operation === operation);
      if (due) {
        due.left -= 1;
        planned = planned.filter(({ left }) => left > 0);
        return due.misbehaviour;
      }
      if (every > 0 && seen % every === 0) return { kind: 'busy', backOffMilliseconds: everyBackOffMs, as: 'fault' };
      return undefined;
    },
  };
}
