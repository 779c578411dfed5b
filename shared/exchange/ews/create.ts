// CreateItem: new events with our tag, mailing nobody.
import type { MailboxItem } from '../../sync/mailbox.ts';
import type { Outcome } from '../../sync/outcome.ts';
import type { Creation, Written } from '../../sync/remote.ts';
import { callForEach, type EwsMailbox } from './call.ts';
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
    (accepted) =>
      callForEach(
        mailbox,
        accepted.length,
        (ews, service) =>
          service.CreateItems(
            accepted.map((creation) => appointmentFromCreation(ews, service, creation, mailbox.connection.timeZone)),
            new ews.FolderId(ews.WellKnownFolderName.Calendar),
            NULL, // MessageDisposition is for messages
            ews.SendInvitationsMode.SendToNone,
          ),
        writtenOf,
      ),
  );
