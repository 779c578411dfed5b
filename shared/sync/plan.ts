// From a fresh reading of both sides to what is written where. Only reads; the writes are execute.ts's.
import { EVENT_FIELDS, type EventField, type EventPatch } from '../calendar/event.ts';
import type { Prints } from '../calendar/fingerprint.ts';
import { mergeFields } from '../calendar/mergeFields.ts';
import {
  COPY_DECISIONS,
  type CopyDecision,
  changedFields,
  DECISIONS,
  type Decision,
  type SideState,
} from './decide.ts';
import { type Job, printsNow, type Reading } from './job.ts';
import { concerns } from './observe.ts';
import type { Outcome } from './outcome.ts';
import { leftOutOf, without } from './pair.ts';
import type { Item, Side } from './remote.ts';
import type { HoldRow, Loser } from './rows.ts';
import type { Session } from './session.ts';
import { settle, unlessFailed } from './settle.ts';
import type { Work } from './work.ts';

/** Fills in the job's operations and conclusion. A job that must wait or has failed gets none. */
export async function plan(session: Session, work: Work, job: Job, hold: HoldRow | undefined): Promise<void> {
  if (job.failure) return;
  if (job.row.orphans.length > 0) return removeOrphans(session, job);
  if (!(await settle(session, work, job))) return;
  if (job.conclusion === 'lookAgain') return;
  if (!(await seekMoved(session, work, job))) return;
  if (hold?.state === 'discarded' && job.row.held === hold.id) {
    job.row = { ...without(job.row, 'held'), keep: true };
  }
  decide(session, job);
}

/** Copies of our own making that nobody needs. One that a person edited meanwhile is that person's, and stays. */
async function removeOrphans(session: Session, job: Job): Promise<void> {
  for (const orphan of job.row.orphans) {
    const remote = session.context[orphan.side];
    const [read]: Outcome<Item>[] = await remote.read([orphan.id]);
    if (!read) continue;
    if (!read.ok && read.failure.kind === 'gone') continue;
    const item = unlessFailed(job, read);
    if (!item) return;
    const { id, version } = item.value;
    if (version !== orphan.version) continue;
    const [removed] = await remote.remove([{ id, version }]);
    if (!removed) continue;
    if (!removed.ok && removed.failure.kind === 'conflict') continue;
    if (!removed.ok && removed.failure.kind !== 'gone' && !unlessFailed(job, removed)) return;
    if (orphan.side === 'mailbox' && !(await keepIfEdited(session, job, item.value))) return;
  }
  job.row = { ...job.row, orphans: [] };
  job.conclusion = 'lookAgain';
}

/** The mailbox's delete has no condition: an orphan edited just before goes back and becomes a user's event. */
async function keepIfEdited(session: Session, job: Job, item: Item): Promise<boolean> {
  if (item.uid === undefined) return true;
  const { mailbox, print } = session.context;
  const deleted = unlessFailed(job, await mailbox.findDeleted(item.uid));
  if (!deleted) return false;
  const read = printsNow(session, { state: 'present', item });
  const found = deleted.value;
  if (found?.content.kind !== 'event') return true;
  const now = print(found.content.event);
  if (EVENT_FIELDS.every((field) => now[field] === read[field])) return true;
  return unlessFailed(job, await mailbox.restore(found.id)) !== undefined;
}

/** Gone under its id: the item may have moved or been accepted, and its UID tells. False when that is not known. */
async function seekMoved(session: Session, work: Work, job: Job): Promise<boolean> {
  const { row } = job;
  const uid = row.mailbox?.uid;
  if (job.mailbox.state !== 'gone' || uid === undefined || !row.mailbox || row.doneAt !== undefined || row.left)
    return true;
  const found = unlessFailed(job, await session.context.mailbox.findByUid(uid));
  if (!found) return false;
  const item = found.value;
  if (!item) return true;
  await work.load([{ kind: 'mailboxIndex', name: item.id }]);
  const holder = work.row('mailboxIndex', item.id);
  if (holder && holder.pair !== row.pair) return true;
  job.row = { ...row, mailbox: { ...row.mailbox, id: item.id } };
  work.put(row.pair, 'mailboxIndex', item.id, { id: item.id, pair: row.pair });
  job.mailbox = { state: 'present', item };
  return true;
}

function decide(session: Session, job: Job): void {
  const { source, row } = job;
  const { email } = session.context;
  const inScope = source.state !== 'present' || concerns(source.item, email);
  if (leaveOut(session, job)) return;
  if (source.state === 'present' && !inScope) return leaveScope(session, job);
  if (row.unlinked || row.left) {
    if (!comesBack(job)) return;
    job.row = without(job.row, 'unlinked', 'left');
    if (job.mailbox.state === 'gone') job.row = without(job.row, 'mailbox');
    job.conclusion = 'lookAgain';
    return;
  }
  if (row.keep) return writeAgain(job);
  const was = row.role ?? 'owner';
  const role = source.state === 'present' ? (source.item.owner === email ? 'owner' : 'participant') : was;
  job.row = { ...job.row, role };
  const states: [SideState, SideState] = [stateOf(session, job, 'mailbox'), stateOf(session, job, 'source')];
  // A delete counts by the role that the person had when both sides were in step.
  const asCopy = states[0] === 'gone' ? was === 'participant' || role === 'participant' : role === 'participant';
  const decision = asCopy ? COPY_DECISIONS[states[0]][states[1]] : DECISIONS[states[0]][states[1]];
  apply(session, job, decision, asCopy);
}

