// Two passes over the dirty pairs: updates and creates as they are planned; deletes only when all of the run's
// deletes are known, each from a second fresh reading.

import { attendMeetings } from '../meetings/attendMeetings.ts';
import { inviteOthers } from '../meetings/inviteOthers.ts';
import { type Job, readingOf, startJob } from '../pair/look.ts';
import { plan } from '../plan.ts';
import { otherSide } from '../ports/remote.ts';
import type { HoldRow } from '../ports/rows.ts';
import type { RowRef, Stored } from '../ports/store.ts';
import { isDue } from '../session/head.ts';
import { readAll } from '../session/readAll.ts';
import type { Session } from '../session/session.ts';
import { Work } from '../session/work.ts';
import { execute } from './execute.ts';
import { applyHold, type PendingDelete } from './hold.ts';

/** So many marks at once mean a first run or a listing anew, not the changes of a day. */
const DENSE = 300;

export async function reconcile(session: Session, hold: Stored<'hold'> | undefined): Promise<void> {
  const dirty = (await session.context.store.list('dirty')).filter((each) =>
    isDue(each, hold?.row, session.context.now()),
  );
  const dense = dirty.length > DENSE;
  const deletes: PendingDelete[] = [];
  for (const chunk of chunks(session, dirty)) {
    if (session.outOfTime()) return;
    deletes.push(...(await pass(session, chunk, hold?.row, { mode: 'countDeletes', dense })));
  }
  if (deletes.length === 0 && !hold) return;
  const go = new Set(await applyHold(session, deletes, hold));
  const marked = dirty.filter((each) => go.has(each.row.pair));
  for (const chunk of chunks(session, marked)) {
    if (session.outOfTime()) return;
    await pass(session, chunk, hold?.row, { mode: 'executeDeletes', dense: false });
  }
}

/** Pairs that are read, written and committed together: one request a side, where both take as many. */
export function chunks<T>(session: Session, items: readonly T[]): T[][] {
  const size = Math.max(session.context.mailbox.batchSize, session.context.source.batchSize);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Answers the deletes that were planned and not executed. */
async function pass(
  session: Session,
  dirty: readonly Stored<'dirty'>[],
  hold: HoldRow | undefined,
  { mode, dense }: { readonly mode: 'countDeletes' | 'executeDeletes'; readonly dense: boolean },
): Promise<PendingDelete[]> {
  const work = new Work(session);
  for (const each of dirty) work.know(each);
  await loadPairs(session, work, dirty, dense);
  const jobs = dirty.flatMap((each) => {
    const row = work.row('pair', each.row.pair);
    if (!row) work.remove(each.row.pair, 'dirty', each.name);
    return row ? [startJob(row, each)] : [];
  });
  await readBoth(session, jobs);
  const live: Job[] = [];
  const withheld: PendingDelete[] = [];
  for (const job of jobs) {
    await plan(session, work, job, hold);
    const removal = job.operations.find((each) => each.op === 'delete');
    if (mode === 'countDeletes' && removal) {
      const other = otherSide(removal.side);
      const gone = job[other].state === 'gone' ? other : undefined;
      withheld.push({ pair: job.row.pair, held: job.row.held, gone });
      work.discard(job.row.pair);
      continue;
    }
    live.push(job);
  }
  const going = await attendMeetings(session, work, live);
  await inviteOthers(session, work, going);
  await execute(session, work, going);
  return withheld;
}

/** Marks are listed in the order of their pairs: where nearly all pairs are marked, a chunk is one range of them. */
async function loadPairs(
  session: Session,
  work: Work,
  dirty: readonly Stored<'dirty'>[],
  dense: boolean,
): Promise<void> {
  const first = dirty[0];
  const last = dirty.at(-1);
  if (dense && first && last) {
    const range = { from: first.row.pair, to: last.row.pair };
    for (const pair of await session.context.store.list('pair', range)) work.know(pair);
  }
  await work.load(dirty.map((each): RowRef => ({ kind: 'pair', name: each.row.pair })));
}

export async function readBoth(session: Session, jobs: readonly Job[]): Promise<void> {
  const { mailbox, source } = session.context;
  const inMailbox = jobs.filter((job) => job.row.mailbox);
  const events = await readAll(
    mailbox,
    inMailbox.map((job) => job.row.mailbox?.id ?? ''),
  );
  inMailbox.forEach((job, index) => {
    job.mailbox = readingOf(job, events[index]) ?? job.mailbox;
  });
  const inSource = jobs.filter((job) => job.row.source);
  const entries = await readAll(
    source,
    inSource.map((job) => job.row.source?.id ?? ''),
  );
  inSource.forEach((job, index) => {
    job.source = readingOf(job, entries[index]) ?? job.source;
  });
}
