// To Deleted Items, mailing nobody: DELETE for what is the user's alone. An attendee's copy is declined without an answer
// to the organiser, which files it there; a meeting of the user's own goes only where it shall be cancelled, since Graph
// mails those who take part.
import type { MailboxRemoval } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { andThen } from '../series/andThen.ts';
import type { KnownItems } from '../series/updatePlan.ts';
import { eventPath, type GraphMailbox } from './graphMailbox.ts';
import { askEach, type BatchRequest } from './http/batch.ts';
import { asNamed } from './known.ts';
import { WOULD_MAIL } from './update.ts';

/**
 * Compare and delete, where Graph keeps to If-Match. `gone` where the item does not exist any more: whoever removed it,
 * it was not this call.
 */
export async function removeItems(
  mailbox: GraphMailbox,
  removals: readonly MailboxRemoval[],
  known: KnownItems = new Map(),
): Promise<Outcome<void>[]> {
  const items = await asNamed(mailbox, removals, known);
  const requests = items.map((item, at): Outcome<BatchRequest> => {
    if (!item.ok) return item;
    const { id, version, meeting } = item.value;
    const url = eventPath(mailbox, id);
    const isOwn = meeting?.role !== 'attendee';
    if (isOwn && meeting && !removals[at]?.cancels) return failed(WOULD_MAIL);
    if (isOwn) return ok({ method: 'DELETE', url, ifMatch: version });
    return ok({ method: 'POST', url: `${url}/decline`, ifMatch: version, body: { sendResponse: false } });
  });
  return andThen(requests, (accepted) => askEach(mailbox, accepted, () => ok(undefined)));
}
