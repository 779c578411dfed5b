// An entry that stands for a meeting comes to a user whose mailbox has not shown that meeting. The mail may be on its
// way, so the pair waits for it. After that it makes a silent copy, which gives way when the mail comes after all.
import type { Instant } from '../../calendar/event.ts';
import { LATE_MS } from '../pair/facts/late.ts';
import { decided, failedBy, type Plan, type Verdict } from '../pair/plan.ts';
import { type Asking, ask } from '../pair/question.ts';
import { partInMeeting } from '../pair/row/meetingPart.ts';
import { isWhole } from '../pair/row/occurrenceId.ts';
import { indexRow, uidRow } from '../pair/row/rows.ts';
import type { Settings } from '../pair/settings.ts';
import { isShared } from '../ports/people.ts';
import { awaitInvitation } from './awaitInvitation.ts';
import { waitForMeeting, waitsSince } from './waitForMeeting.ts';

/** Asked just before an event would be made of an entry. The plan stays as it is where the event is to be made. */
export function* awaitEvent(plan: Plan, settings: Settings, at: Instant): Asking<Verdict> {
  const { source, row } = plan;
  if (plan.mailbox.state !== 'absent' || source.state !== 'present') return decided(plan);
  if (!isShared(source.item, settings.email) || !isWhole(source.item.id)) return decided(plan);
  const uid = row.meeting ? row.meeting.uid : yield* ask({ kind: 'meetingOfEntry', entry: source.item.id });
  if (uid === undefined) return yield* awaitInvitation(plan, settings, { entry: source.item, at });
  const holder = yield* ask({ kind: 'uidHolder', uid });
  const found = yield* ask({ kind: 'eventByUid', uid });
  if (!found.ok) return failedBy({ ...plan, operations: [] }, found.failure);
  const event = found.value;
  const isFree = event !== undefined && event.holder === undefined && (holder === undefined || holder === row.pair);
  if (isFree) return decided(withEvent(plan, event.item.id, event.item.uid));
  const known = holder === undefined ? { ...plan, rows: [...plan.rows, uidRow(uid, row.pair)] } : plan;
  if (at < waitsSince(plan, at) + LATE_MS) return waitForMeeting(known, { uid, for: 'mail', at });
  return decided({ ...known, row: { ...row, meeting: partInMeeting(row, uid, { registered: true }) } });
}

/** The pair takes the meeting's event instead of making one. Neither side has a base, so both are compared. */
function withEvent(plan: Plan, id: string, uid: string): Plan {
  const { row } = plan;
  return {
    ...plan,
    operations: [],
    conclusion: 'lookAgain',
    row: {
      ...row,
      mailbox: { id, uid, base: {} },
      ...(row.source ? { source: { ...row.source, base: {} } } : {}),
      meeting: partInMeeting(row, uid, { registered: true }),
    },
    rows: [...plan.rows, indexRow('mailbox', { id, pair: row.pair }), uidRow(uid, row.pair)],
  };
}
