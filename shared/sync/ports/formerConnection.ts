// The former connection, which helps while a link goes over to another interface. That connection may be blocked for good,
// so nothing needs it. Once it did not answer, this run does not ask it again.
import type { Mailbox, MailboxItem } from './mailbox.ts';
import type { Outcome } from './outcome.ts';

export interface FormerConnection {
  /** Absent where no such connection is kept, or it cannot be opened. */
  readonly mailbox?: Mailbox;
  /**
   * Translates ids of the former interface to ids of the interface in use; undefined for an id that means nothing. The
   * answer does not say whether the event still exists. Absent where no connection can be asked.
   */
  readonly translate?: (ids: readonly string[]) => Promise<Outcome<(string | undefined)[]>>;
}

/**
 * A reader of events by their former ids. For each id it answers the event that the former connection shows; undefined
 * where it shows none.
 */
export function readerByFormerId({
  mailbox,
}: FormerConnection): (ids: readonly string[]) => Promise<(MailboxItem | undefined)[]> {
  let answers = mailbox !== undefined;
  return async (ids) => {
    const items: (MailboxItem | undefined)[] = [];
    while (mailbox && answers && items.length < ids.length) {
      const reads = await mailbox.read(ids.slice(items.length, items.length + mailbox.batchSize));
      items.push(...reads.map((read) => (read.ok ? read.value : undefined)));
      answers = reads.some((read) => read.ok || read.failure.kind === 'gone');
    }
    return items;
  };
}
