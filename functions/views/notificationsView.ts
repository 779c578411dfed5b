// The change notifications in the status of a link.
import type { NotificationStatus } from '../../shared/links/notifications/notificationStatus.ts';
import { problemSinceView } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';

/** The field `notifications`; empty for a link that has none. */
export function notificationsView(status: NotificationStatus | undefined): { readonly notifications?: object } {
  if (!status) return {};
  const { until, problem, nextTry } = status;
  return {
    notifications: {
      ...(until === undefined ? {} : { until: instantText(until) }),
      ...(problem ? { problem: problemSinceView(problem) } : {}),
      ...(nextTry === undefined ? {} : { nextTry: instantText(nextTry) }),
    },
  };
}
