// transactionId (learn.microsoft.com: event resource type): set at creation, always shown, unique in a mailbox.
import type { ExtendedProperty } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { GraphError } from '../request/errors.ts';
import { graphId, type IdType } from '../request/ids.ts';

/** Stored beside the extended properties, under a key that no path of EWS or Graph can produce. */
export const TRANSACTION_ID = 'transactionId';

export const transactionProperty = (value: string): ExtendedProperty => ({ path: {}, values: [value] });

/** Throws GraphError where an event of the mailbox, deleted or not, was created with it. */
export function expectUnused(mailbox: Mailbox, transactionId: string, type: IdType): void {
  for (const folder of mailbox.folders.values()) {
    for (const item of folder.items.values()) {
      if (item.extended[TRANSACTION_ID]?.values[0] !== transactionId) continue;
      throw new GraphError(409, {
        code: 'ErrorDuplicateTransactionId',
        message:
          "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
        annotations: { '@event.existingEventId': graphId(mailbox, item, type) },
      });
    }
  }
}
