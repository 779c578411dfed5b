// Microsoft says that a mailbox changed. A message that is proven to be about the link's own subscription makes the link
// get a look, and nothing else.
import type { App } from '../../app/app.ts';
import type { Notification } from '../../app/exchange/notifications.ts';
import type { LinkName } from '../runs/linkRuns.ts';
import type { PendingRuns } from '../runs/pendingRuns.ts';

/** The message waits so long, so that a burst of notifications, as when somebody moves many events, is one look. */
const DELAY_S = 2;
/** Less than the delay, since the queue counts in whole seconds. */
const BURST_MS = 1_000;

export interface Heard {
  /** The link that the address of the request names. That proves nothing. */
  readonly name: LinkName;
  readonly notifications: readonly Notification[];
}

/** `pending` is this process's own: a burst within it is one message. Throws StoreUnavailable. */
export async function hearNotifications(app: App, { name, notifications }: Heard, pending: PendingRuns): Promise<void> {
  const { company, link } = name;
  if (!(await app.notifications.hear(company, link, notifications))) return;
  const key = `${company}|${link}`;
  const now = app.now();
  if (!pending.claim(key, now + BURST_MS, now)) return;
  try {
    await app.queues.syncLink({ company, link }, DELAY_S);
  } catch (error) {
    pending.arrived(key, now + BURST_MS);
    throw error;
  }
}
