// The rules from the company's rows about a pair's meeting. These rows name the link that makes the entry, the entry
// that stands by now, and the one in which the user takes part. They are asked after every pair of the chunk has its
// plan, because one pair may have to give way to another.

import type { Instant } from '../../calendar/event.ts';
import { LATE_MS } from '../pair/facts/late.ts';
import { decided, failedBy, goOn, type Plan, type Verdict } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';
import { partInMeeting } from '../pair/row/meetingPart.ts';
import { isWhole } from '../pair/row/occurrenceId.ts';
import { leftOutIn, setAside, setAsideAs } from '../pair/row/standing.ts';
import { without } from '../pair/row/without.ts';
import type { Settings } from '../pair/settings.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { SourceItem } from '../ports/source.ts';
import { awaitEvent } from './awaitEvent.ts';
import { claimMeeting } from './claimMeeting.ts';
import { joinEntry, mayTakeOver, setPart, takePart } from './joinEntry.ts';
import { isOn, STUCK_MS, waitForMeeting, waitsSince } from './waitForMeeting.ts';

const creates = (plan: Plan, side: 'mailbox' | 'source'): boolean =>
  plan.operations.some((each) => each.op === 'create' && each.side === side);

const eventOf = ({ mailbox }: Plan): MailboxItem | undefined =>
  mailbox.state === 'present' ? mailbox.item : undefined;

const entryOf = ({ source }: Plan): SourceItem | undefined => (source.state === 'present' ? source.item : undefined);

/** Waits for the meeting's event before an event is made of its entry. */
export function* awaitEventOfMeeting(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  return creates(plan, 'mailbox') ? yield* awaitEvent(plan, settings, at) : goOn(plan);
}

/**
 * Before an entry is made of a meeting, the pair claims the meeting, joins its entry, or waits for it. The entry is
 * made with the nonce of the claim.
 */
export function* claimEntryOfMeeting(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  const event = eventOf(plan);
  if (!creates(plan, 'source') || !event) return goOn(plan);
  if (!event.meeting || !(yield* isItsOwn(plan, event))) return decided(plan);
  // A meeting that no longer takes place gets no entry. Its organiser removes it.
  if (event.meeting.cancelled && event.meeting.role === 'attendee') {
    return decided({ ...plan, operations: [], conclusion: 'unlinked' });
  }
  const claim = yield* claimMeeting({ plan, settings, event, at });
  const { uid } = event;
  switch (claim.kind) {
    case 'stopped':
      return { kind: 'stopped', plan: { ...claim.verdict.plan, operations: [] } };
    case 'join':
      return yield* joinEntry(plan, settings, { uid, entry: claim.entry, at });
    case 'create':
      return decided({
        ...plan,
        row: { ...plan.row, meeting: partInMeeting(plan.row, uid) },
        operations: plan.operations.map((each) =>
          each.op === 'create' ? { ...each, claim: { uid, nonce: claim.nonce } } : each,
        ),
      });
  }
}

/** Some programs copy an event with its UID. Such a copy is an event of its own, and no meeting of several users. */
function* isItsOwn({ row }: Plan, { uid }: MailboxItem): Asking<boolean> {
  return (yield* ask({ kind: 'uidHolder', uid })) === row.pair;
}

/** The entry is gone, the meeting is not. It may have got another entry, or is about to get one. */
export function* seekOtherEntry(begun: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  if (begun.meets !== 'otherEntry') return goOn(begun);
  const plan: Plan = { ...begun, conclusion: 'unlinked' };
  const { row } = plan;
  const uid = row.meeting?.uid;
  const stored = uid === undefined ? undefined : yield* ask({ kind: 'meeting', uid });
  if (uid === undefined || !stored) return decided(plan);
  const { entry, at: saidAt, link } = stored.row;
  if (entry !== undefined && entry !== row.source?.id) {
    const read = yield* ask({ kind: 'readEntry', entry });
    if (read.ok) return yield* joinEntry(plan, settings, { uid, entry: read.value, at });
    return read.failure.kind === 'gone' ? decided(plan) : failedBy({ ...plan, operations: [] }, read.failure);
  }
  const until = entry === undefined ? saidAt + STUCK_MS : waitsSince(plan, at) + LATE_MS;
  const mayCome = setAsideAs(row) !== 'unlinked' && link !== settings.link && at < until && (yield* isOn(link));
  if (mayCome) return waitForMeeting(plan, { uid, for: 'otherLink', at });
  return decided({ ...plan, row: { ...row, meeting: partInMeeting(row, uid) } });
}

