// DeleteItem: to Deleted Items, mailing nobody but those for whom it cancels a meeting. EWS has no condition for it; the engine compares afterwards.
import type { MailboxRemoval } from '../../sync/ports/mailbox.ts';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import { requestPerKind } from '../requestPerKind.ts';
import { NULL } from './library/types.ts';
import { callForEach, type EwsMailbox } from './soap/call.ts';

/** `gone` where the item does not exist any more: whoever removed it, it was not this call. */
export const removeItems = (mailbox: EwsMailbox, removals: readonly MailboxRemoval[]): Promise<Outcome<void>[]> =>
  removals.length === 0
    ? Promise.resolve([])
    : requestPerKind(
        removals,
        ({ cancels = false }) => cancels,
        (some, cancels) => deleteItems(mailbox, some, cancels),
      );

/** One request. Occurrences of series, too. */
export const deleteItems = (
  mailbox: EwsMailbox,
  items: readonly { readonly id: string }[],
  mails: boolean,
): Promise<Outcome<void>[]> =>
  callForEach(mailbox, {
    count: items.length,
    compose: (ews, service) =>
      service.DeleteItems(
        items.map(({ id }) => new ews.ItemId(id)),
        ews.DeleteMode.MoveToDeletedItems,
        mails ? ews.SendCancellationsMode.SendToAllAndSaveCopy : ews.SendCancellationsMode.SendToNone,
        NULL, // AffectedTaskOccurrences is for tasks
      ),
    read: () => ok(undefined),
  });
