// What the connection of before can tell while a link goes on over another interface. It may be blocked for good by then:
// nothing needs it, and once it did not answer it is not asked again in this run.
import type { Mailbox, MailboxItem } from './mailbox.ts';
import type { Outcome } from './outcome.ts';

export interface Former {
  /** Absent where no such connection is kept, or it cannot be opened. */
  readonly mailbox?: Mailbox;
  /**
   * For each id of the former interface the one of the interface in use; undefined where it means nothing. Whether the
   * event still exists is not said by it. Absent where no connection can be asked.
   */
  readonly translate?: (ids: readonly string[]) => Promise<Outcome<(string | undefined)[]>>;
}

/** Reads events by their former ids: for each what the former connection shows, undefined where it shows nothing. */
export function formerReader({ mailbox }: Former): (ids: readonly string[]) => Promise<(MailboxItem | undefined)[]> {
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
