// The pair of a meeting's event takes the entry that already stands for the meeting, and its user takes part in it.

import type { Instant } from '../../calendar/event.ts';
import { decided, failedBy, goOn, type Plan, type Verdict } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';
import { withEntry } from '../pair/row/bind.ts';
import { partInMeeting } from '../pair/row/meetingPart.ts';
import { originOf } from '../pair/row/origin.ts';
import { indexRow } from '../pair/row/rows.ts';
import { setAside } from '../pair/row/standing.ts';
import { without } from '../pair/row/without.ts';
import type { Settings } from '../pair/settings.ts';
import { concerns } from '../ports/people.ts';
import type { Part, SourceItem } from '../ports/source.ts';
import { displace } from './giveWay.ts';
import { waitForMeeting } from './waitForMeeting.ts';

export interface Joining {
  readonly uid: string;
  readonly entry: SourceItem;
  readonly at: Instant;
}

/**
 * Makes the user take part in the entry, and binds the entry. A user who does not take part yet needs two looks. The
 * first one announces it, so that later runs know that the user takes part because of the meeting.
 */
export function* joinEntry(begun: Plan, settings: Settings, { uid, entry, at }: Joining): Asking<Verdict> {
  const { email } = settings;
  const plan: Plan = { ...begun, operations: [], conclusion: 'lookAgain' };
  const holder = yield* ask({ kind: 'entryHolder', entry });
  if (holder === 'later') return waitForMeeting(plan, { uid, for: 'otherLink', at });
  if (holder === 'taken') return decided(withoutEntry(plan, uid));
  const takesOver = mayTakeOver(plan, entry) && entry.owner !== email;
  if (!concerns(entry, email) || takesOver) {
    const taken = yield* takePart(plan, { uid, entry, part: takesOver ? 'owner' : 'participant' });
    if (taken.kind !== 'goOn') return taken;
  }
  yield* ask({ kind: 'registerHolder', entry: entry.id });
  const free = holder ? displace(plan, settings, { holder, at }) : plan;
  const joined = free.row.meeting?.joins === entry.id ? ({ joined: true } as const) : {};
  const role = takesOver || entry.owner === email ? 'owner' : 'participant';
  const meeting = { ...without(partInMeeting(free.row, uid), 'joins'), registered: true, ...joined } as const;
  const row = withEntry(free.row, { id: entry.id, role }, meeting);
  return decided({
    ...free,
    row,
    rows: [...free.rows, indexRow('source', { id: entry.id, pair: row.pair }, 'upsert')],
  });
}

/** The user already has the entry in the calendar as another event. */
const withoutEntry = (plan: Plan, uid: string): Plan => ({
  ...plan,
  row: { ...setAside(plan.row, 'unlinked'), meeting: partInMeeting(plan.row, uid, { registered: true }) },
  conclusion: 'unlinked',
});

/**
 * True when the user organises the meeting of which another user's link has made this entry. The entry's tag says so.
 */
export const mayTakeOver = ({ mailbox }: Plan, { tag }: SourceItem): boolean =>
  mailbox.state === 'present' && mailbox.item.meeting?.role === 'organiser' && tag?.of === originOf(mailbox.item);

/** Goes on once the user takes part. Decides for another look where that was only announced, or was not written. */
export function* takePart(
  plan: Plan,
  { uid, entry, part }: Pick<Joining, 'uid' | 'entry'> & Pick<Part, 'part'>,
): Asking<Verdict> {
  if (plan.row.meeting?.joins === entry.id) return yield* setPart(plan, entry, part);
  const meeting = partInMeeting(plan.row, uid, { joins: entry.id });
  return decided({ ...plan, row: { ...plan.row, meeting }, conclusion: 'lookAgain' });
}

/** Compare and set. Decides where it was not written, or nobody knows: the next look reads the entry. */
export function* setPart(plan: Plan, entry: SourceItem, part: Part['part']): Asking<Verdict> {
  const answer = yield* ask({ kind: 'setPart', entry, part });
  if (!answer) return decided(plan);
  return answer.ok ? goOn(plan) : failedBy(plan, answer.failure);
}
