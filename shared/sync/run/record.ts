// After the writes: bases, ids, indexes and losing values are stored and marks end, in one transaction for a pair's
// rows.

import type { LosingValue } from '../pair/losers.ts';
import { isWhole } from '../pair/row/occurrenceId.ts';
import { indexRow } from '../pair/row/rows.ts';
import { ended, hasEnded, setAside, withoutHold } from '../pair/row/standing.ts';
import { without } from '../pair/row/without.ts';
import type { LinkContext } from '../ports/link.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Loser, PairRow } from '../ports/rows.ts';
import { sinceWhen } from '../ports/since.ts';
import { isNew } from '../session/head.ts';
import { forgetVersion } from '../session/occurrenceIndex.ts';
import { backOff, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { finish } from './finish.ts';
import { type Job, stageRows } from './job.ts';

const LOSERS_KEPT_MS = 30 * 86_400_000;

/** Stores the result of each job. `open`: the pair needs another look. */
export async function concludeAll(work: Work, jobs: readonly Job[]): Promise<void> {
  const { session } = work;
  const tombstones: { readonly entry: string; readonly uid: string | undefined }[] = [];
  await holdCreated(session, jobs);
  for (const job of jobs) {
    const open = await concludeJob(work, job);
    record(work, job);
    const { pair } = job.row;
    const before = work.row('pair', pair);
    if (before !== job.row) work.put(pair, { kind: 'pair', name: pair, row: job.row });
    if (open) keepDirty(work, job);
    else if (job.hasNewId || madeEvent(job)) work.mark(pair, 'created');
    else if (job.looksAgain) work.mark(pair, 'changed');
    else work.remove(pair, 'dirty', pair);
    if (!open) rememberVersions(work, job);
    // An entry that can be read again is a new entry under that id.
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

/** Registers the link before its own rows know the created entries, so that it learns of their end. */
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
    const { side, field, why, value, body } = loser;
    return { side, field, why, sealed: seal(body === undefined ? value : `{"text":${value},"body":"${body}"}`) };
  };

/** Puts losing values on record with the pair's next transaction, and counts its deletes for the hold. */
export function record(work: Work, job: Job): void {
  const { session } = work;
  const at = session.context.now();
  countDeletes(session, job);
  for (const loser of job.losers.map(sealed(session.context))) {
    const name = `${at}-${session.context.newId()}`;
    work.put(job.row.pair, {
      kind: 'history',
      name,
      row: { ...loser, pair: job.row.pair, at, expiresAt: at + LOSERS_KEPT_MS },
    });
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
async function concludeJob(work: Work, job: Job): Promise<boolean> {
  const { session } = work;
  let open = job.failure !== undefined || job.waitUntil !== undefined || job.conclusion === 'lookAgain';
  for (const operation of job.operations) {
    if (!(await finish(work, job, operation))) open = true;
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
  const { code } = failure;
  const field = failure.kind === 'rejected' ? failure.field : undefined;
  const detail = 'detail' in failure ? failure.detail : undefined;
  const problem = {
    code,
    at: sinceWhen(row.problem, { code, field }, session.context.now()),
    ...(field === undefined ? {} : { field }),
    ...(detail === undefined ? {} : { detail }),
  };
  return { ...row, problem };
}

/**
 * The indexes keep the version that the bases belong to, so that the feed's echo of it needs no look. A new item has
 * just got its index row. If it was changed since then, it is looked at once more.
 */
function rememberVersions(work: Work, job: Job): void {
  // A pair that has ended holds no item any more. Another pair may hold that id by now.
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

function keepDirty(work: Work, job: Job): void {
  const { session } = work;
  const { mark: dirty } = job;
  const now = session.context.now();
  const attempts = job.failure ? dirty.attempts + 1 : dirty.attempts;
  const notBefore = job.waitUntil ?? (job.failure ? laterOf(job.failure, now, dirty.attempts) : undefined);
  work.upsert(job.row.pair, {
    kind: 'dirty',
    name: job.row.pair,
    row: {
      pair: dirty.pair,
      // The mailbox's changes must not end this mark.
      why: dirty.why === 'created' ? 'changed' : dirty.why,
      ...(dirty.changed ? { changed: dirty.changed } : {}),
      at: dirty.at,
      attempts,
      ...(notBefore === undefined ? {} : { notBefore }),
    },
  });
}

/** The first conflict is looked at again at once. A pause of the whole mailbox is not this pair's fault. */
function laterOf(failure: Failure, now: number, attempts: number): number | undefined {
  if (failure.kind === 'throttled' || failure.kind === 'denied' || failure.kind === 'blocked') return undefined;
  if ((failure.kind === 'gone' || failure.kind === 'conflict') && attempts === 0) return undefined;
  return backOff(now, attempts);
}
