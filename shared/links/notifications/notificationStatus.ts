// The change notifications in the status of a link. They only make a run come sooner, so their problem is none of the
// link.
import type { Instant } from '../../calendar/event.ts';
import type { SubscriptionRow } from '../../state/subscription.ts';

export interface NotificationStatus {
  /** Microsoft tells of changes until then; absent where it does not now. */
  readonly until?: Instant;
  /** The reason why the subscription could not be made or renewed, and the time of the next try. */
  readonly problem?: { readonly code: string; readonly at: Instant };
  readonly nextTry?: Instant;
}

/** Undefined for a link without a subscription: the timer finds its changes. */
export function notificationStatusOf(row: SubscriptionRow | undefined, now: Instant): NotificationStatus | undefined {
  if (!row) return undefined;
  const { standing, problem, dueAt } = row;
  return {
    ...(standing && standing.expiresAt > now ? { until: standing.expiresAt } : {}),
    ...(problem ? { problem, nextTry: dueAt } : {}),
  };
}
