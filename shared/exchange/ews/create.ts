// CreateItem: new events with our tag, mailing nobody but those whom they invite.
import type { MailboxCreation, MailboxItem } from '../../sync/ports/mailbox.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { Written } from '../../sync/ports/remote.ts';
import { refusalOf } from '../limits.ts';
import { requestPerKind } from '../requestPerKind.ts';
import { hasOverrides, remainingOf } from '../series/seriesPlan.ts';
import { finishSeries } from '../series/seriesSteps.ts';
import { writeAccepted } from '../writeAccepted.ts';
import { calendarFolder, type Folder } from './calendar/folder.ts';
import { appointmentFromCreation } from './item/fromEvent.ts';
import type { WritingZones } from './item/fromWhen.ts';
import { writtenOf } from './item/written.ts';
import { NULL } from './library/types.ts';
import { seriesRequests } from './seriesSteps.ts';
import { callForEach, type EwsMailbox, repeated } from './soap/call.ts';
import { refusalOfZone, writingZones } from './zones/writingZones.ts';

/** A series that has changed occurrences takes several requests (seriesSteps.ts); everything else takes one. */
export const createItems = (
  mailbox: EwsMailbox,
  creations: readonly MailboxCreation[],
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    creations,
    ({ event }) => refusalOf(event),
    (accepted) => createAll(mailbox, accepted),
  );

async function createAll(
  mailbox: EwsMailbox,
  creations: readonly MailboxCreation[],
): Promise<Outcome<Written<MailboxItem>>[]> {
  if (creations.length === 0) return [];
  const folder = await calendarFolder(mailbox);
  if (!folder.ok) return repeated(folder, creations.length);
  const writing = await writingZones(
    mailbox,
    creations.map(({ event }) => event.when),
  );
  if (!writing.ok) return repeated(writing, creations.length);
  return writeAccepted(
    creations,
    ({ event }) => refusalOfZone(event.when, writing.value),
    (accepted) => createIn(mailbox, accepted, { folder: folder.value, writing: writing.value }),
  );
}

interface Place {
  readonly folder: Folder;
  readonly writing: WritingZones;
}

async function createIn(
  mailbox: EwsMailbox,
  creations: readonly MailboxCreation[],
  { folder, writing }: Place,
): Promise<Outcome<Written<MailboxItem>>[]> {
  const items = creations.map((creation) => ({ ...creation, begins: hasOverrides(creation.event.when) }));
  const created = await requestPerKind(items, invites, (some, mails) =>
    callForEach(mailbox, {
      count: some.length,
      compose: (ews, service) =>
        service.CreateItems(
          some.map((creation) => appointmentFromCreation(ews, service, { creation, writing })),
          folder(ews),
          NULL, // MessageDisposition is for messages
          mails ? ews.SendInvitationsMode.SendToAllAndSaveCopy : ews.SendInvitationsMode.SendToNone,
        ),
      read: writtenOf,
    }),
  );
  const remaining = remainingOf({}, undefined);
  const rests = items.map((item) =>
    item.begins ? { when: item.event.when, rev: item.tag.nonce, remaining, mails: invites(item) } : undefined,
  );
  return finishSeries(seriesRequests(mailbox), created, rests);
}

const invites = ({ attendees = [] }: MailboxCreation): boolean => attendees.length > 0;
