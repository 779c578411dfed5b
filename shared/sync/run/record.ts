// After the writes: bases, ids, indexes, history, and the end of "dirty", one transaction a pair's rows.
import { EVENT_FIELDS } from '../../calendar/event.ts';
import { forgetVersion, isWhole } from '../expansion/occurrenceIndex.ts';
import { isPublished } from '../meetings/invitation.ts';
import { isMeetingsEntry } from '../meetings/isMeetingsEntry.ts';
import { asAnswered, bindAnswered, printsOf, without } from '../pair/bind.ts';
import { changedFields } from '../pair/decide.ts';
import { type Job, LOOK_AGAIN_MS, type Operation } from '../pair/look.ts';
import { deleted, giveBackEdited } from '../pair/settle.ts';
import { printerOf } from '../pair/veil.ts';
import { certainlyNotApplied, type Failure } from '../ports/outcome.ts';
import { type Item, otherSide, type Side } from '../ports/remote.ts';
import type { DeleteIntent, PairRow, UpdateIntent } from '../ports/rows.ts';
import { restored } from '../restore/restore.ts';
import { isNew } from '../session/head.ts';
import { backOff, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';

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
    if (open || job.row.doneAt === undefined || !job.row.source || job.source.state === 'present') continue;
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

/** Losing values of this pair go on record with its next transaction. */
export function record(session: Session, work: Work, job: Job): void {
  const at = session.context.now();
  for (const loser of job.losers) {
    const name = `${at}-${session.context.newId()}`;
    work.put(job.row.pair, 'history', name, { ...loser, pair: job.row.pair, at, expiresAt: at + LOSERS_KEPT_MS });
  }
  job.losers = [];
}

const indexKind = (side: Side): 'mailboxIndex' | 'sourceIndex' => (side === 'mailbox' ? 'mailboxIndex' : 'sourceIndex');

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
  const row = without(job.row, 'problem', 'held');
  switch (job.conclusion) {
    case 'tombstone':
      return { ...row, doneAt: row.doneAt ?? session.context.now() };
    case 'left':
      return { ...row, left: true };
    case 'unlinked':
      return { ...row, unlinked: true };
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
      return finishCreate(session, work, job, side, item);
    case 'update':
      return operation.op === 'update' && finishUpdate(session, work, job, operation, intent, item);
    case 'delete':
      return finishDelete(session, work, job, operation, intent);
  }
}

/** False like that of `finishUpdate`. */
async function finishCreate(session: Session, work: Work, job: Job, side: Side, item: Item): Promise<boolean> {
  const { context } = session;
  const { pair } = job.row;
  const intent = job.row.intents[side];
  if (intent?.op !== 'create') return false;
  if (!(await isMeetingsEntry(session, job, intent, item))) return false;
  if (!(await isPublished(session, job, intent, item))) return false;
  job.row = bindAnswered(job.row, side, intent, item, { print: context.print, at: context.now() });
  work.put(pair, indexKind(side), item.id, { id: item.id, pair, version: item.version });
  if (item.uid) work.upsert(pair, 'uidIndex', item.uid, { uid: item.uid, pair });
  return job.row[side]?.base.when !== undefined;
}

/** False when the item shows an edit that a person made while we wrote: the feed's echo of our write hides it. */
function finishUpdate(
  session: Session,
  work: Work,
  job: Job,
  { side, item: planned }: Extract<Operation, { op: 'update' }>,
  intent: UpdateIntent,
  item: Item,
): boolean {
  const ours = job.row[side];
  const other = otherSide(side);
  const theirs = job.row[other];
  const print = printerOf(session.context.print, job.row);
  const now = printsOf(print, item);
  const sent = EVENT_FIELDS.filter((field) => intent.target[field] !== undefined);
  const stored = asAnswered(side, item, now, intent.target);
  job.losers.push(...intent.losers);
  job.row = {
    ...job.row,
    intents: without(job.row.intents, side),
    // The item has another version now: the condition of an earlier one can no longer hold.
    unlanded: without(job.row.unlanded, side),
    ...(intent.invited ? { invited: intent.invited } : {}),
    ...(ours ? { [side]: { ...ours, base: { ...without(ours.base, ...sent), ...stored } } } : {}),
    ...(theirs ? { [other]: { ...theirs, base: { ...theirs.base, ...intent.otherBase } } } : {}),
  };
  const { pair } = job.row;
  work.upsert(pair, indexKind(side), item.id, { id: item.id, pair, version: item.version });
  if (intent.restores !== undefined) {
    job.row = restored(job.row, side, intent);
    return false;
  }
  const others = changedFields(now, printsOf(print, planned)).filter((field) => !sent.includes(field));
  return others.length === 0 && sent.every((field) => stored[field] !== undefined);
}

async function finishDelete(
  session: Session,
  work: Work,
  job: Job,
  operation: Operation,
  intent: DeleteIntent,
): Promise<boolean> {
  if (operation.side === 'mailbox') {
    if (!(await giveBackEdited(session, work, job, intent.read))) return false;
  }
  job.row = { ...job.row, intents: without(job.row.intents, operation.side) };
  if (job.conclusion === 'lookAgain') return false;
  job.losers.push(...intent.losers);
  deleted(session, job, operation.side, intent);
  return true;
}

/**
 * The indexes keep the version that the bases belong to: the feed's echo of it needs no look. What is new has just got
 * its index row; if it was changed since, it is looked at once more.
 */
function rememberVersions(work: Work, job: Job): void {
  // A pair that has ended has lost what it held: another one may hold that id by now.
  if ((isNew(job.dirty.row) && !job.dirty.row.changed) || job.row.doneAt !== undefined) return;
  const { pair } = job.row;
  const written = new Set(job.operations.map((each) => each.side));
  for (const side of ['mailbox', 'source'] as const) {
    const reading = job[side];
    if (reading.state !== 'present' || written.has(side) || job.row[side]?.id !== reading.item.id) continue;
    const { id, version } = reading.item;
    work.upsert(pair, indexKind(side), id, { id, pair, version });
  }
}

function keepDirty(session: Session, work: Work, job: Job): void {
  const { row: dirty } = job.dirty;
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
