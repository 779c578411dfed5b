// The writes that follow from a decision. Each function returns a new plan.

import { type MergePolicy, type MergeSide, mergeFields } from '../../../calendar/changes/mergeFields.ts';
import { EVENT_FIELDS, type EventField, type EventPatch } from '../../../calendar/event.ts';
import { type Item, otherSide, type Side } from '../../ports/remote.ts';
import type { PairRow, PairSide } from '../../ports/rows.ts';
import { baseOf, editedFields, unfinishedLosers } from '../facts/unfinished.ts';
import { printsNow, type Read, SIDES } from '../look.ts';
import { fieldsThatLose, filledFields, isTooLarge, type LosingValue, losingValues } from '../losers.ts';
import type { Operation, Plan } from '../plan.ts';
import {
  exchanged,
  hiddenAtHome,
  mayChangeRules,
  settledAtHome,
  shownEvent,
  shownPatch,
  withdrawn,
} from '../privateEvents.ts';
import {
  fieldRemark,
  notHeld,
  stillStored,
  unfitFields,
  unreadable,
  valueWaits,
  withFieldRemarks,
  withoutValues,
} from '../row/fieldRemarks.ts';
import { without } from '../row/without.ts';
import type { Settings } from '../settings.ts';

/** One side gets the item of the other. */
export function createOn(plan: Plan, settings: Settings, side: Side): Plan {
  const from = plan[otherSide(side)];
  if (from.state !== 'present' || from.item.content.kind !== 'event') return plan;
  const shown = shownEvent(settings, plan, from.item.content.event);
  const now = printsNow(settings, plan.row, from);
  const exchangedFields = exchanged(settings, plan, settings[side].fields);
  const unfit = [...unfitFields(plan.row, { side, remote: settings[side], event: shown, now })].filter((field) =>
    exchangedFields.has(field),
  );
  const remarks = [...unreadable(otherSide(side), from.item), ...notHeld(side, unfit, now)];
  return {
    ...plan,
    row: withFieldRemarks(withoutBase(plan.row, otherSide(side), unfit), remarks),
    operations: [{ op: 'create', side, event: withoutValues(shown, unfit) }],
  };
}

/** The row in which these values of a side have gone nowhere yet. */
function withoutBase(row: PairRow, side: Side, fields: readonly EventField[]): PairRow {
  const ours = row[side];
  return ours && fields.length > 0 ? { ...row, [side]: { ...ours, base: without(ours.base, ...fields) } } : row;
}

/**
 * Deletes the item of one side, because the other side's is gone. `recordsEdits`: edits that the other side never takes
 * go on record.
 */
export function deleteOn(
  plan: Plan,
  settings: Settings,
  { side, recordsEdits }: { readonly side: Side; readonly recordsEdits: boolean },
): Plan {
  const reading = plan[side];
  if (reading.state !== 'present') return plan;
  const { item } = reading;
  const edited = recordsEdits ? editedLosers(plan, settings, side) : [];
  // The person who deleted the other item did not see these fields.
  const hidden = losingValues({ side, item, fields: filledFields(item, hiddenAtHome(plan, side)), why: 'removed' });
  const losers = [
    ...edited,
    ...hidden,
    ...waitingLosers(plan, settings, side),
    ...unfinishedLosers(settings, plan, side),
  ];
  return {
    ...plan,
    conclusion: 'tombstone',
    operations: [{ op: 'delete', side, item, losers, outOfScope: false }],
  };
}

/**
 * Deletes our copy, because its entry is no longer this user's or no longer meets a rule. A person's edits go on
 * record.
 */
export function removeCopy(plan: Plan, settings: Settings, side: Side): Plan {
  const reading = plan[side];
  if (reading.state !== 'present') return plan;
  const losers = [
    ...editedLosers(plan, settings, side),
    ...waitingLosers(plan, settings, side),
    ...unfinishedLosers(settings, plan, side),
  ];
  return { ...plan, operations: [{ op: 'delete', side, item: reading.item, losers, outOfScope: true }] };
}

/** A person's edits of an item that is removed. */
export function editedLosers(plan: Read, settings: Settings, side: Side): LosingValue[] {
  const reading = plan[side];
  if (reading.state !== 'present') return [];
  const { item } = reading;
  return losingValues({
    side,
    item,
    fields: fieldsThatLose(plan.row, item, editedFields(settings, plan, side)),
    why: 'removed',
  });
}

/**
 * The values of an item that is removed and that could never go across, as far as a row can hold them. Deleted Items
 * has a larger one still.
 */
function waitingLosers(plan: Read, settings: Settings, side: Side): LosingValue[] {
  const reading = plan[side];
  if (reading.state !== 'present') return [];
  const now = printsNow(settings, plan.row, reading);
  const fields = EVENT_FIELDS.filter((field) => valueWaits(plan.row, { side, field, now }));
  return losingValues({ side, item: reading.item, fields, why: 'removed' }).filter((each) => !isTooLarge(each));
}