/**
 * A user joined the entry because of the meeting, and the meeting is gone from the calendar: the user leaves the entry.
 */
export function* leaveEntry(begun: Plan, { email }: Settings): Asking<Verdict> {
  if (begun.meets !== 'leaves') return goOn(begun);
  const plan: Plan = { ...begun, conclusion: 'left', row: setAside(begun.row, 'left') };
  const entry = entryOf(plan);
  if (!entry || !plan.row.meeting?.joined || !entry.participants.includes(email)) return decided(plan);
  const left = yield* setPart(plan, entry, 'none');
  return left.kind === 'stopped' ? { ...left, plan: { ...left.plan, operations: [] } } : decided(left.plan);
}

/** A user who had left has the meeting in the calendar again. */
export function* returnToEntry(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  if (plan.meets !== 'returns') return goOn(plan);
  const [event, entry] = [eventOf(plan), entryOf(plan)];
  return event && entry ? yield* joinEntry(plan, settings, { uid: event.uid, entry, at }) : decided(plan);
}

/** A filter makes no entry of this meeting. But an entry that the user already has of it is the pair's own. */
export function* joinFilteredMeeting(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  const event = eventOf(plan);
  if (!event?.meeting || plan.row.source || leftOutIn(plan.row)?.reason !== 'filtered') return goOn(plan);
  const known = yield* ask({ kind: 'meeting', uid: event.uid });
  const id = known?.row.entry;
  if (id === undefined || !(yield* isItsOwn(plan, event))) return decided(plan);
  if (!(yield* ask({ kind: 'entryIndex', entry: id }))) return decided(plan);
  const read = yield* ask({ kind: 'readEntry', entry: id });
  if (read.ok) return yield* joinEntry(plan, settings, { uid: event.uid, entry: read.value, at });
  return read.failure.kind === 'gone' ? decided(plan) : failedBy({ ...plan, operations: [] }, read.failure);
}

/** The company learns the entry of a meeting in step, unless the meeting already has another entry. */
export function* registerEntry(plan: Plan): Asking<Verdict> {
  const [event, entry] = [eventOf(plan), entryOf(plan)];
  // For our own invitations, the rules of inviteOthers.ts tell the company.
  if (!event?.meeting || !entry || plan.row.invited) return goOn(plan);
  // An occurrence that stands for itself is no entry of its own.
  if (plan.conclusion !== 'inStep' || plan.row.source?.id !== entry.id || !isWhole(entry.id)) return goOn(plan);
  const { row } = plan;
  const { uid } = event;
  if (row.role === 'participant' && mayTakeOver(plan, entry) && !row.meeting?.joined) {
    return yield* becomeOwner(plan, uid, entry);
  }
  if (row.meeting?.registered || !(yield* isItsOwn(plan, event))) return goOn(plan);
  const registered: Plan = { ...plan, row: { ...row, meeting: partInMeeting(row, uid, { registered: true }) } };
  const stored = yield* ask({ kind: 'meeting', uid });
  const other = stored?.row.entry;
  if (other === entry.id) return goOn(registered);
  if (other !== undefined) {
    const read = yield* ask({ kind: 'readEntry', entry: other });
    if (read.ok) return goOn(registered);
    if (read.failure.kind !== 'gone') return failedBy({ ...plan, operations: [] }, read.failure);
  }
  const isKnown = yield* ask({ kind: 'publishKnown', uid, entry: entry.id, stored });
  return goOn(isKnown ? registered : plan);
}

/** The organiser's link takes over an entry that another user's link has made of the meeting. */
function* becomeOwner(plan: Plan, uid: string, entry: SourceItem): Asking<Verdict> {
  const taken = yield* takePart(plan, { uid, entry, part: 'owner' });
  if (taken.kind === 'stopped') return { ...taken, plan: { ...taken.plan, operations: [] } };
  if (taken.kind === 'decided') return decided(taken.plan);
  const meeting = without(partInMeeting(plan.row, uid, { registered: true, joined: true }), 'joins');
  return decided({ ...plan, row: { ...plan.row, meeting }, conclusion: 'lookAgain' });
}
