// A limit of requests at the same time for each mailbox. Outlook refuses an application's fifth request at once for the
// same mailbox, and other programs may use the same application (learn.microsoft.com: "Microsoft Graph service-specific
// throttling limits").
import pLimit, { type LimitFunction } from 'p-limit';

export interface AtOnce {
  /** Starts `work` as soon as fewer than the most are under way for `name`, in the order of the calls. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function createAtOnce(most: number): AtOnce {
  /** Of each name that is busy. A name that is idle is forgotten, since a connection may serve thousands of mailboxes. */
  const busy = new Map<string, LimitFunction>();
  return {
    async run(name, work) {
      const limit = busy.get(name) ?? pLimit(most);
      busy.set(name, limit);
      try {
        return await limit(work);
      } finally {
        if (limit.activeCount + limit.pendingCount === 0) busy.delete(name);
      }
    },
  };
}
