// Writing a series takes a mailbox several requests, and any of them may be the last that comes through. What stands
// there between the first and the last is nobody's edit: it is waited for, and then written again.
import type { EventField, When } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { otherSide, type Side } from '../ports/remote.ts';
import type { Loser, PairRow } from '../ports/rows.ts';
import { LATE_MS, type Session } from '../session/session.ts';
import { without } from './bind.ts';
import { changedFields } from './decide.ts';
import { type Job, LOOK_AGAIN_MS, printsNow, type Reading } from './look.ts';
import { sealLoser } from './losers.ts';
import { baseNow } from './privateEvents.ts';

const SIDES: readonly Side[] = ['mailbox', 'source'];

/** Whether a write of ours to this side has begun and not come to its end, as far as this reading tells. */
export function isUnfinished(row: PairRow, side: Side, reading: Reading): boolean {
  const begun = row[side]?.begun;
  return begun !== undefined && reading.state === 'present' && reading.item.begun === begun.rev;
}

/** True when the pair waits for the rest of a write that may still come. */
export function awaitRest(session: Session, job: Job): boolean {
  const now = session.context.now();
  let waits = false;
  for (const side of SIDES) {
    const begun = job.row[side]?.begun;
    if (!begun || !isUnfinished(job.row, side, job[side])) continue;
    const lateUntil = begun.at + LATE_MS;
    if (now >= lateUntil) continue;
    job.waitUntil = Math.min(now + LOOK_AGAIN_MS, lateUntil);
    waits = true;
  }
  return waits;
}

/** The fields in which a person changed this side since it last stored them. */
export function editedFields(session: Session, job: Job, side: Side): EventField[] {
  const edited = changedFields(printsNow(session, job.row, job[side]), baseNow(session, job, side));
  return isUnfinished(job.row, side, job[side]) ? edited.filter((field) => field !== 'when') : edited;
}

/**
 * The base that this side is merged by. Of an unfinished write: `when` as it stands there counts as stored, and the
 * other side's as changed, so that it is written again.
 */
export function baseOf(session: Session, job: Job, side: Side): Prints {
  const base = baseNow(session, job, side);
  const other = otherSide(side);
  if (isUnfinished(job.row, other, job[other])) return without(base, 'when');
  const { when } = printsNow(session, job.row, job[side]);
  return isUnfinished(job.row, side, job[side]) && when !== undefined ? { ...base, when } : base;
}

/** What a write or a delete of ours takes from an unfinished item, unless all of it had come from the other side. */
export function unfinishedLosers(session: Session, job: Job, side: Side): Loser[] {
  const reading = job[side];
  if (reading.state !== 'present' || reading.item.content.kind !== 'event') return [];
  if (!isUnfinished(job.row, side, reading)) return [];
  const { when } = reading.item.content.event;
  const other = job[otherSide(side)];
  const sent =
    other.state === 'present' && other.item.content.kind === 'event' ? other.item.content.event.when : undefined;
  if (sent && isPartOf(session, when, sent)) return [];
  return [sealLoser(session, { side, field: 'when', why: 'unfinished' }, reading.item.content.event)];
}

/** Whether `part` is `whole` with some of its overrides left out. */
function isPartOf(session: Session, part: When, whole: When): boolean {
  const { print } = session.context;
  const ids = new Set(Object.keys(part.recurrence?.overrides ?? {}));
  return print({ when: part }).when === print({ when: withOverrides(whole, ids) }).when;
}

function withOverrides(when: When, ids: ReadonlySet<string>): When {
  if (!when.recurrence) return when;
  const { rule, overrides } = when.recurrence;
  const kept = Object.entries(overrides).filter(([id]) => ids.has(id));
  return { ...when, recurrence: { rule, overrides: Object.fromEntries(kept) } };
}