type BySide<T> = { readonly [S in Side]: T };
const bySide = <T>(of: (side: Side) => T): BySide<T> => ({ mailbox: of('mailbox'), source: of('source') });

/** Merges two standing items field by field: a change on one side goes to the other. docs/sync.md section 7. */
export function merge(plan: Plan, settings: Settings, policy: MergePolicy): Plan {
  const { row, mailbox, source } = plan;
  if (mailbox.state !== 'present' || source.state !== 'present' || !row.mailbox || !row.source) return plan;
  const items: BySide<Item> = { mailbox: mailbox.item, source: source.item };
  const ours: BySide<PairSide> = { mailbox: row.mailbox, source: row.source };
  const sides = bySide((side) => mergeSide(plan, settings, { side, item: items[side] }));
  const merged = mergeFields(sides.mailbox, sides.source, policy);
  // A losing value that no row can hold is not written over. Only `when` may keep the other fields waiting.
  const large = merged.losing.filter(
    ({ side, field }) =>
      field !== 'when' && losingValues({ side, item: items[side], fields: [field], why: 'conflict' }).some(isTooLarge),
  );
  const mayBeWritten = (side: Side) => (field: EventField) =>
    !large.some((each) => each.side === side && each.field === field);
  const written = {
    mailbox: merged.toMailbox.filter(mayBeWritten('mailbox')),
    source: merged.toSource.filter(mayBeWritten('source')),
  };
  const patches = bySide((side): EventPatch => {
    // A copy that may not be written keeps its text.
    const isForbidden = typeof policy === 'object' && policy.to !== side;
    const before = isForbidden ? {} : withdrawn(settings, plan, side);
    const shown = shownPatch(plan, { side, to: items[side], from: items[otherSide(side)], fields: written[side] });
    return { ...before, ...shown };
  });
  const lost = (side: Side, field: EventField, why: LosingValue['why']): LosingValue[] =>
    losingValues({ side, item: items[side], fields: fieldsThatLose(row, items[side], [field]), why });
  const left = merged.left.flatMap(({ side, field }) => lost(side, field, 'left'));
  const losersIn = (side: Side): LosingValue[] =>
    merged.losing
      .filter((each) => each.side === side && written[side].includes(each.field))
      .flatMap(({ field, reverted }) => lost(side, field, policy === 'copy' || reverted ? 'reverted' : 'conflict'));
  // Fields that agree are settled now, whatever becomes of the writes.
  const settled = bySide((side) =>
    withSettled(ours[side], { ...merged.settled[side], ...settledAtHome(plan, side, sides[side].now) }, patches[side]),
  );
  const remarks = [...merged.waiting, ...large.map((each) => ({ ...each, why: 'unrecordable' as const }))].flatMap(
    (each) => fieldRemark(each, sides[otherSide(each.side)].now),
  );
  const stored = stillStored(row, {
    now: { mailbox: sides.mailbox.now, source: sides.source.now },
    written: new Set([...written.mailbox, ...written.source]),
  });
  const updates = (['source', 'mailbox'] as const).flatMap((side): Operation[] => {
    if (Object.keys(patches[side]).length === 0) return [];
    const unfinished = patches[side].when ? unfinishedLosers(settings, plan, side) : [];
    const losers = [...losersIn(side), ...unfinished];
    return [{ op: 'update', side, item: items[side], patch: patches[side], losers }];
  });
  const looksAgain = SIDES.some((side) => {
    const fields = Object.keys(patches[side]) as EventField[];
    return fields.length > 0 && mayChangeRules(settings, plan, { side, fields });
  });
  return {
    ...plan,
    row: withFieldRemarks({ ...row, ...settled }, [...remarks, ...stored]),
    losers: [...plan.losers, ...left],
    operations: [...plan.operations, ...updates],
    conclusion: looksAgain ? 'lookAgain' : plan.conclusion,
  };
}

/** A side's base with the fields that agree. `when` is settled by the write that sends it, and not before. */
function withSettled(ours: PairSide, settled: PairSide['base'], patch: EventPatch): PairSide {
  if (patch.when) return { ...ours, base: { ...ours.base, ...without(settled, 'when') } };
  return { ...without(ours, 'begun'), base: { ...ours.base, ...settled } };
}

const mergeSide = (
  plan: Plan,
  settings: Settings,
  { side, item }: { readonly side: Side; readonly item: Item },
): MergeSide => ({
  now: printsNow(settings, plan.row, { state: 'present', item }),
  base: baseOf(settings, plan, side),
  fields: exchanged(settings, plan, settings[side].fields),
  fixed: item.fixed,
  unread: item.unread,
  unfit: unfitOf(plan, settings, side),
});

/** The fields of the other side's item that this side does not hold. */
function unfitOf(plan: Plan, settings: Settings, side: Side): ReadonlySet<EventField> {
  const from = plan[otherSide(side)];
  if (from.state !== 'present' || from.item.content.kind !== 'event') return new Set();
  const now = printsNow(settings, plan.row, from);
  return unfitFields(plan.row, { side, remote: settings[side], event: from.item.content.event, now });
}
