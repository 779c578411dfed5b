// The requests of a write of a series that follow its first one. Its end tells nobody anything.
import type { SeriesRequests } from '../series/seriesSteps.ts';
import { appointmentFromEnd } from './item/fromEvent.ts';
import { writtenOf } from './item/written.ts';
import { NULL } from './library/types.ts';
import { deleteOccurrences, updateOccurrences } from './occurrenceRequests.ts';
import { readItems } from './read.ts';
import { callForEach, type EwsMailbox } from './soap/call.ts';

export const seriesRequests = (mailbox: EwsMailbox): SeriesRequests => ({
  read: (ids) => readItems(mailbox, ids),
  exclude: (sought) => deleteOccurrences(mailbox, sought),
  change: (sought) => updateOccurrences(mailbox, sought),
  end: (ends) =>
    callForEach(mailbox, {
      count: ends.length,
      compose: (ews, service) =>
        service.UpdateItems(
          ends.map(({ item, rev }) => appointmentFromEnd(ews, service, { ...item, rev })),
          NULL,
          ews.ConflictResolutionMode.NeverOverwrite,
          ews.MessageDisposition.SaveOnly,
          ews.SendInvitationsOrCancellationsMode.SendToNone,
        ),
      read: writtenOf,
    }),
});