function stateOf(session: Session, job: Job, side: Side): SideState {
  const reading = job[side];
  if (reading.state !== 'present') return reading.state;
  return changedFields(printsNow(session, reading), job.row[side]?.base ?? {}).length > 0 ? 'changed' : 'same';
}

/** An item that cannot take part leaves both sides as they are, with its reason. True when the pair is left out. */
function leaveOut(session: Session, job: Job): boolean {
  const { row, mailbox, source } = job;
  const half = !row.mailbox || !row.source;
  const reasons = [mailbox, source].map((reading) => {
    if (reading.state !== 'present') return undefined;
    if (reading.item.content.kind === 'leftOut') return reading.item.content.reason;
    return half && row.leftOut ? leftOutOf(reading.item, session.link.endsAfter) : undefined;
  });
  const reason = reasons[0] ?? reasons[1];
  job.row = reason ? { ...row, leftOut: reason } : without(row, 'leftOut');
  if (reason) job.conclusion = 'leftOut';
  return reason !== undefined;
}

/** The entry exists, but is no longer this user's: our copy goes, what the user made or had stays. */
function leaveScope(session: Session, job: Job): void {
  const { row, mailbox } = job;
  job.conclusion = 'unlinked';
  if (row.unlinked || mailbox.state !== 'present' || row.mailbox?.madeAt === undefined) return;
  const losers = losersOf(session, 'mailbox', mailbox.item, editedFields(session, job, 'mailbox'), 'removed');
  job.operations = [{ op: 'delete', side: 'mailbox', item: mailbox.item, losers, outOfScope: true }];
}

/** Whether a pair that was set aside takes part again; else what is concluded of it is in the job. */
function comesBack(job: Job): boolean {
  const { row, mailbox, source } = job;
  if (row.unlinked && source.state === 'present') return true;
  if (row.left && mailbox.state === 'present' && source.state === 'present') return true;
  job.conclusion = source.state === 'present' ? 'left' : 'tombstone';
  if (row.unlinked && mailbox.state === 'present') job.conclusion = 'unlinked';
  return false;
}

/** A discarded hold: the side that lost the item gets it again. */
function writeAgain(job: Job): void {
  const { mailbox, source } = job;
  if (mailbox.state === 'gone' && source.state === 'present') return createOn(job, 'mailbox', source);
  if (source.state === 'gone' && mailbox.state === 'present') return createOn(job, 'source', mailbox);
  job.row = without(job.row, 'keep');
  job.conclusion = 'lookAgain';
}

function apply(session: Session, job: Job, decision: Decision | CopyDecision, asCopy: boolean): void {
  switch (decision) {
    case 'nothing':
      return;
    case 'tombstone':
      job.conclusion = 'tombstone';
      return;
    case 'left':
      job.conclusion = 'left';
      return;
    case 'merge':
      return merge(session, job, asCopy);
    case 'createEvent':
    case 'recreateEvent':
      return createOn(job, 'mailbox', job.source);
    case 'createEntry':
    case 'recreateEntry':
      return createOn(job, 'source', job.mailbox);
    case 'deleteEvent':
      return deleteOn(session, job, 'mailbox', asCopy);
    case 'deleteEntry':
      return deleteOn(session, job, 'source', false);
  }
}

function createOn(job: Job, side: Side, from: Reading): void {
  if (from.state !== 'present' || from.item.content.kind !== 'event') return;
  job.operations = [{ op: 'create', side, event: from.item.content.event }];
}

function deleteOn(session: Session, job: Job, side: Side, asCopy: boolean): void {
  const reading = job[side];
  if (reading.state !== 'present') return;
  const losers = asCopy ? losersOf(session, side, reading.item, editedFields(session, job, side), 'removed') : [];
  job.conclusion = 'tombstone';
  job.operations = [{ op: 'delete', side, item: reading.item, losers, outOfScope: false }];
}

function merge(session: Session, job: Job, asCopy: boolean): void {
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

const editedFields = (session: Session, job: Job, side: Side): EventField[] => {
  const base: Prints = job.row[side]?.base ?? {};
  return changedFields(printsNow(session, job[side]), base);
};

function losersOf(session: Session, side: Side, item: Item, fields: readonly EventField[], why: Loser['why']): Loser[] {
  const { content } = item;
  if (content.kind !== 'event') return [];
  const { seal } = session.context;
  return fields.map((field) => ({ side, field, why, sealed: seal(JSON.stringify(content.event[field])) }));
}
