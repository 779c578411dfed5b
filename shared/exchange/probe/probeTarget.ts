// The mailboxes that a connection test opens.
import type { CalendarChoice } from '../../sync/ports/mailbox.ts';

export interface ProbeTarget {
  readonly testMailbox: string;
  /** Undefined: the default calendar of the mailbox. */
  readonly calendar?: CalendarChoice;
  /** Also creates an entry in the calendar and deletes it again. */
  readonly write: boolean;
  /** A mailbox that has to be refused. */
  readonly outsider?: string;
}
