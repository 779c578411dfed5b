// A pair that holds a meeting's entry without the meeting's event gives it up to the pair that has the event: half a pair,
// or one with a silent copy of ours, which goes.

import { type Job, readingOf, startJob } from '../pair/look.ts';
import { losersOf } from '../pair/operations.ts';
import { editedFields, unfinishedLosers } from '../pair/unfinished.ts';
import type { PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import { readAll } from '../session/readAll.ts';
import type { Chunk } from './chunk.ts';

/**
 * The pair that would have to give way; undefined where none holds the entry. `later`: a write of ours may still land, or
 * the copy could not be read. `taken`: the user has the entry as an event of a person's making.
 */
export async function holderOf(
  chunk: Chunk,
  job: Job,
  entry: SourceItem,
): Promise<Job | 'later' | 'taken' | undefined> {
  const { session, work, jobs } = chunk;
  await work.load([{ kind: 'sourceIndex', name: entry.id }]);
  const pair = work.row('sourceIndex', entry.id)?.pair;
  if (pair === undefined || pair === job.row.pair) return undefined;
  await work.load([{ kind: 'pair', name: pair }]);
  const planned = jobs.find((each) => each.row.pair === pair);
  const row = planned?.row ?? work.row('pair', pair);
  if (!row) return undefined;
  if (row.intents.mailbox || row.intents.source) return 'later';
  if (row.mailbox && row.mailbox.madeAt === undefined && row.doneAt === undefined) return 'taken';
  const held = planned ?? asJob(row, entry, session.context.now());
  if (row.mailbox) await work.load([{ kind: 'mailboxIndex', name: row.mailbox.id }]);
  if (!planned && row.mailbox) {
    const [read] = await readAll(session.context.mailbox, [row.mailbox.id]);
    held.mailbox = readingOf(held, read) ?? held.mailbox;
  }
  return held.failure ? 'later' : held;
}

function asJob(row: PairRow, entry: SourceItem, at: number): Job {
  const { pair } = row;
  const mark = { kind: 'dirty', name: pair, row: { pair, why: 'changed', at, attempts: 0 }, etag: '' } as const;
  return { ...startJob(row, mark), source: { state: 'present', item: entry } };
}

/**
 * Stages what becomes of it with the rows of the pair that takes the entry, so that it is committed at once. What its user
 * changed in the copy goes on record.
 */
export function giveWay({ session, work, ended }: Chunk, job: Job, other: Job): void {
  const { pair } = job.row;
  const { pair: holder, abandoned, orphans, doneAt } = other.row;
  ended.add(holder);
  work.discard(holder);
  job.losers.push(...other.losers);
  if (other.mailbox.state === 'present' && doneAt === undefined) {
    const { item } = other.mailbox;
    job.losers.push(
      ...losersOf(session, 'mailbox', item, editedFields(session, other, 'mailbox'), 'removed'),
      ...unfinishedLosers(session, other, 'mailbox'),
    );
    const { id, version } = item;
    job.row = { ...job.row, orphans: [...job.row.orphans, { side: 'mailbox', id, version }] };
    work.remove(pair, 'mailboxIndex', id);
  }
  const at = doneAt ?? session.context.now();
  work.put(pair, 'pair', holder, { pair: holder, intents: {}, abandoned, unlanded: {}, orphans, doneAt: at });
  if (orphans.length === 0) work.remove(pair, 'dirty', holder);
}
