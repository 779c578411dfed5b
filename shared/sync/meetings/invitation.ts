// An owner's event that invites the participants of its entry: what the pair remembers of it, and what Exchange lets us
// write. inviteOthers.ts says who is invited when.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS, type EventField, type EventPatch, type Instant } from '../../calendar/event.ts';
import { lastEnd } from '../../calendar/recurrence/occurrences.ts';
import { goOn, type Plan, type Verdict } from '../pair/plan.ts';
import type { Settings } from '../pair/settings.ts';
import type { Content } from '../ports/remote.ts';

/** The fields of an invitation. Everybody who is invited hears of their changes. */
export const TOLD_TO_OTHERS: ReadonlySet<EventField> = new Set(['title', 'description', 'location', 'when']);

const NOT_TOLD: ReadonlySet<EventField> = new Set(EVENT_FIELDS.filter((field) => !TOLD_TO_OTHERS.has(field)));

/** Keyed fingerprints of addresses, because no address is stored. */
export const printsOfPeople = (print: (fields: EventPatch) => Prints, addresses: readonly string[]): string[] =>
  addresses.map((address) => print({ title: address }).title ?? '');

/** Nobody is mailed about an event that is over. A series is over with its last occurrence. */
export const isUpcoming = (content: Content, now: Instant): boolean =>
  content.kind === 'event' && lastEnd(content.event.when, 'UTC') > now;

/**
 * An interface that mails every write of a meeting fixes all fields of it. An invitation of ours may still be written
 * in the fields that its guests hear of anyway.
 */
export function openOurMeeting(
  plan: Plan,
  { participants, mailbox: { mailsEveryWrite } }: Settings,
  at: Instant,
): Verdict {
  const { row, mailbox } = plan;
  if (participants !== 'invitations' || !mailsEveryWrite || !row.invited) return goOn(plan);
  if (mailbox.state !== 'present' || mailbox.item.meeting?.role !== 'organiser') return goOn(plan);
  if (!isUpcoming(mailbox.item.content, at)) return goOn(plan);
  return goOn({ ...plan, mailbox: { state: 'present', item: { ...mailbox.item, fixed: NOT_TOLD } } });
}
