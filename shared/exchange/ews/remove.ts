// DeleteItem: to Deleted Items, mailing nobody. EWS has no condition for it; the engine compares afterwards.
import { type Outcome, ok } from '../../sync/outcome.ts';
import type { Removal } from '../../sync/remote.ts';
import { callForEach, type EwsMailbox } from './call.ts';
import { NULL } from './runtime.ts';

/** `gone` where the item does not exist any more: whoever removed it, it was not this call. */
export const removeItems = (mailbox: EwsMailbox, removals: readonly Removal[]): Promise<Outcome<void>[]> =>
  callForEach(
    mailbox,
    removals.length,
    (ews, service) =>
      service.DeleteItems(
        removals.map(({ id }) => new ews.ItemId(id)),
        ews.DeleteMode.MoveToDeletedItems,
        ews.SendCancellationsMode.SendToNone,
        NULL, // AffectedTaskOccurrences is for tasks
      ),
    () => ok(undefined),
  );
