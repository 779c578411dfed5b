// From a fresh reading of both sides to what is written where. Only reads; the writes are execute.ts's.
import type { MergePolicy } from '../calendar/mergeFields.ts';
import { awaitsExpansion } from './expansion/expandSeries.ts';
import { typeToRemember } from './ingest/observe.ts';
import { seekMoved } from './ingest/seekMoved.ts';
import { startAnew } from './ingest/startAnew.ts';
import {
  followMeeting,
  follows,
  isLeftAlone,
  leavesToOthers,
  rememberMeeting,
  returns,
} from './meetings/followMeeting.ts';
import { handsOver } from './meetings/handOver.ts';
import { openOurMeeting } from './meetings/invitation.ts';
import { without } from './pair/bind.ts';
import {
  COPY_DECISIONS,
  type CopyDecision,
  DECISIONS,
  type Decision,
  type OneWayDecision,
  type SideState,
  TO_EXCHANGE_DECISIONS,
  TO_SOURCE_DECISIONS,
} from './pair/decide.ts';
import { leaveOut, typeOf } from './pair/leaveOut.ts';
import type { Job } from './pair/look.ts';
import { unlessTooLarge } from './pair/losers.ts';
import { createOn, deleteOn, losersOf, merge } from './pair/operations.ts';
import { drawVeil } from './pair/privateEvents.ts';
import { withRemarks } from './pair/remarks.ts';
import { settle } from './pair/settle.ts';
import { awaitRest, editedFields, unfinishedLosers } from './pair/unfinished.ts';
import { type Direction, directionOf } from './ports/linkRules.ts';
import { concerns } from './ports/people.ts';
import type { Side } from './ports/remote.ts';
import type { HoldRow, PairRow } from './ports/rows.ts';
import { restoreValue } from './restore/restore.ts';
import { removeOrphans } from './run/removeOrphans.ts';
import type { Session } from './session/session.ts';
import type { Work } from './session/work.ts';

/** Fills in the job's operations and conclusion. A job that must wait or has failed gets none. */
export async function plan(session: Session, work: Work, job: Job, hold: HoldRow | undefined): Promise<void> {
  if (job.failure) return;
  job.row = withRemarks(job);
  openOurMeeting(session, job);
  if (job.row.orphans.length > 0) return removeOrphans(session, job);
  if (!(await settle(session, work, job))) return;
  if (job.conclusion === 'lookAgain') return;
  if (!(await seekMoved(session, work, job))) return;
  if (awaitRest(session, job)) return;
  if (hold?.state === 'discarded' && job.row.held === hold.id) {
    job.row = { ...without(job.row, 'held'), keep: true };
  }
  await unlessTooLarge(job, async () => {
    if (await startAnew(session, work, job)) return;
    if (await restoreValue(session, work, job)) return;
    decide(session, job);
  });
}

function decide(session: Session, job: Job): void {
  if (awaitsExpansion(session, job)) return;
  const { mailbox, source, row } = job;
  const { email } = session.context;
  const inScope = source.state !== 'present' || concerns(source.item, email);
  // Our copy of what is no longer this user's goes, whatever the entry has become.
  const leaves = !inScope && (mailbox.state !== 'present' || mailbox.item.content.kind === 'event');
  if (leaves) job.row = without(row, 'leftOut', 'leftOutBy');
  else if (leaveOut(session, job)) return;
  if (!inScope && returns(job)) {
    job.asks = 'returns';
    return;
  }
  if (!inScope) return leaveScope(session, job);
  rememberMeeting(job);
  const isAlone = isLeftAlone(job, email) && editedFields(session, job, 'source').length === 0;
  if ((row.unlinked || row.left) && !isAlone) {
    if (!comesBack(job)) return;
    job.row = without(job.row, 'unlinked', 'left');
    if (job.mailbox.state === 'gone') job.row = without(job.row, 'mailbox');
    job.conclusion = 'lookAgain';
    return;
  }
  drawVeil(session, job);
  if (handsOver(session, job)) return;
  if (row.keep) return writeAgain(session, job);
  const was = row.role ?? 'owner';
  const role = source.state === 'present' ? (source.item.owner === email ? 'owner' : 'participant') : was;
  const direction = directionOf(session.context.rules, typeOf(session, job));
  job.row = { ...rememberType(session, job), role };
  const states: [SideState, SideState] = [stateOf(session, job, 'mailbox'), stateOf(session, job, 'source')];
  // A delete counts by the role that the person had when both sides were in step.
  const asCopy = states[0] === 'gone' ? was === 'participant' || role === 'participant' : role === 'participant';
  const decisions = asCopy ? COPY_DECISIONS : DIRECTION_DECISIONS[direction];
  if (follows(job, asCopy)) return followMeeting(session, job);
  if (!asCopy && leavesToOthers(job)) {
    job.conclusion = 'left';
    return;
  }
  apply(session, job, decisions[states[0]][states[1]], asCopy ? 'copy' : policyOf(session, direction));
}

