// What the first request of an update is: which fields, and whether more requests follow it.
import type { EventPatch } from '../../calendar/event.ts';
import type { MailboxItem, MailboxUpdate, MeetingMails } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { type Invited, invitedAfter } from '../invited.ts';
import { planMaster, remainingOf } from './seriesPlan.ts';
import type { Rest } from './seriesSteps.ts';

/** Items as they were read last, by id: a write that depends on what stands there need not read them again. */
export type KnownItems = ReadonlyMap<string, MailboxItem>;

export interface ItemUpdate {
  readonly id: string;
  readonly version: string;
  readonly patch: EventPatch;
  readonly rev: string;
  /** `Written`: nothing follows. `Begun`: the first of several requests, the last of which makes it `Written`. */
  readonly stamp: 'Written' | 'Begun';
  /** Makes a single event of a series. */
  readonly endsSeries: boolean;
  /** The item carries the `Begun` of a write that never came to its end, and this one makes up for it. */
  readonly forgetsBegun: boolean;
  readonly mails: MeetingMails['to'] | 'nobody';
  /** All who take part from now on, where that changes. */
  readonly attendees?: Invited;
}

export interface UpdatePlan {
  readonly update: ItemUpdate;
  readonly rest: Rest | undefined;
}

/**
 * One plan each, in order. A new time means something else to a series than to a single event: which of them it is has
 * to be known, so that items whose `when` is written are read where `known` has another version of them.
 */
export async function planUpdates(
  updates: readonly MailboxUpdate[],
  known: KnownItems,
  read: (ids: readonly string[]) => Promise<Outcome<MailboxItem>[]>,
): Promise<Outcome<UpdatePlan>[]> {
  const isAsked = ({ id, version, patch, mails }: MailboxUpdate) =>
    (patch.when !== undefined || mails !== undefined) && known.get(id)?.version !== version;
  const found = (await read(updates.filter(isAsked).map(({ id }) => id))).values();
  return updates.map((update) => {
    const current = isAsked(update) ? found.next().value : undefined;
    if (current && !current.ok) return current;
    return planOf(update, current?.value ?? known.get(update.id));
  });
}

function planOf(planned: MailboxUpdate, current: MailboxItem | undefined): Outcome<UpdatePlan> {
  const { id, version, patch, rev } = planned;
  const isCurrent = current === undefined || current.version === version;
  if (!isCurrent && (patch.when !== undefined || planned.mails)) return failed({ kind: 'conflict' });
  const mailed = mailedBy(planned, current);
  if (patch.when === undefined)
    return ok({ update: { id, version, patch, rev, ...ALONE, ...mailed }, rest: undefined });
  const event = current?.content.kind === 'event' ? current.content.event : undefined;
  const { goesOn, ...plan } = planMaster(patch, event);
  const forgetsBegun = !goesOn && current?.begun !== undefined;
  return ok({
    update: { id, version, rev, ...plan, stamp: goesOn ? 'Begun' : 'Written', forgetsBegun, ...mailed },
    rest: goesOn
      ? { when: patch.when, rev, remaining: remainingOf(plan.patch, event), mails: mailed.mails === 'everyone' }
      : undefined,
  });
}

/** Whom the update is mailed to, and who takes part from then on. */
function mailedBy({ mails }: MailboxUpdate, current: MailboxItem | undefined): Pick<ItemUpdate, 'mails' | 'attendees'> {
  if (!mails) return { mails: 'nobody' };
  const attendees = invitedAfter(current?.meeting, mails);
  return { mails: mails.to, ...(attendees ? { attendees } : {}) };
}

const ALONE = { stamp: 'Written', endsSeries: false, forgetsBegun: false } as const;
