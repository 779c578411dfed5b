// CreateItem: new events with our tag, mailing nobody.
import type { MailboxItem } from '../../sync/mailbox.ts';
import type { Outcome } from '../../sync/outcome.ts';
import type { Creation, Written } from '../../sync/remote.ts';
import { callForEach, type EwsMailbox, repeated } from './call.ts';
import { calendarFolder } from './folder.ts';
import { appointmentFromCreation } from './fromEvent.ts';
import { refusalOf } from './limits.ts';
import { NULL } from './runtime.ts';
import { writeAccepted } from './writeAccepted.ts';
import { writtenOf } from './written.ts';

export const createItems = (
  mailbox: EwsMailbox,
  creations: readonly Creation[],
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    creations,
    ({ event }) => refusalOf(event),
    (accepted) => createAll(mailbox, accepted),
  );

async function createAll(
  mailbox: EwsMailbox,
  creations: readonly Creation[],
): Promise<Outcome<Written<MailboxItem>>[]> {
  if (creations.length === 0) return [];
  const folder = await calendarFolder(mailbox);
  if (!folder.ok) return repeated(folder, creations.length);
  return callForEach(
    mailbox,
    creations.length,
    (ews, service) =>
      service.CreateItems(
        creations.map((creation) => appointmentFromCreation(ews, service, creation, mailbox.connection.timeZone)),
        folder.value(ews),
        NULL, // MessageDisposition is for messages
        ews.SendInvitationsMode.SendToNone,
      ),
    writtenOf,
  );
}
