// The first request of an update: its fields, and whether more requests follow it.
import type { EventPatch } from '../../calendar/event.ts';
import type { FormattedBody, MailboxUpdate, MeetingMails } from '../../sync/ports/mailbox.ts';
import { type Invited, invitedAfter } from '../invited.ts';
import { planMaster, remainingOf } from './seriesPlan.ts';
import type { Rest } from './seriesSteps.ts';

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
  /** The formatted body, in the place of the patch's description. */
  readonly body?: FormattedBody;
}

export interface UpdatePlan {
  readonly update: ItemUpdate;
  readonly rest: Rest | undefined;
}

/** A new time is planned on the item as it was read: it means something else to a series than to a single event. */
export function planUpdate(planned: MailboxUpdate): UpdatePlan {
  const { id, version, item, patch, rev } = planned;
  const more = { ...mailedBy(planned), ...(planned.body === undefined ? {} : { body: planned.body }) };
  if (patch.when === undefined) {
    return { update: { id, version, patch, rev, ...ALONE, ...more }, rest: undefined };
  }
  const event = item.content.kind === 'event' ? item.content.event : undefined;
  const { goesOn, ...plan } = planMaster(patch, event);
  const forgetsBegun = !goesOn && item.begun !== undefined;
  return {
    update: { id, version, rev, ...plan, stamp: goesOn ? 'Begun' : 'Written', forgetsBegun, ...more },
    rest: goesOn
      ? { when: patch.when, rev, remaining: remainingOf(plan.patch, event), mails: more.mails === 'everyone' }
      : undefined,
  };
}

/** Whom the update is mailed to, and who takes part from then on. */
function mailedBy({ item, mails }: MailboxUpdate): Pick<ItemUpdate, 'mails' | 'attendees'> {
  if (!mails) return { mails: 'nobody' };
  const attendees = invitedAfter(item.meeting, mails);
  return { mails: mails.to, ...(attendees ? { attendees } : {}) };
}

const ALONE = { stamp: 'Written', endsSeries: false, forgetsBegun: false } as const;