const DIRECTION_DECISIONS = { both: DECISIONS, toExchange: TO_EXCHANGE_DECISIONS, toSource: TO_SOURCE_DECISIONS };

function policyOf({ context }: Session, direction: Direction): MergePolicy {
  if (direction === 'both') return context.conflictPolicy;
  return { to: direction === 'toExchange' ? 'mailbox' : 'source', forbidden: context.rules.forbidden };
}

/** Once the entry is gone, the row alone tells which it was. */
function rememberType(session: Session, job: Job): PairRow {
  const type = typeToRemember(session, typeOf(session, job));
  return type === undefined ? without(job.row, 'entryType') : { ...job.row, entryType: type };
}

function stateOf(session: Session, job: Job, side: Side): SideState {
  const reading = job[side];
  if (reading.state !== 'present') return reading.state;
  return editedFields(session, job, side).length > 0 ? 'changed' : 'same';
}

/** The entry exists, but is no longer this user's: our copy goes, what the user made or had stays. */
function leaveScope(session: Session, job: Job): void {
  const { row, mailbox } = job;
  job.conclusion = 'unlinked';
  if (row.unlinked || mailbox.state !== 'present' || row.mailbox?.madeAt === undefined) return;
  const losers = [
    ...losersOf(session, 'mailbox', mailbox.item, editedFields(session, job, 'mailbox'), 'removed'),
    ...unfinishedLosers(session, job, 'mailbox'),
  ];
  job.operations = [{ op: 'delete', side: 'mailbox', item: mailbox.item, losers, outOfScope: true }];
}

/** Whether a pair that was set aside takes part again; else what is concluded of it is in the job. */
function comesBack(job: Job): boolean {
  const { row, mailbox, source } = job;
  if (row.unlinked && mailbox.state === 'present' && source.state === 'gone' && row.meeting) job.asks = 'otherEntry';
  if (row.left && row.meeting?.joined && mailbox.state === 'gone' && source.state === 'present') job.asks = 'leaves';
  if (row.unlinked && source.state === 'present') return true;
  if (row.left && mailbox.state === 'present' && source.state === 'present') return true;
  const stands = source.state === 'present' || mailbox.state === 'present';
  job.conclusion = stands ? (row.unlinked ? 'unlinked' : 'left') : 'tombstone';
  return false;
}

/** A discarded hold: the side that lost the item gets it again. */
function writeAgain(session: Session, job: Job): void {
  const { mailbox, source } = job;
  if (mailbox.state === 'gone' && source.state === 'present') return createOn(session, job, 'mailbox', source);
  if (source.state === 'gone' && mailbox.state === 'present') return createOn(session, job, 'source', mailbox);
  job.row = without(job.row, 'keep');
  job.conclusion = 'lookAgain';
}

function apply(
  session: Session,
  job: Job,
  decision: Decision | CopyDecision | OneWayDecision,
  policy: MergePolicy,
): void {
  switch (decision) {
    case 'nothing':
      return;
    case 'tombstone':
      job.conclusion = 'tombstone';
      return;
    case 'left':
    case 'leftOut':
      job.conclusion = decision;
      return;
    case 'merge':
      return merge(session, job, policy);
    case 'createEvent':
    case 'recreateEvent':
      return createOn(session, job, 'mailbox', job.source);
    case 'createEntry':
    case 'recreateEntry':
      return createOn(session, job, 'source', job.mailbox);
    case 'deleteEvent':
      return deleteOn(session, job, 'mailbox', policy === 'copy' || typeof policy === 'object');
    case 'deleteEntry':
      return deleteOn(session, job, 'source', typeof policy === 'object');
    case 'forbiddenDelete':
      if (session.context.rules.forbidden === 'leave') job.conclusion = 'left';
      else if (job.mailbox.state === 'gone') createOn(session, job, 'mailbox', job.source);
      else createOn(session, job, 'source', job.mailbox);
      return;
  }
}
