// What takes no part in the synchronisation, by what it is or by the link's rules: both sides stay as they are, with the
// reason. What no longer meets a filter loses our copy where the link is set so. Absence is no reason: what is gone while
// a pair is left out is nobody's delete of the other item.
import { asOccurrence } from '../../calendar/editOccurrence.ts';
import type { CalendarEvent } from '../../calendar/event.ts';
import { unheldSeries } from '../expansion/occurrenceItem.ts';
import { admissionTo } from '../ingest/observe.ts';
import { directionOf, isByRule } from '../ports/linkRules.ts';
import { otherSide, type Side } from '../ports/remote.ts';
import type { Session } from '../session/session.ts';
import { type LeftOut, leftOutOf, withLeftOut, without } from './bind.ts';
import { ruleAgainstEntry, ruleAgainstEvent } from './filter.ts';
import { copyOf, homesOf } from './homes.ts';
import type { Job } from './look.ts';
import { losersOf } from './operations.ts';
import { editedFields, unfinishedLosers } from './unfinished.ts';

/** A pair as read. */
type Read = Pick<Job, 'row' | 'mailbox' | 'source'>;

const SIDES: readonly Side[] = ['mailbox', 'source'];

/** True when the pair is left out; what its rules say is to be done with it is then in the job. */
export function leaveOut(session: Session, job: Job): boolean {
  const was = job.row.leftOut;
  const left = leftOutNow(session, job);
  job.row = withLeftOut(job.row, left);
  if (!left) {
    if (isByRule(was)) comeBack(job);
    return false;
  }
  job.conclusion = 'leftOut';
  if (left.reason === 'filtered') leaveFilter(session, job);
  if (left.reason === 'recurrence-not-supported') giveWay(session, job);
  return true;
}

/** Why this pair takes no part, as both sides read now. */
export const leftOutNow = (session: Session, job: Read): LeftOut | undefined =>
  leftOutOn(session, job, 'mailbox') ?? leftOutOn(session, job, 'source') ?? staysOut(job);

function leftOutOn(session: Session, job: Read, side: Side): LeftOut | undefined {
  const { row } = job;
  const reading = job[side];
  if (reading.state !== 'present') return undefined;
  const { content } = reading.item;
  if (content.kind === 'leftOut') return { reason: content.reason };
  // What the user may not change in the entry is never written there.
  if (side === 'mailbox' && isOfOthers(session, job)) return undefined;
  if (side === 'mailbox' && isNoOccurrence(job, content.event)) return { reason: 'recurrence-not-supported' };
  const by = ruleAgainst(session, job, side);
  if (by) return by;
  const to = admissionTo(session, otherSide(side));
  const half = !row.mailbox || !row.source;
  // What took part once goes on to do so, however long ago it ended.
  const isFirst = half && row.leftOut !== undefined && (row.firstSeen !== undefined || !isByRule(row.leftOut));
  const reason = isFirst ? leftOutOf(reading.item, to)?.reason : to.unheld(content.event);
  return reason && { reason };
}

/** What a person made of an occurrence that stands for itself is no occurrence any more. */
function isNoOccurrence({ source }: Read, { when }: CalendarEvent): boolean {
  const series = source.state === 'present' ? source.item.series : undefined;
  return series !== undefined && asOccurrence(series, when) === undefined;
}

const isOfOthers = (session: Session, { source }: Read): boolean =>
  source.state === 'present' && source.item.owner !== session.context.email;

/** The rule that keeps what a person made on this side from going to the other one. */
function ruleAgainst(session: Session, job: Read, side: Side): LeftOut | undefined {
  const { rules, email } = session.context;
  const { mailbox, source, row } = job;
  if (side === 'source') {
    if (source.state !== 'present') return undefined;
    if (source.item.series && rules.unheldSeries !== 'expand') return filtered('unheldSeries');
    const isNew = row.mailbox === undefined || isOfOthers(session, job);
    if (isNew && directionOf(rules, source.item.type) === 'toSource') return { reason: 'direction', by: 'direction' };
    return homesOf(row).includes('source') ? filtered(ruleAgainstEntry(rules, source.item, email)) : undefined;
  }
  if (mailbox.state !== 'present') return undefined;
  const type = typeOf(session, job);
  if (row.source === undefined && directionOf(rules, type) === 'toExchange') {
    return { reason: 'direction', by: 'direction' };
  }
  return homesOf(row).includes('mailbox') ? filtered(ruleAgainstEvent(rules, mailbox.item, type)) : undefined;
}

const filtered = (by: string | undefined): LeftOut | undefined =>
  by === undefined ? undefined : { reason: 'filtered', by };

/** The type of the pair's entry, or of the one that its event would become; undefined where nobody knows. */
export function typeOf(session: Session, { row, source }: Read): string | undefined {
  if (source.state === 'present') return source.item.type;
  return row.source ? row.entryType : session.context.source.createdType;
}

/** What the rules were asked about is gone: whether it would come back cannot be known, and the other item stays. */
function staysOut({ row, ...job }: Read): LeftOut | undefined {
  const reason = row.leftOut;
  if (reason === undefined || !isByRule(reason)) return undefined;
  const isGone = homesOf(row).some((side) => job[side].state === 'gone');
  const stands = SIDES.some((side) => job[side].state === 'present');
  if (!isGone || !stands) return undefined;
  return { reason, ...(row.leftOutBy === undefined ? {} : { by: row.leftOutBy }) };
}

/** Takes part again. The copy that went meanwhile was not deleted by anybody whom this pair concerned: it is made anew. */
function comeBack(job: Job): void {
  if (job.row.left || job.row.unlinked) return;
  for (const side of SIDES) {
    if (job[side].state !== 'gone' || job[otherSide(side)].state !== 'present') continue;
    job.row = without(job.row, side);
    job[side] = { state: 'absent' };
  }
}

function leaveFilter(session: Session, job: Job): void {
  const side = copyOf(job.row);
  if (session.context.rules.leavesFilter === 'remove' && side !== undefined) removeCopy(session, job, side);
}

/** Our copy of a series that the mailbox can no longer hold gives way to its occurrences. A person's own stays. */
function giveWay(session: Session, job: Job): void {
  const { context } = session;
  if (context.rules.unheldSeries !== 'expand' || copyOf(job.row) !== 'mailbox') return;
  if (job.source.state !== 'present' || !unheldSeries(context.mailbox, job.source.item)) return;
  removeCopy(session, job, 'mailbox');
  // As soon as it has gone.
  if (job.operations.length > 0) job.waitUntil = context.now();
}

/** What a person decided not to delete stays, as if the link were set to unlink. */
function removeCopy(session: Session, job: Job, side: Side): void {
  const reading = job[side];
  if (job.row.keep || reading.state !== 'present') return;
  const losers = [
    ...losersOf(session, side, reading.item, editedFields(session, job, side), 'removed'),
    ...unfinishedLosers(session, job, side),
  ];
  job.operations = [{ op: 'delete', side, item: reading.item, losers, outOfScope: true }];
}
