// MoveItem: from Deleted Items back to the calendar.
import type { MailboxItem } from '../../sync/mailbox.ts';
import type { Outcome } from '../../sync/outcome.ts';
import type { Written } from '../../sync/remote.ts';
import { callOnce, type EwsMailbox } from './call.ts';
import { writtenOf } from './written.ts';

/** A move gives the item a new id. */
export const restoreItem = (mailbox: EwsMailbox, id: string): Promise<Outcome<Written<MailboxItem>>> =>
  callOnce(
    mailbox,
    (ews, service) => service.MoveItems([new ews.ItemId(id)], new ews.FolderId(ews.WellKnownFolderName.Calendar), true),
    writtenOf,
  );
