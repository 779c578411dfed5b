// UpdateItem: compare and set of the changed fields, with the rev in the same request, mailing nobody.
import type { MailboxItem } from '../../sync/mailbox.ts';
import type { Outcome } from '../../sync/outcome.ts';
import type { Update, Written } from '../../sync/remote.ts';
import { callForEach, type EwsMailbox } from './call.ts';
import { appointmentFromUpdate } from './fromEvent.ts';
import { refusalOf } from './limits.ts';
import { NULL } from './runtime.ts';
import { writeAccepted } from './writeAccepted.ts';
import { writtenOf } from './written.ts';

/** NeverOverwrite: with the default, AutoResolve, Exchange would merge or drop somebody's edit by rules of its own. */
export const updateItems = (
  mailbox: EwsMailbox,
  updates: readonly Update[],
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    updates,
    ({ patch }) => refusalOf(patch),
    (accepted) =>
      callForEach(
        mailbox,
        accepted.length,
        (ews, service) =>
          service.UpdateItems(
            accepted.map((update) => appointmentFromUpdate(ews, service, update, mailbox.connection.timeZone)),
            NULL,
            ews.ConflictResolutionMode.NeverOverwrite,
            ews.MessageDisposition.SaveOnly,
            ews.SendInvitationsOrCancellationsMode.SendToNone,
          ),
        writtenOf,
      ),
  );
