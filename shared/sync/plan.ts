// From a fresh reading of both sides to what is written where. Only reads; the writes are execute.ts's.
import {
  COPY_DECISIONS,
  type CopyDecision,
  changedFields,
  DECISIONS,
  type Decision,
  type SideState,
} from './decide.ts';
import { type Job, printsNow } from './job.ts';
import { concerns } from './observe.ts';
import { createOn, deleteOn, editedFields, losersOf, merge } from './operations.ts';
import { leftOutOf, without } from './pair.ts';
import type { Side } from './remote.ts';
import { removeOrphans } from './removeOrphans.ts';
import type { HoldRow } from './rows.ts';
import { seekMoved } from './seekMoved.ts';
import type { Session } from './session.ts';
import { settle } from './settle.ts';
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
