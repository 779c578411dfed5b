// After the writes: bases, ids, indexes, history, and the end of "dirty", one transaction a pair's rows.

import { EVENT_FIELDS, type EventField } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { asAnswered, bindAnswered } from '../pair/bind.ts';
import { giveBackEdited } from '../pair/giveBack.ts';
import { LOOK_AGAIN_MS } from '../pair/late.ts';
import type { LosingValue } from '../pair/losers.ts';
import { isMeetingsEntry, isPublished } from '../pair/madeForMeeting.ts';
import { isWhole } from '../pair/occurrenceId.ts';
import type { Operation } from '../pair/plan.ts';
import { changedFields, printsOf } from '../pair/prints.ts';
import { withRestored } from '../pair/restored.ts';
import { indexRow, rowsOfItem } from '../pair/rows.ts';
import { withDeleted } from '../pair/settle.ts';
import { ended, hasEnded, setAside, withoutHold } from '../pair/standing.ts';
import { printerOf } from '../pair/veil.ts';
import { without } from '../pair/without.ts';
import type { LinkContext } from '../ports/link.ts';
import { certainlyNotApplied, type Failure } from '../ports/outcome.ts';
import { type Item, otherSide, type Side } from '../ports/remote.ts';
import type { DeleteIntent, Loser, PairRow, UpdateIntent } from '../ports/rows.ts';
import { isNew } from '../session/head.ts';
import { forgetVersion } from '../session/occurrenceIndex.ts';
import { backOff, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { follow, type Job, stageRows } from './job.ts';

const LOSERS_KEPT_MS = 30 * 86_400_000;

/** Writes down what became of each job. `open`: the pair needs another look. */
export async function complete(session: Session, work: Work, jobs: readonly Job[]): Promise<void> {
  const tombstones: { readonly entry: string; readonly uid: string | undefined }[] = [];
  await holdCreated(session, jobs);
  for (const job of jobs) {
    const open = await concludeJob(session, work, job);
    record(session, work, job);
    const { pair } = job.row;
    const before = work.row('pair', pair);
    if (before !== job.row) work.put(pair, 'pair', pair, job.row);
    if (open) keepDirty(session, work, job);
    else if (job.hasNewId || madeEvent(job)) work.mark(pair, 'created');
    else if (job.looksAgain) work.mark(pair, 'changed');
    else work.remove(pair, 'dirty', pair);
    if (!open) rememberVersions(work, job);
    // Where it reads again, it is a new entry's id.
    if (open || !hasEnded(job.row) || !job.row.source || job.source.state === 'present') continue;
    tombstones.push({ entry: job.row.source.id, uid: job.row.meeting?.uid });
    await forgetVersion(work, pair, job.row.source.id);
  }
  await work.commit();
  // The entry is gone for good: nobody needs to be told of it again.
  const { company, link } = session.context;
  for (const { entry, uid } of tombstones.filter((each) => isWhole(each.entry))) {
    await company.removeHolder(link, entry);
    if (uid !== undefined) await company.endMeeting(uid, entry);
  }
}

const madeEvent = (job: Job): boolean => job.operations.some(({ op, side }) => op === 'create' && side === 'mailbox');

/** Before the link's own rows know the created entries, so that their end is told. */
async function holdCreated(session: Session, jobs: readonly Job[]): Promise<void> {
  const { company, link } = session.context;
  const answers = jobs.flatMap((job) =>
    job.operations.filter(({ op, side }) => op === 'create' && side === 'source').map((each) => job.answers.get(each)),
  );
  const created = answers.flatMap((answer) => (answer?.ok ? [answer.value.id] : []));
  if (created.length > 0) await company.addHolder(link, created);
}

/** A losing value as it is stored. */
export const sealed =
  ({ seal }: LinkContext) =>
  (loser: LosingValue | Loser): Loser => {
    if (!('value' in loser)) return loser;
    const { side, field, why, value } = loser;
    return { side, field, why, sealed: seal(value) };
  };

/** Losing values of this pair go on record with its next transaction, and its deletes are counted for the hold. */
export function record(session: Session, work: Work, job: Job): void {
  const at = session.context.now();
  countDeletes(session, job);
  for (const loser of job.losers.map(sealed(session.context))) {
    const name = `${at}-${session.context.newId()}`;
    work.put(job.row.pair, 'history', name, { ...loser, pair: job.row.pair, at, expiresAt: at + LOSERS_KEPT_MS });
  }
  job.losers = [];
}

function countDeletes(session: Session, job: Job): void {
  if (job.deletes === 0) return;
  const { pair } = job.row;
  const at = session.context.now();
  const more = Array.from({ length: job.deletes }, () => ({ at, pair }));
  session.changeLease({ deletes: [...session.lease.deletes, ...more] });
  job.deletes = 0;
}

/** True when the pair needs another look. */
async function concludeJob(session: Session, work: Work, job: Job): Promise<boolean> {
  let open = job.failure !== undefined || job.waitUntil !== undefined || job.conclusion === 'lookAgain';
  for (const operation of job.operations) {
    if (!(await finish(session, work, job, operation))) open = true;
  }
  if (open) {
    job.row = job.failure ? withProblem(session, job.row, job.failure) : job.row;
    return true;
  }
  job.row = concluded(session, job);
  return false;
}

function concluded(session: Session, job: Job): PairRow {
  const row = withoutHold(without(job.row, 'problem'));
  switch (job.conclusion) {
    case 'tombstone':
      return ended(row, session.context.now());
    case 'left':
    case 'unlinked':
      return setAside(row, job.conclusion);
    case 'inStep':
    case 'leftOut':
    case 'lookAgain':
      return row;
  }
}

function withProblem(session: Session, row: PairRow, failure: Failure): PairRow {
  if (failure.kind === 'gone' || failure.kind === 'conflict') return row;
  const field = failure.kind === 'rejected' ? failure.field : undefined;
  const problem = { code: failure.code, at: session.context.now(), ...(field === undefined ? {} : { field }) };
  return { ...row, problem };
}

/** What one write ended in. False: not known or not applied, look again. */
async function finish(session: Session, work: Work, job: Job, operation: Operation): Promise<boolean> {
  const { side } = operation;
  const answer = job.answers.get(operation);
  const intent = job.row.intents[side];
  if (!answer || !intent) {
    if (intent) job.row = { ...job.row, intents: without(job.row.intents, side) };
    return false;
  }
  if (!answer.ok) {
    job.failure = answer.failure;
    if (certainlyNotApplied(answer.failure)) job.row = { ...job.row, intents: without(job.row.intents, side) };
    else job.waitUntil = session.context.now() + LOOK_AGAIN_MS;
    return false;
  }
  job.row = { ...job.row, writtenAt: session.context.now() };
  const { item } = answer.value;
  // Written, but not read: what the side stored is known once the intent is settled.
  if (!item) return false;
  switch (intent.op) {
    case 'create':
      return finishCreate(session, work, job, { side, item });
    case 'update':
      return operation.op === 'update' && finishUpdate(session, work, job, { operation, intent, item });
    case 'delete':
      return finishDelete(session, work, job, { side, intent });
  }
}

/** False like that of `finishUpdate`. */
async function finishCreate(session: Session, work: Work, job: Job, { side, item }: Answered): Promise<boolean> {
  const { context } = session;
  const intent = job.row.intents[side];
  if (intent?.op !== 'create') return false;
  if (!(await follow(session, work, job, isMeetingsEntry(job, intent, item)))) return false;
  if (!(await follow(session, work, job, isPublished(job, intent, item)))) return false;
  job.row = bindAnswered(job.row, { side, intent, item }, { print: context.print, at: context.now() });
  stageRows(work, job.row.pair, rowsOfItem(side, job.row.pair, item));
  return job.row[side]?.base.when !== undefined;
}

/** An item as a write of ours was answered. */
interface Answered {
  readonly side: Side;
  readonly item: Item;
}

interface Updated {
  readonly operation: Extract<Operation, { op: 'update' }>;
  readonly intent: UpdateIntent;
  readonly item: Item;
}

/** False when the item shows an edit that a person made while we wrote: the feed's echo of our write hides it. */
function finishUpdate(session: Session, work: Work, job: Job, { operation, intent, item }: Updated): boolean {
  const { side, item: planned } = operation;
  const print = printerOf(session.context.print, job.row);
  const now = printsOf(print, item);
  const sent = EVENT_FIELDS.filter((field) => intent.target[field] !== undefined);
  const stored = asAnswered({ side, item }, now, intent.target);
  job.losers = [...job.losers, ...intent.losers];
  job.row = updatedRow(job.row, side, { intent, sent, stored });
  const { pair } = job.row;
  stageRows(work, pair, [indexRow(side, { id: item.id, pair, version: item.version }, 'upsert')]);
  if (intent.restores !== undefined) {
    job.row = withRestored(job.row, side, intent);
    return false;
  }
  const others = changedFields(now, printsOf(print, planned)).filter((field) => !sent.includes(field));
  return others.length === 0 && sent.every((field) => stored[field] !== undefined);
}

interface Stored {
  readonly intent: UpdateIntent;
  readonly sent: readonly EventField[];
  readonly stored: Prints;
}

function updatedRow(row: PairRow, side: Side, { intent, sent, stored }: Stored): PairRow {
  const other = otherSide(side);
  const ours = row[side];
  const theirs = row[other];
  return {
    ...row,
    intents: without(row.intents, side),
    // The item has another version now: the condition of an earlier one can no longer hold.
    unlanded: without(row.unlanded, side),
    ...(intent.invited ? { invited: intent.invited } : {}),
    ...(ours ? { [side]: { ...ours, base: { ...without(ours.base, ...sent), ...stored } } } : {}),
    ...(theirs ? { [other]: { ...theirs, base: { ...theirs.base, ...intent.otherBase } } } : {}),
  };
}

interface Deleted {
  readonly side: Side;
  readonly intent: DeleteIntent;
}

async function finishDelete(session: Session, work: Work, job: Job, { side, intent }: Deleted): Promise<boolean> {
  if (side === 'mailbox') {
    const isGiven = await follow(session, work, job, giveBackEdited(job, session.settings, intent.read));
    if (!isGiven) return false;
  }
  job.row = { ...job.row, intents: without(job.row.intents, side) };
  if (job.conclusion === 'lookAgain') return false;
  Object.assign(job, withDeleted({ ...job, losers: [...job.losers, ...intent.losers] }, side, intent));
  return true;
}

/**
 * The indexes keep the version that the bases belong to: the feed's echo of it needs no look. What is new has just got
 * its index row; if it was changed since, it is looked at once more.
 */
function rememberVersions(work: Work, job: Job): void {
  // A pair that has ended has lost what it held: another one may hold that id by now.
  if ((isNew(job.mark) && !job.mark.changed) || hasEnded(job.row)) return;
  const { pair } = job.row;
  const written = new Set(job.operations.map((each) => each.side));
  for (const side of ['mailbox', 'source'] as const) {
    const reading = job[side];
    if (reading.state !== 'present' || written.has(side) || job.row[side]?.id !== reading.item.id) continue;
    const { id, version } = reading.item;
    stageRows(work, pair, [indexRow(side, { id, pair, version }, 'upsert')]);
  }
}

function keepDirty(session: Session, work: Work, job: Job): void {
  const { mark: dirty } = job;
  const now = session.context.now();
  const attempts = job.failure ? dirty.attempts + 1 : dirty.attempts;
  const notBefore = job.waitUntil ?? (job.failure ? laterOf(job.failure, now, dirty.attempts) : undefined);
  work.upsert(job.row.pair, 'dirty', job.row.pair, {
    pair: dirty.pair,
    // No longer a mark that the mailbox's changes may end.
    why: dirty.why === 'created' ? 'changed' : dirty.why,
    ...(dirty.changed ? { changed: dirty.changed } : {}),
    at: dirty.at,
    attempts,
    ...(notBefore === undefined ? {} : { notBefore }),
  });
}

/** A conflict is looked at again at once the first time; a pause of the whole mailbox is not this pair's fault. */
function laterOf(failure: Failure, now: number, attempts: number): number | undefined {
  if (failure.kind === 'throttled' || failure.kind === 'denied' || failure.kind === 'blocked') return undefined;
  if ((failure.kind === 'gone' || failure.kind === 'conflict') && attempts === 0) return undefined;
  return backOff(now, attempts);
}
