// MoveItem: from Deleted Items back to the calendar.
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { Written } from '../../sync/ports/remote.ts';
import { calendarFolder } from './calendar/folder.ts';
import { writtenOf } from './item/written.ts';
import { boundAppointment } from './library/boundAppointment.ts';
import { callOnce, type EwsMailbox } from './soap/call.ts';

/** A move gives the item a new id. */
export async function restoreItem(mailbox: EwsMailbox, id: string): Promise<Outcome<Written<MailboxItem>>> {
  const folder = await calendarFolder(mailbox);
  if (!folder.ok) return folder;
  return callOnce(
    mailbox,
    (ews, service) =>
      // Before 2010 SP1 the new id cannot be asked for, and is always told.
      service.RequestedServerVersion < ews.ExchangeVersion.Exchange2010_SP1
        ? boundAppointment(ews, service, { id, version: '' }).Move(folder.value(ews))
        : service.MoveItems([new ews.ItemId(id)], folder.value(ews), true),
    writtenOf,
  );
}
