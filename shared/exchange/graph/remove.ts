// To Deleted Items, mailing nobody: DELETE for what is the user's alone. An attendee's copy is declined without an answer
// to the organiser, which files it there; a meeting of the user's own stays, since Graph would send cancellations.
import { failed, type Outcome, ok } from '../../sync/outcome.ts';
import type { Removal } from '../../sync/remote.ts';
import { andThen } from '../andThen.ts';
import type { KnownItems } from '../updatePlan.ts';
import { askEach, type BatchRequest } from './batch.ts';
import { eventPath, type GraphMailbox } from './graphMailbox.ts';
import { asNamed } from './known.ts';
import { WOULD_MAIL } from './update.ts';

/**
 * Compare and delete, where Graph keeps to If-Match. `gone` where the item does not exist any more: whoever removed it,
 * it was not this call.
 */
export async function removeItems(
  mailbox: GraphMailbox,
  removals: readonly Removal[],
  known: KnownItems = new Map(),
): Promise<Outcome<void>[]> {
  const items = await asNamed(mailbox, removals, known);
  const requests = items.map((item): Outcome<BatchRequest> => {
    if (!item.ok) return item;
    const { id, version, meeting } = item.value;
    const url = eventPath(mailbox, id);
    if (!meeting) return ok({ method: 'DELETE', url, ifMatch: version });
    if (meeting.role === 'organiser') return failed(WOULD_MAIL);
    return ok({ method: 'POST', url: `${url}/decline`, ifMatch: version, body: { sendResponse: false } });
  });
  return andThen(requests, (accepted) => askEach(mailbox, accepted, () => ok(undefined)));
}
