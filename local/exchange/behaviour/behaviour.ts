// Misbehaviour on command: faults of a real server, of a proxy in front of it, or of the network.
import type { EwsPolicy } from './ewsPolicy.ts';

/** The misbehaviour that a request meets: instead of its answer, or after it was carried out. */
export type Misbehaviour =
  /** ErrorServerBusy with BackOffMilliseconds: a SOAP fault with HTTP 500, or an answer with HTTP 200. */
  | { readonly kind: 'busy'; readonly backOffMilliseconds: number; readonly as: 'fault' | 'response' }
  /** HTTP 503 from the load balancer. */
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }
  /** HTTP 429 from a front end that counts requests. */
  | { readonly kind: 'tooManyRequests'; readonly retryAfterSeconds: number }
  /** HTTP 403 without a body, as a proxy in front of Exchange answers. Exchange Online gives a reason (EwsPolicy). */
  | { readonly kind: 'switchedOff' }
  /** Any refusal of Graph's, with its status. EWS has no such refusal and answers the bare status. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message: string }
  /** HTTP 200 with a sign-in page. */
  | { readonly kind: 'page' }
  /** The request is carried out. Its answer is cut in the middle. */
  | { readonly kind: 'truncated' }
  /** The request is carried out. Its answer has text in the middle that is not XML. */
  | { readonly kind: 'garbled' }
  /** No answer until the server closes. The request is not carried out. */
  | { readonly kind: 'hang' }
  /** HTTP 401, whatever the password. */
  | { readonly kind: 'unauthorised' }
  /** The connection breaks before the request is read. */
  | { readonly kind: 'dropped' }
  /** The request is carried out and the connection breaks before the answer. */
  | { readonly kind: 'lost' }
  /** Any SOAP fault. */
  | { readonly kind: 'fault'; readonly code: string; readonly message: string }
  /** Any response code, as one message for the whole request, with HTTP 200. */
  | { readonly kind: 'response'; readonly code: string; readonly message: string };

/** The limits of every budget; an absent limit allows everything. */
export interface Limits {
  /** EWSMaxConcurrency: open requests. One more gets ErrorExceededConnectionCount. */
  readonly concurrency?: number;
  /** ConcurrentSyncCalls: open SyncFolderItems requests. One more gets ErrorServerBusy with the policy's name. */
  readonly syncCalls?: number;
  /** Entries of one request that its budget covers. The later entries get ErrorServerBusy and are not carried out. */
  readonly batch?: number;
  /** The shortest time of an answer, in milliseconds. Requests overlap only while they are open. */
  readonly answerMs?: number;
}

export interface Behaviour {
  /** Misbehaves for the next `times` requests, or only for those of `operation` where it is given. */
  next(misbehaviour: Misbehaviour, times?: number, operation?: string): void;
  /** Answers every `n`th request with ErrorServerBusy. 0 ends this. */
  throttleEvery(n: number, backOffMilliseconds?: number): void;
  /** Replaces the limits of every budget. */
  limit(limits: Limits): void;
  limits(): Limits;
  /** Replaces the rules that decide who may use EWS. */
  allow(policy: EwsPolicy): void;
  policy(): EwsPolicy;
  /** Ends all misbehaviour. */
  clear(): void;
  /** Counts this request of `operation` and returns its misbehaviour, if any. */
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
