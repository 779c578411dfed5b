// PATCH event: compare and set of the changed fields, with the rev in the same request.
import type { MailboxItem, MailboxUpdate } from '../../sync/ports/mailbox.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Written } from '../../sync/ports/remote.ts';
import { refusalOf } from '../limits.ts';
import { andThen } from '../series/andThen.ts';
import { finishSeries } from '../series/seriesSteps.ts';
import { type KnownItems, planUpdates, type UpdatePlan } from '../series/updatePlan.ts';
import { writeAccepted } from '../writeAccepted.ts';
import { eventPath, type GraphMailbox, writingZones } from './graphMailbox.ts';
import { askEach } from './http/batch.ts';
import { jsonFromUpdate } from './item/fromEvent.ts';
import { writtenOf } from './item/written.ts';
import { asNamed } from './known.ts';
import { seriesRequests } from './seriesRequests.ts';

/** A series whose occurrences change takes several requests (seriesSteps.ts); everything else takes one. */
export const updateItems = (
  mailbox: GraphMailbox,
  updates: readonly MailboxUpdate[],
  known: KnownItems = new Map(),
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    updates,
    ({ patch }) => refusalOf(patch),
    async (accepted) => andThen(await planAll(mailbox, accepted, known), (plans) => updateAll(mailbox, plans)),
  );

async function planAll(
  mailbox: GraphMailbox,
  updates: readonly MailboxUpdate[],
  known: KnownItems,
): Promise<Outcome<UpdatePlan>[]> {
  const current = await asNamed(mailbox, updates, known);
  const items = new Map(current.flatMap((item) => (item.ok ? [[item.value.id, item.value]] : [])));
  const plans = updates.map((update, at): Outcome<MailboxUpdate> => {
    const item = current[at];
    if (item && !item.ok) return item;
    return item?.value.meeting?.role === 'organiser' && !update.mails ? failed(WOULD_MAIL) : ok(update);
  });
  return andThen(plans, (accepted) => planUpdates(accepted, items, async () => []));
}

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
    writtenOf,
  );
  return finishSeries(
    seriesRequests(mailbox),
    updated,
    plans.map(({ rest }) => rest),
  );
}
