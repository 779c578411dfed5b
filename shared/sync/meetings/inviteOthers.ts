// Invitations, where the company sends them: completes what is planned for the owner's events by who is mailed about it.
// No other step of a run mails anybody. docs/sync.md section 6.
import type { CalendarEvent } from '../../calendar/event.ts';
import type { Job, Operation } from '../pair/look.ts';
import { createOn } from '../pair/operations.ts';
import { isPrivate } from '../ports/linkRules.ts';
import type { MailboxItem, MeetingMails } from '../ports/mailbox.ts';
import type { PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { takeOver } from './handOver.ts';
import { isUpcoming, printsOfPeople, publishInvitation, TOLD_TO_OTHERS } from './invitation.ts';

type Update = Extract<Operation, { op: 'update' }>;

/** Also tells the company of a meeting that it was not told of when it was made. */
export async function inviteOthers(session: Session, work: Work, jobs: readonly Job[]): Promise<void> {
  if (session.context.participants !== 'invitations') return;
  for (const job of jobs) {
    if (job.failure || job.waitUntil !== undefined) continue;
    if (await takeOver(session, job)) createOn(session, job, 'mailbox', job.source);
    job.operations = job.operations.map((operation) => withMails(session, job, operation));
    if (job.mailbox.state !== 'present' || job.source.state !== 'present') continue;
    const isReplaced = job.operations.some(({ op, side }) => op !== 'update' && side === 'mailbox');
    if (!isReplaced) await tellOthers(session, work, job, job.mailbox.item, job.source.item);
    const invites = job.row.invited !== undefined || job.operations.some((each) => each.op === 'update' && each.mails);
    // Before the next mail goes out, so that whom it reaches knows what it is.
    if (invites && !job.row.meeting?.registered) await publishInvitation(session, job, job.mailbox.item.uid);
  }
}

/** Those who take part in an entry beside the user. */
const othersIn = ({ owner, participants }: SourceItem, email: string): string[] =>
  [...new Set([owner, ...participants])].filter((address) => address !== email);

/**
 * Whom an event that we make of this entry invites: of the owner's own entry, as long as it is not over. What goes veiled
 * to the calendar, and what stands there occurrence by occurrence, invites nobody.
 */
export function invitees({ context }: Session, row: Pick<PairRow, 'veiled'>, entry: SourceItem): string[] {
  const { email, now, participants, rules } = context;
  if (participants !== 'invitations' || entry.owner !== email || row.veiled || entry.series) return [];
  const { content } = entry;
  const isHidden = content.kind === 'event' && rules.privateEvents.kind === 'busyOnly' && isPrivate(content.event);
  return isHidden || !isUpcoming(content, now()) ? [] : othersIn(entry, email);
}

/** The half pair of an entry, with how many people would be mailed if its event were made now: for the preview. */
export function withInvites(session: Session, row: PairRow, entry: SourceItem): PairRow {
  if (!row.firstSeen || row.mailbox) return row;
  const { invites: _, ...firstSeen } = row.firstSeen;
  const invites = row.leftOut === undefined ? invitees(session, row, entry).length : 0;
  return { ...row, firstSeen: invites > 0 ? { ...firstSeen, invites } : firstSeen };
}

function withMails(session: Session, job: Job, operation: Operation): Operation {
  if (operation.side !== 'mailbox') return operation;
  if (operation.op === 'create') {
    const invites = job.source.state === 'present' ? invitees(session, job.row, job.source.item) : [];
    return invites.length > 0 ? { ...operation, invites } : operation;
  }
  const isOurs = job.row.invited && job.mailbox.state === 'present' && job.mailbox.item.meeting?.role === 'organiser';
  if (operation.op === 'update' || !isOurs) return operation;
  return isUpcoming(operation.item.content, session.context.now()) ? { ...operation, cancels: true } : operation;
}

/** Makes the planned update one that is mailed, or plans one where only who takes part has changed. */
async function tellOthers(session: Session, work: Work, job: Job, item: MailboxItem, entry: SourceItem): Promise<void> {
  const update = job.operations.find((each): each is Update => each.op === 'update' && each.side === 'mailbox');
  if ((!update && job.conclusion !== 'inStep') || item.content.kind !== 'event') return;
  const after: CalendarEvent = { ...item.content.event, ...update?.patch };
  const now = session.context.now();
  if (!isUpcoming(item.content, now) && !isUpcoming({ kind: 'event', event: after }, now)) return;
  const isTold = Object.keys(update?.patch ?? {}).some((field) => (TOLD_TO_OTHERS as ReadonlySet<string>).has(field));
  const mails = job.row.invited
    ? changedInvitation(session, job.row.invited, item, othersIn(entry, session.context.email), isTold)
    : await firstInvitation(session, work, job, item, entry, isTold);
  if (!mails) return;
  const told: Update = { op: 'update', side: 'mailbox', item, patch: {}, losers: [], ...update, mails };
  job.operations = [...job.operations.filter((each) => each !== update), told];
}

/** An event that we made before the rule, or before anybody took part, invites with the next change of its entry. */
async function firstInvitation(
  session: Session,
  work: Work,
  { row }: Job,
  item: MailboxItem,
  entry: SourceItem,
  isTold: boolean,
): Promise<Update['mails']> {
  // To what a person made, or invited to, nobody else is invited.
  const invited = row.mailbox?.madeAt === undefined || item.meeting ? [] : invitees(session, row, entry);
  if (invited.length === 0) return undefined;
  await work.load([{ kind: 'sourceIndex', name: entry.id }]);
  const hasChanged = work.row('sourceIndex', entry.id)?.version !== entry.version;
  return isTold || hasChanged ? { to: 'changed', invite: invited, disinvite: [], invited } : undefined;
}

/** Whom a person invited or disinvited in Outlook stays so: only what has changed in the entry is followed. */
function changedInvitation(
  { context }: Session,
  before: readonly string[],
  item: MailboxItem,
  invited: readonly string[],
  isTold: boolean,
): Update['mails'] {
  const isIn = (prints: readonly string[], address: string): boolean =>
    printsOfPeople(context.print, [address]).some((print) => prints.includes(print));
  const invite = invited.filter((address) => !isIn(before, address));
  const attendees = (item.meeting?.attendees ?? []).map(({ email }) => email);
  const disinvite = attendees.filter((address) => isIn(before, address) && !invited.includes(address));
  const mails: MeetingMails = { to: isTold ? 'everyone' : 'changed', invite, disinvite };
  return isTold || invite.length > 0 || disinvite.length > 0 ? { ...mails, invited } : undefined;
}
