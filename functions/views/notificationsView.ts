// What the status of a link says of its change notifications: they only make a run come sooner, so that their problem is
// none of the link's own.
import type { Instant } from '../../shared/calendar/event.ts';
import type { SubscriptionRow } from '../../shared/state/subscription.ts';
import { problemView } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';

/**
 * The field `notifications`: until when Microsoft tells of changes, and the problem of what could not be made or renewed
 * with when it is tried again. Empty for a link that has none, whose changes the timer finds.
 */
export function notificationsView(row: SubscriptionRow | undefined, now: Instant): { readonly notifications?: object } {
  if (!row) return {};
  const { standing, problem, dueAt } = row;
  return {
    notifications: {
      ...(standing && standing.expiresAt > now ? { until: instantText(standing.expiresAt) } : {}),
      ...(problem
        ? { problem: { ...problemView(problem), since: instantText(problem.at) }, nextTry: instantText(dueAt) }
        : {}),
    },
  };
}
