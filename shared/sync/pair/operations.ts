// The writes that a decision comes to, filled into the job.
import type { EventField, EventPatch } from '../../calendar/event.ts';
import { type MergePolicy, type MergeSide, mergeFields } from '../../calendar/mergeFields.ts';
import { type Item, otherSide, type Side } from '../ports/remote.ts';
import type { Loser, PairSide } from '../ports/rows.ts';
import type { Session } from '../session/session.ts';
import { without } from './bind.ts';
import { type Job, printsNow, type Reading } from './look.ts';
import { sealLoser } from './losers.ts';
import {
  exchanged,
  hiddenAtHome,
  mayChangeRules,
  settledAtHome,
  shownEvent,
  shownPatch,
  withdrawn,
} from './privateEvents.ts';
import { baseOf, editedFields, unfinishedLosers } from './unfinished.ts';

/** One side gets what the other holds. */
export function createOn(session: Session, job: Job, side: Side, from: Reading): void {
  if (from.state !== 'present' || from.item.content.kind !== 'event') return;
  job.operations = [{ op: 'create', side, event: shownEvent(session, job, from.item.content.event) }];
}

/** One side loses what is gone on the other; edits that the other side never takes go on record. */
export function deleteOn(session: Session, job: Job, side: Side, recordsEdits: boolean): void {
  const reading = job[side];
  if (reading.state !== 'present') return;
  const edited = recordsEdits ? losersOf(session, side, reading.item, editedFields(session, job, side), 'removed') : [];
  // Who deleted the other one did not see what this one says.
  const hidden = losersOf(session, side, reading.item, hiddenAtHome(job, side), 'removed');
  const losers = [...edited, ...hidden, ...unfinishedLosers(session, job, side)];
  job.conclusion = 'tombstone';
  job.operations = [{ op: 'delete', side, item: reading.item, losers, outOfScope: false }];
}

/** Both sides stand: field by field, what one changed goes to the other. */
export function merge(session: Session, job: Job, policy: MergePolicy): void {
  const { row, mailbox, source } = job;
  if (mailbox.state !== 'present' || source.state !== 'present' || !row.mailbox || !row.source) return;
  const items = { mailbox: mailbox.item, source: source.item };
  const sides = {
    mailbox: mergeSide(session, job, 'mailbox', mailbox.item),
    source: mergeSide(session, job, 'source', source.item),
  };
  const merged = mergeFields(sides.mailbox, sides.source, policy);
  const written = { mailbox: merged.toMailbox, source: merged.toSource };
  const losersIn = (side: Side): Loser[] =>
    merged.losing
      .filter((each) => each.side === side)
      .flatMap(({ field, reverted }) =>
        losersOf(session, side, items[side], [field], policy === 'copy' || reverted ? 'reverted' : 'conflict'),
      );
  job.losers.push(...merged.left.flatMap(({ side, field }) => losersOf(session, side, items[side], [field], 'left')));
  const patches = { mailbox: patchFor('mailbox'), source: patchFor('source') };
  function patchFor(side: Side): EventPatch {
    // A copy that may not be written keeps what it tells.
    const isForbidden = typeof policy === 'object' && policy.to !== side;
    const before = isForbidden ? {} : withdrawn(session, job, side, items[side]);
    return { ...before, ...shownPatch(job, side, items[side], items[otherSide(side)], written[side]) };
  }
  // What agrees is known now, whatever becomes of the writes.
  const known = (side: Side, ours: PairSide): PairSide => {
    const settled = { ...merged.settled[side], ...settledAtHome(job, side, sides[side].now) };
    return {
      ...(patches[side].when ? ours : without(ours, 'begun')),
      base: { ...ours.base, ...(patches[side].when ? without(settled, 'when') : settled) },
    };
  };
  job.row = { ...row, mailbox: known('mailbox', row.mailbox), source: known('source', row.source) };
  for (const side of ['source', 'mailbox'] as const) {
    const fields = Object.keys(patches[side]) as EventField[];
    if (fields.length === 0) continue;
    const unfinished = patches[side].when ? unfinishedLosers(session, job, side) : [];
    const losers = [...losersIn(side), ...unfinished];
    job.operations.push({ op: 'update', side, item: items[side], patch: patches[side], losers });
    if (mayChangeRules(session, job, side, fields)) job.conclusion = 'lookAgain';
  }
}

const mergeSide = (session: Session, job: Job, side: Side, item: Item): MergeSide => ({
  now: printsNow(session, job.row, { state: 'present', item }),
  base: baseOf(session, job, side),
  fields: exchanged(session, job, session.context[side].fields),
  fixed: item.fixed,
});

/** Values that a write of ours overwrites or removes, sealed. */
export function losersOf(
  session: Session,
  side: Side,
  item: Item,
  fields: readonly EventField[],
  why: Loser['why'],
): Loser[] {
  const { content } = item;
  if (content.kind !== 'event') return [];
  return fields.map((field) => sealLoser(session, { side, field, why }, content.event));
}
