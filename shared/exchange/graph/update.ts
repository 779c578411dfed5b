// PATCH event: compare and set of the changed fields, with the rev in the same request.
import type { MailboxItem, MailboxUpdate } from '../../sync/ports/mailbox.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Written } from '../../sync/ports/remote.ts';
import { refusalOf } from '../limits.ts';
import { andThen } from '../series/andThen.ts';
import { finishSeries } from '../series/seriesSteps.ts';
import { planUpdate, type UpdatePlan } from '../series/updatePlan.ts';
import { writeAccepted } from '../writeAccepted.ts';
import { askEach } from './connection/batch.ts';
import { eventPath, type GraphMailbox, writingZones } from './connection/graphMailbox.ts';
import { jsonFromUpdate } from './item/fromEvent.ts';
import { writtenOf } from './item/written.ts';
import { seriesRequests } from './seriesRequests.ts';

/** A series whose occurrences change takes several requests (seriesSteps.ts); everything else takes one. */
export const updateItems = (
  mailbox: GraphMailbox,
  updates: readonly MailboxUpdate[],
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    updates,
    ({ patch }) => refusalOf(patch),
    (accepted) => andThen(accepted.map(planUnlessMailed), (plans) => updateAll(mailbox, plans)),
  );

const planUnlessMailed = (update: MailboxUpdate): Outcome<UpdatePlan> =>
  update.item.meeting?.role === 'organiser' && !update.mails ? failed(WOULD_MAIL) : ok(planUpdate(update));

/** Graph mails the attendees of a meeting whenever its organiser's event is written, whatever is written of it. */
export const WOULD_MAIL: Failure = { kind: 'rejected', code: 'meeting-would-be-mailed' };

async function updateAll(
  mailbox: GraphMailbox,
  plans: readonly UpdatePlan[],
): Promise<Outcome<Written<MailboxItem>>[]> {
  const updated = await askEach(
    mailbox,
    plans.map(({ update }) => ({
      method: 'PATCH',
      url: eventPath(mailbox, update.id),
      ifMatch: update.version,
      body: jsonFromUpdate(update, writingZones(mailbox)),
    })),
    {
      read: writtenOf,
    },
  );
  return finishSeries(
    seriesRequests(mailbox),
    updated,
    plans.map(({ rest }) => rest),
  );
}
