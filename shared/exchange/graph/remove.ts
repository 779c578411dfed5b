// To Deleted Items, mailing nobody: DELETE for what is the user's alone. An attendee's copy is declined without an
// answer to the organiser, which files it there. A meeting of the user's own goes only where it shall be cancelled,
// since Graph mails those who take part.
import type { MailboxRemoval } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { andThen } from '../series/andThen.ts';
import { askEach, type BatchRequest } from './connection/batch.ts';
import { eventPath, type GraphMailbox } from './connection/graphMailbox.ts';
import { WOULD_MAIL } from './update.ts';

/**
 * Compare and delete, where Graph keeps to If-Match. `gone` where the item does not exist any more: whoever removed it,
 * it was not this call.
 */
export const removeItems = (mailbox: GraphMailbox, removals: readonly MailboxRemoval[]): Promise<Outcome<void>[]> =>
  andThen(
    removals.map((removal) => requestOf(mailbox, removal)),
    (requests) => askEach(mailbox, requests, { read: () => ok(undefined) }),
  );

function requestOf(mailbox: GraphMailbox, { id, version, item, cancels }: MailboxRemoval): Outcome<BatchRequest> {
  const { meeting } = item;
  const url = eventPath(mailbox, id);
  if (meeting?.role === 'attendee') {
    return ok({ method: 'POST', url: `${url}/decline`, ifMatch: version, body: { sendResponse: false } });
  }
  return meeting && !cancels ? failed(WOULD_MAIL) : ok({ method: 'DELETE', url, ifMatch: version });
}
