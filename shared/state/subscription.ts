// The types of stored subscriptions to the change notifications of a link's mailbox.
import type { Instant } from '../calendar/event.ts';

/** One row for each link that has, or should have, a subscription at Microsoft Graph. */
export interface SubscriptionRow {
  readonly link: string;
  /** Absent where no subscription is known to exist. */
  readonly standing?: StandingSubscription;
  /** When the subscription is renewed or tried again. Nothing is sent to Microsoft before. */
  readonly dueAt: Instant;
  /** The reason why no subscription could be made or renewed, and since when. */
  readonly problem?: { readonly code: string; readonly at: Instant };
}

export interface StandingSubscription {
  /** The id that Microsoft gave. */
  readonly id: string;
  /** The id of the organisation. Notifications carry it. */
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
  /** Without `etag` it inserts. Returns false where another version is stored; then nothing was written. */
  put(row: SubscriptionRow, etag: string | undefined): Promise<boolean>;
  /** Removes this version. A row that was changed meanwhile stays. */
  remove(link: string, etag: string): Promise<void>;
}
