// UpdateItem: compare and set of the changed fields, with the rev in the same request, mailing nobody but whom the update
// says.
import type { MailboxItem, MailboxUpdate } from '../../sync/ports/mailbox.ts';
import type { Outcome } from '../../sync/ports/outcome.ts';
import type { Written } from '../../sync/ports/remote.ts';
import { refusalOf } from '../limits.ts';
import { requestPerKind } from '../requestPerKind.ts';
import { finishSeries } from '../series/seriesSteps.ts';
import { planUpdate, type UpdatePlan } from '../series/updatePlan.ts';
import { writeAccepted } from '../writeAccepted.ts';
import { appointmentFromUpdate } from './item/fromEvent.ts';
import type { WritingZones } from './item/fromWhen.ts';
import { writtenOf } from './item/written.ts';
import { NULL } from './library/types.ts';
import { sendMode } from './sendMode.ts';
import { seriesRequests } from './seriesSteps.ts';
import { callForEach, type EwsMailbox, repeated } from './soap/call.ts';
import { refusalOfZone, writingZones } from './zones/writingZones.ts';

/**
 * NeverOverwrite: with the default, AutoResolve, Exchange would merge or drop somebody's edit by rules of its own. A
 * series whose occurrences change takes several requests (seriesSteps.ts); everything else takes one.
 */
export const updateItems = (
  mailbox: EwsMailbox,
  updates: readonly MailboxUpdate[],
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    updates,
    ({ patch }) => refusalOf(patch),
    (accepted) => updateAll(mailbox, accepted.map(planUpdate)),
  );

async function updateAll(mailbox: EwsMailbox, plans: readonly UpdatePlan[]): Promise<Outcome<Written<MailboxItem>>[]> {
  const writing = await writingZones(
    mailbox,
    plans.map(({ update }) => update.patch.when),
  );
  if (!writing.ok) return repeated(writing, plans.length);
  return writeAccepted(
    plans,
    ({ update }) => refusalOfZone(update.patch.when, writing.value),
    (accepted) => updateIn(mailbox, accepted, writing.value),
  );
}

async function updateIn(
  mailbox: EwsMailbox,
  plans: readonly UpdatePlan[],
  writing: WritingZones,
): Promise<Outcome<Written<MailboxItem>>[]> {
  const updated = await requestPerKind(
    plans,
    ({ update }) => update.mails,
    (some, mails) =>
      callForEach(mailbox, {
        count: some.length,
        compose: (ews, service) =>
          service.UpdateItems(
            some.map(({ update }) => appointmentFromUpdate(ews, service, { update, writing })),
            NULL,
            ews.ConflictResolutionMode.NeverOverwrite,
            ews.MessageDisposition.SaveOnly,
            sendMode(ews, mails),
          ),
        read: writtenOf,
      }),
  );
  return finishSeries(
    seriesRequests(mailbox),
    updated,
    plans.map(({ rest }) => rest),
  );
}
