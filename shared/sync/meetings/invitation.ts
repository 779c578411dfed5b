// An event of the owner's to which we invite those who take part in its entry: what is remembered of it, and what Exchange
// lets us write. Who is invited when: inviteOthers.ts.
import { EVENT_FIELDS, type EventField, type EventPatch, type Instant } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { lastEnd } from '../../calendar/occurrences.ts';
import type { Job } from '../pair/look.ts';
import type { Content, Item } from '../ports/remote.ts';
import type { CreateIntent } from '../ports/rows.ts';
import type { Session } from '../session/session.ts';
import { partOf } from './meetingLinks.ts';
import { abandonedBy } from './publishMeeting.ts';

/** What an invitation says: who has it hears of a change of these. */
export const TOLD_TO_OTHERS: ReadonlySet<EventField> = new Set(['title', 'description', 'location', 'when']);

const NOT_TOLD: ReadonlySet<EventField> = new Set(EVENT_FIELDS.filter((field) => !TOLD_TO_OTHERS.has(field)));

/** Keyed fingerprints of addresses: no address is at rest. */
export const printsOfPeople = (print: (fields: EventPatch) => Prints, addresses: readonly string[]): string[] =>
  addresses.map((address) => print({ title: address }).title ?? '');

/** Nobody is mailed about what is over; a series is with its last occurrence. */
export const isUpcoming = (content: Content, now: Instant): boolean =>
  content.kind === 'event' && lastEnd(content.event.when, 'UTC') > now;

/**
 * Where every write of a meeting is mailed, all of it is fixed. Of one that we invite to, what the invitation says is not:
 * whoever has it is told anyway.
 */
export function openOurMeeting({ context }: Session, job: Job): void {
  const { row, mailbox } = job;
  if (context.participants !== 'invitations' || !context.mailbox.mailsEveryWrite || !row.invited) return;
  if (mailbox.state !== 'present' || mailbox.item.meeting?.role !== 'organiser') return;
  if (!isUpcoming(mailbox.item.content, context.now())) return;
  job.mailbox = { state: 'present', item: { ...mailbox.item, fixed: NOT_TOLD } };
}

/** True for what invites nobody, and once the company knows which entry the meeting has that this made. */
export const isPublished = async (session: Session, job: Job, intent: CreateIntent, made: Item): Promise<boolean> =>
  intent.invited === undefined || made.uid === undefined || publishInvitation(session, job, made.uid);

/**
 * Tells the company which entry the pair's meeting has, so that the links of those invited take the copies that Exchange
 * carries to them. False when another link was quicker to write of it: it is asked again.
 */
export async function publishInvitation(session: Session, job: Job, uid: string): Promise<boolean> {
  const { company, link, now, newId } = session.context;
  const { pair, source } = job.row;
  if (!source) return true;
  const stored = await company.meeting(uid);
  const isKnown = stored?.row.entry === source.id && stored.row.invites === true;
  const abandoned = abandonedBy(stored?.row);
  const row = { link, pair, nonce: newId(), at: now(), entry: source.id, abandoned, invites: true } as const;
  if (!isKnown && !(await company.publishMeeting(uid, row, stored?.etag))) return false;
  job.row = { ...job.row, meeting: partOf(job, uid, { registered: true }) };
  return true;
}
