// What is stored of the change notifications of a link's mailbox: the types that shared/app/notifications.ts sees.
import type { Instant } from '../calendar/event.ts';

/** One row per link that has, or should have, a subscription at Microsoft. */
export interface SubscriptionRow {
  readonly link: string;
  /** Absent: none is known to stand. */
  readonly standing?: StandingSubscription;
  /** Nothing is asked of Microsoft before: when it is renewed, or tried again. */
  readonly dueAt: Instant;
  /** Why none could be made or renewed, since when. */
  readonly problem?: { readonly code: string; readonly at: Instant };
}

export interface StandingSubscription {
  /** Microsoft's. */
  readonly id: string;
  /** The organisation's id, which notifications name. */
  readonly tenant: string;
  /** SHA-256 of the secret that notifications carry. */
  readonly clientStateHash: string;
  readonly expiresAt: Instant;
}

export interface StoredSubscription {
  readonly value: SubscriptionRow;
  readonly etag: string;
}

export interface Subscriptions {
  list(): Promise<StoredSubscription[]>;
  get(link: string): Promise<StoredSubscription | undefined>;
  /** `etag` undefined inserts. False when another version is stored: nothing was written. */
  put(row: SubscriptionRow, etag: string | undefined): Promise<boolean>;
  /** What was written or removed meanwhile stays as it is. */
  remove(link: string, etag: string): Promise<void>;
}
