// Invitations, where the company sends them. These rules add the mails to the plans of the owner's events. Beside them
// only handOver.ts plans a mail: a cancellation. docs/sync.md section 6, "Invitations".

import type { CalendarEvent, Instant } from '../../calendar/event.ts';
import { publishInvitation } from '../pair/facts/madeForMeeting.ts';
import { goOn, type Operation, type Plan, type Verdict } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';
import { leftOutIn } from '../pair/row/standing.ts';
import type { Settings } from '../pair/settings.ts';
import { isPrivate } from '../ports/linkRules.ts';
import type { MailboxItem, MeetingMails } from '../ports/mailbox.ts';
import type { PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import { isUpcoming, printsOfPeople, TOLD_TO_OTHERS } from './invitation.ts';

type Update = Extract<Operation, { op: 'update' }>;

/** All people of an entry but the user. */
const othersIn = ({ owner, participants }: SourceItem, email: string): string[] =>
  [...new Set([owner, ...participants])].filter((address) => address !== email);

interface Making {
  readonly row: Pick<PairRow, 'veiled'>;
  readonly entry: SourceItem;
  readonly at: Instant;
}

/**
 * The addresses that an event of this entry invites: only if the user owns the entry and it is not over. An event that
 * is veiled, or that stands there occurrence by occurrence, invites nobody.
 */
export function invitees({ email, participants, rules }: Settings, { row, entry, at }: Making): string[] {
  if (participants !== 'invitations' || entry.owner !== email || row.veiled || entry.series) return [];
  const { content } = entry;
  const isHidden = content.kind === 'event' && rules.privateEvents.kind === 'busyOnly' && isPrivate(content.event);
  return isHidden || !isUpcoming(content, at) ? [] : othersIn(entry, email);
}

/** The half pair of an entry. For the preview it says how many people would be mailed if its event were made now. */
export function withInvites(row: PairRow, settings: Settings, { entry, at }: Omit<Making, 'row'>): PairRow {
  if (!row.firstSeen || row.mailbox) return row;
  const { invites: _, ...firstSeen } = row.firstSeen;
  const invites = leftOutIn(row) === undefined ? invitees(settings, { row, entry, at }).length : 0;
  return { ...row, firstSeen: invites > 0 ? { ...firstSeen, invites } : firstSeen };
}

/** An event that is made invites. A delete of our own meeting cancels it. */
export function mailWithEvent(plan: Plan, settings: Settings, at: Instant): Verdict {
  return goOn({ ...plan, operations: plan.operations.map((each) => withMails(plan, settings, { each, at })) });
}

function withMails(
  plan: Plan,
  settings: Settings,
  { each, at }: { readonly each: Operation; readonly at: Instant },
): Operation {
  if (each.side !== 'mailbox' || each.op === 'update') return each;
  if (each.op === 'create') {
    const { row, source } = plan;
    const invites = source.state === 'present' ? invitees(settings, { row, entry: source.item, at }) : [];
    return invites.length > 0 ? { ...each, invites } : each;
  }
  const isOurs =
    plan.row.invited && plan.mailbox.state === 'present' && plan.mailbox.item.meeting?.role === 'organiser';
  return isOurs && isUpcoming(each.item.content, at) ? { ...each, cancels: true } : each;
}

/**
 * An update of our meeting is mailed where it changes the invitation. A change of the participants is an update, too.
 */
export function* tellOthers(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  if (plan.mailbox.state !== 'present' || plan.source.state !== 'present') return goOn(plan);
  if (plan.operations.some(({ op, side }) => op !== 'update' && side === 'mailbox')) return goOn(plan);
  const [item, entry] = [plan.mailbox.item, plan.source.item];
  const update = plan.operations.find((each): each is Update => each.op === 'update' && each.side === 'mailbox');
  if ((!update && plan.conclusion !== 'inStep') || item.content.kind !== 'event') return goOn(plan);
  const after: CalendarEvent = { ...item.content.event, ...update?.patch };
  if (!isUpcoming(item.content, at) && !isUpcoming({ kind: 'event', event: after }, at)) return goOn(plan);
  const isTold = Object.keys(update?.patch ?? {}).some((field) => (TOLD_TO_OTHERS as ReadonlySet<string>).has(field));
  const mails = plan.row.invited
    ? changedInvitation(settings, { before: plan.row.invited, item, invited: othersIn(entry, settings.email), isTold })
    : yield* firstInvitation(plan, settings, { item, entry, isTold, at });
  if (!mails) return goOn(plan);
  const told: Update = { op: 'update', side: 'mailbox', item, patch: {}, losers: [], ...update, mails };
  return goOn({ ...plan, operations: [...plan.operations.filter((each) => each !== update), told] });
}

/**
 * The company learns the entry before the next mail goes out, so that the links of the invited users know the meeting.
 */
export function* publishBeforeMail(plan: Plan): Asking<Verdict> {
  if (plan.mailbox.state !== 'present' || plan.source.state !== 'present') return goOn(plan);
  const invites = plan.row.invited !== undefined || plan.operations.some((each) => each.op === 'update' && each.mails);
  if (!invites || plan.row.meeting?.registered) return goOn(plan);
  const published = yield* publishInvitation(plan, plan.mailbox.item.uid);
  return goOn(published.plan);
}

interface First {
  readonly item: MailboxItem;
  readonly entry: SourceItem;
  readonly isTold: boolean;
  readonly at: Instant;
}

/**
 * An event of ours that invites nobody yet invites with the next change of its entry. It was made before the rule, or
 * before anybody took part.
 */
function* firstInvitation(
  { row }: Plan,
  settings: Settings,
  { item, entry, isTold, at }: First,
): Asking<Update['mails']> {
  // An event that a person made, or to which a person invited somebody, never becomes an invitation.
  const invited = row.mailbox?.madeAt === undefined || item.meeting ? [] : invitees(settings, { row, entry, at });
  if (invited.length === 0) return undefined;
  const known = yield* ask({ kind: 'entryIndex', entry: entry.id });
  const hasChanged = known?.version !== entry.version;
  return isTold || hasChanged ? { to: 'changed', invite: invited, disinvite: [], invited } : undefined;
}

interface Changed {
  /** Fingerprints of the addresses that we had invited. */
  readonly before: readonly string[];
  readonly item: MailboxItem;
  readonly invited: readonly string[];
  readonly isTold: boolean;
}

/** The mails for a change of the entry. People whom a user invited or disinvited in Outlook stay so. */
function changedInvitation({ print }: Settings, { before, item, invited, isTold }: Changed): Update['mails'] {
  const wasInvited = (address: string): boolean =>
    printsOfPeople(print, [address]).some((each) => before.includes(each));
  const invite = invited.filter((address) => !wasInvited(address));
  const attendees = (item.meeting?.attendees ?? []).map(({ email }) => email);
  const disinvite = attendees.filter((address) => wasInvited(address) && !invited.includes(address));
  const mails: MeetingMails = { to: isTold ? 'everyone' : 'changed', invite, disinvite };
  return isTold || invite.length > 0 || disinvite.length > 0 ? { ...mails, invited } : undefined;
}
