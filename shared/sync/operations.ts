// The writes that a decision comes to, filled into the job.
import type { EventField, EventPatch } from '../calendar/event.ts';
import type { Prints } from '../calendar/fingerprint.ts';
import { mergeFields } from '../calendar/mergeFields.ts';
import { changedFields } from './decide.ts';
import { type Job, printsNow, type Reading } from './job.ts';
import type { Item, Side } from './remote.ts';
import type { Loser } from './rows.ts';
import type { Session } from './session.ts';

/** One side gets what the other holds. */
export function createOn(job: Job, side: Side, from: Reading): void {
  if (from.state !== 'present' || from.item.content.kind !== 'event') return;
  job.operations = [{ op: 'create', side, event: from.item.content.event }];
}

/** One side loses what is gone on the other; a participant's own edits go on record. */
export function deleteOn(session: Session, job: Job, side: Side, asCopy: boolean): void {
  const reading = job[side];
  if (reading.state !== 'present') return;
  const losers = asCopy ? losersOf(session, side, reading.item, editedFields(session, job, side), 'removed') : [];
  job.conclusion = 'tombstone';
  job.operations = [{ op: 'delete', side, item: reading.item, losers, outOfScope: false }];
}

/** Both sides stand: field by field, what one changed goes to the other. */
export function merge(session: Session, job: Job, asCopy: boolean): void {
  const { context } = session;
  const { row, mailbox, source } = job;
  if (mailbox.state !== 'present' || source.state !== 'present' || !row.mailbox || !row.source) return;
  const merged = mergeFields(
    { now: printsNow(session, mailbox), base: row.mailbox.base, fields: context.mailbox.fields },
    { now: printsNow(session, source), base: row.source.base, fields: context.source.fields },
    asCopy ? 'copy' : context.conflictPolicy,
  );
  // What agrees is known now, whatever becomes of the writes.
  job.row = {
    ...row,
    mailbox: { ...row.mailbox, base: { ...row.mailbox.base, ...merged.settled.mailbox } },
    source: { ...row.source, base: { ...row.source.base, ...merged.settled.source } },
  };
  const losing = (side: Side) => merged.losing.filter((each) => each.side === side).map((each) => each.field);
  const why = asCopy ? 'reverted' : 'conflict';
  const update = (side: Side, to: Item, from: Item, fields: readonly EventField[]): void => {
    if (fields.length === 0) return;
    const losers = losersOf(session, side, to, losing(side), why);
    job.operations.push({ op: 'update', side, item: to, patch: patchOf(from, fields), losers });
  };
  update('source', source.item, mailbox.item, merged.toSource);
  update('mailbox', mailbox.item, source.item, merged.toMailbox);
}

function patchOf(from: Item, fields: readonly EventField[]): EventPatch {
  const { content } = from;
  if (content.kind !== 'event') return {};
  return Object.fromEntries(fields.map((field) => [field, content.event[field]]));
}

export const editedFields = (session: Session, job: Job, side: Side): EventField[] => {
  const base: Prints = job.row[side]?.base ?? {};
  return changedFields(printsNow(session, job[side]), base);
};

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
  const { seal } = session.context;
  return fields.map((field) => ({ side, field, why, sealed: seal(JSON.stringify(content.event[field])) }));
}
