// The server's mailboxes are made here: when it starts and, for a new employee, while it runs.
import type { Clock } from '../../../shared/seams.ts';
import { knownZone } from '../zones/zones.ts';
import type { Persistence } from './persist.ts';
import { createMailbox, type Mailbox } from './store.ts';

interface MailboxDefaults {
  readonly seed?: string;
  readonly clock: Clock;
  /** The id of a Windows zone. */
  readonly timeZone?: string;
}

interface MailboxPlaces {
  readonly state: Persistence;
  /** By address in lower case. */
  readonly mailboxes: Map<string, Mailbox>;
  /** Called after every change in a mailbox. */
  readonly told: (mailbox: Mailbox) => void;
}

/** A function that adds a mailbox with this address, once. It throws for an unknown zone. */
export function mailboxMaker(
  { seed = 'local', clock, timeZone: usual }: MailboxDefaults,
  { state, mailboxes, told }: MailboxPlaces,
): (address: string, options?: { readonly timeZone?: string }) => void {
  return (address, { timeZone = usual } = {}) => {
    const key = address.toLowerCase();
    if (mailboxes.has(key)) return;
    if (timeZone !== undefined && !knownZone(timeZone)) throw new Error(`There is no Windows time zone "${timeZone}".`);
    const saved = state.saved.get(key);
    const changed = () => {
      state.changed();
      const mailbox = mailboxes.get(key);
      if (mailbox) told(mailbox);
    };
    mailboxes.set(key, createMailbox({ address, seed, clock, changed, timeZone, saved }));
  };
}
