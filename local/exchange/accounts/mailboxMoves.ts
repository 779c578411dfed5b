// Mailbox moves. During a move nobody can open the mailbox. Afterwards another server answers for it, or it has left
// the organisation.
import { ResponseError } from '../soap/errors.ts';
import type { ExchangeServer } from '../soap/versions.ts';
import type { Mailbox } from '../store/store.ts';

/** The place of a mailbox: being moved, on a server of this organisation, or in another organisation. */
export type Whereabouts = 'moving' | ExchangeServer | 'elsewhere';

export interface MailboxMoves {
  set(address: string, whereabouts: Whereabouts): void;
  /** The server that answers for the mailbox. */
  serverOf(mailbox: Mailbox | undefined): ExchangeServer;
  /** Throws ResponseError where the mailbox cannot be opened here and now. */
  expectHere(mailbox: Mailbox): void;
}

/** `server` answers for every mailbox that was not moved. */
export function createMailboxMoves(server: ExchangeServer): MailboxMoves {
  const moved = new Map<string, Whereabouts>();
  const of = (mailbox: Mailbox) => moved.get(mailbox.address.toLowerCase()) ?? server;
  return {
    set: (address, whereabouts) => void moved.set(address.toLowerCase(), whereabouts),
    serverOf(mailbox) {
      const at = mailbox ? of(mailbox) : server;
      return at === 'moving' || at === 'elsewhere' ? server : at;
    },
    expectHere(mailbox) {
      const at = of(mailbox);
      if (at === 'moving') {
        throw new ResponseError(
          'ErrorMailboxMoveInProgress',
          'Mailbox move in progress. Try again later., Cannot open mailbox.',
        );
      }
      if (at === 'elsewhere') {
        throw new ResponseError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
      }
    },
  };
}
