// A mailbox takes a series in several requests, so a write of ours can be half done. The `when` of an item between the
// first request and the last is nobody's edit. docs/sync.md section 5, "Writes that take several requests".

import type { Prints } from '../../../calendar/canonical/fingerprint.ts';
import type { EventField, Instant, When } from '../../../calendar/event.ts';
import { otherSide, type Side } from '../../ports/remote.ts';
import type { PairRow } from '../../ports/rows.ts';
import { printsNow, type Read, type Reading, SIDES } from '../look.ts';
import { type LosingValue, losingValues } from '../losers.ts';
import { goOn, type Plan, type Verdict, waits } from '../plan.ts';
import { baseNow } from '../privateEvents.ts';
import { valueWaits } from '../row/fieldRemarks.ts';
import { changedFields } from '../row/prints.ts';
import { without } from '../row/without.ts';
import type { Settings } from '../settings.ts';
import { LATE_MS, LOOK_AGAIN_MS } from './late.ts';

/** True when this reading shows a write of ours to this side that has begun and not come to its end. */
export function isUnfinished(row: PairRow, side: Side, reading: Reading): boolean {
  const begun = row[side]?.begun;
  return begun !== undefined && reading.state === 'present' && reading.item.begun === begun.rev;
}

/** The pair waits for the rest of a write that may still come. */
export function awaitRest(plan: Plan, _settings: Settings, at: Instant): Verdict {
  const lateUntil = SIDES.flatMap((side) => {
    const begun = plan.row[side]?.begun;
    return begun && isUnfinished(plan.row, side, plan[side]) ? [begun.at + LATE_MS] : [];
  }).filter((until) => at < until);
  const last = lateUntil.at(-1);
  return last === undefined ? goOn(plan) : waits(plan, Math.min(at + LOOK_AGAIN_MS, last));
}

const isUnread = (reading: Reading, field: EventField): boolean =>
  reading.state === 'present' && reading.item.unread?.has(field) === true;

/** The fields in which a person changed this side since it last stored them. */
export function editedFields(settings: Settings, read: Read, side: Side): EventField[] {
  const now = printsNow(settings, read.row, read[side]);
  const edited = changedFields(now, baseNow(settings, read, side)).filter(
    (field) => !isUnread(read[side], field) && !valueWaits(read.row, { side, field, now }),
  );
  return isUnfinished(read.row, side, read[side]) ? edited.filter((field) => field !== 'when') : edited;
}

/**
 * The base by which this side is merged. For an unfinished write, `when` as it stands counts as stored, and the other
 * side's as changed. So it is written again.
 */
export function baseOf(settings: Settings, read: Read, side: Side): Prints {
  const base = baseNow(settings, read, side);
  const other = otherSide(side);
  if (isUnfinished(read.row, other, read[other])) return without(base, 'when');
  const { when } = printsNow(settings, read.row, read[side]);
  return isUnfinished(read.row, side, read[side]) && when !== undefined ? { ...base, when } : base;
}

/**
 * The values that a write or a delete of ours takes from an unfinished item. None where all of `when` had come from the
 * other side.
 */
export function unfinishedLosers({ print }: Settings, read: Read, side: Side): LosingValue[] {
  const reading = read[side];
  if (reading.state !== 'present' || reading.item.content.kind !== 'event') return [];
  if (!isUnfinished(read.row, side, reading)) return [];
  const { when } = reading.item.content.event;
  const other = read[otherSide(side)];
  const sent =
    other.state === 'present' && other.item.content.kind === 'event' ? other.item.content.event.when : undefined;
  if (sent && isPartOf(print, when, sent)) return [];
  return losingValues({ side, item: reading.item, fields: ['when'], why: 'unfinished' });
}

/** True when `part` is `whole` with some of its overrides left out. */
function isPartOf(print: Settings['print'], part: When, whole: When): boolean {
  const ids = new Set(Object.keys(part.recurrence?.overrides ?? {}));
  return print({ when: part }).when === print({ when: withOverrides(whole, ids) }).when;
}

function withOverrides(when: When, ids: ReadonlySet<string>): When {
  if (!when.recurrence) return when;
  const { rule, overrides } = when.recurrence;
  const kept = Object.entries(overrides).filter(([id]) => ids.has(id));
  return { ...when, recurrence: { rule, overrides: Object.fromEntries(kept) } };
}
