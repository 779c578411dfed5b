// The end of one write of ours: the base, the ids and the index rows of its item.

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS, type EventField } from '../../calendar/event.ts';
import { withFormat } from '../pair/facts/format.ts';
import { giveBackEdited } from '../pair/facts/giveBack.ts';
import { LOOK_AGAIN_MS } from '../pair/facts/late.ts';
import { isMeetingsEntry, isPublished } from '../pair/facts/madeForMeeting.ts';
import { withDeleted } from '../pair/facts/settle.ts';
import { printsNow } from '../pair/look.ts';
import type { Operation } from '../pair/plan.ts';
import { asAnswered, bindAnswered } from '../pair/row/bind.ts';
import { withAnswered, withRefused } from '../pair/row/fieldRemarks.ts';
import { changedFields, printsOf } from '../pair/row/prints.ts';
import { withRestored } from '../pair/row/restored.ts';
import { indexRow, rowsOfItem } from '../pair/row/rows.ts';
import { without } from '../pair/row/without.ts';
import { printerOf } from '../pair/veil.ts';
import { certainlyNotApplied, type Failure } from '../ports/outcome.ts';
import { type Item, otherSide, type Side, type Written } from '../ports/remote.ts';
import type { DeleteIntent, Intent, PairRow, UpdateIntent } from '../ports/rows.ts';
import type { Work } from '../session/work.ts';
import { follow, type Job, stageRows } from './job.ts';

/**
 * Takes the answer of one write into the job. False: the write was not applied, or nobody knows. The pair is looked at
 * again.
 */
export async function finish(work: Work, job: Job, operation: Operation): Promise<boolean> {
  const { now } = work.session.context;
  const { side } = operation;
  const answer = job.answers.get(operation);
  const intent = job.row.intents[side];
  if (!answer || !intent) {
    if (intent) job.row = { ...job.row, intents: without(job.row.intents, side) };
    return false;
  }
  if (!answer.ok) {
    const left = leftOutField(work, job, { operation, intent, failure: answer.failure });
    if (left) {
      // The others go without that field, in the next look.
      job.row = { ...left, intents: without(left.intents, side) };
      return false;
    }
    job.failure = answer.failure;
    if (certainlyNotApplied(answer.failure)) job.row = { ...job.row, intents: without(job.row.intents, side) };
    else job.waitUntil = now() + LOOK_AGAIN_MS;
    return false;
  }
  job.row = { ...job.row, writtenAt: now() };
  const { item, inSteps } = answer.value;
  const steps = inSteps ? { inSteps } : {};
  // Written, but not read. Settling the intent tells what the side stored.
  if (!item) return false;
  switch (intent.op) {
    case 'create':
      return finishCreate(work, job, { side, item, ...steps });
    case 'update':
      return operation.op === 'update' && finishUpdate(work, job, { operation, intent, item, ...steps });
    case 'delete':
      return finishDelete(work, job, { side, intent });
  }
}

interface Refused {
  readonly operation: Operation;
  readonly intent: Intent;
  readonly failure: Failure;
}

/** The row that leaves out the field because of which the write was refused; undefined where that is no way. */
function leftOutField(work: Work, job: Job, { operation, intent, failure }: Refused): PairRow | undefined {
  if (intent.op === 'delete' || (intent.op === 'update' && intent.restores !== undefined)) return undefined;
  const { side } = operation;
  const now = printsNow(work.session.settings, job.row, job[otherSide(side)]);
  return withRefused(job.row, side, { failure, now, sent: intent.target });
}

/** False like that of `finishUpdate`. */
async function finishCreate(work: Work, job: Job, { side, item, ...steps }: Answered): Promise<boolean> {
  const { context } = work.session;
  const intent = job.row.intents[side];
  if (intent?.op !== 'create') return false;
  if (!(await follow(work, job, isMeetingsEntry(job, intent, item)))) return false;
  if (!(await follow(work, job, isPublished(job, intent, item)))) return false;
  job.row = bindAnswered(job.row, { side, intent, item, ...steps }, { print: context.print, at: context.now() });
  stageRows(work, job.row.pair, rowsOfItem(side, job.row.pair, item));
  return job.row[side]?.base.when !== undefined;
}

/** An item as a write of ours was answered. */
interface Answered extends Pick<Written, 'inSteps'> {
  readonly side: Side;
  readonly item: Item;
}

interface Updated extends Pick<Written, 'inSteps'> {
  readonly operation: Extract<Operation, { op: 'update' }>;
  readonly intent: UpdateIntent;
  readonly item: Item;
}

/**
 * False when the item shows an edit that a person made while we wrote. The feed's echo of our write would hide that
 * edit.
 */
function finishUpdate(work: Work, job: Job, { operation, intent, item, ...steps }: Updated): boolean {
  const { side, item: planned } = operation;
  const print = printerOf(work.session.context.print, job.row);
  const now = printsOf(print, item);
  const sent = EVENT_FIELDS.filter((field) => intent.target[field] !== undefined);
  const stored = asAnswered(steps, now, intent.target);
  job.losers = [...job.losers, ...intent.losers];
  const at = work.session.context.now();
  const row = updatedRow(job.row, side, { intent, sent, stored });
  job.row = withAnswered(row, { side, sent: intent.otherBase, stored, at });
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
    // The item has another version now. So the condition of an earlier update can no longer hold.
    unlanded: without(row.unlanded, side),
    ...(intent.invited ? { invited: intent.invited } : {}),
    ...(ours ? { [side]: { ...withFormat(ours, intent), base: { ...without(ours.base, ...sent), ...stored } } } : {}),
    ...(theirs ? { [other]: { ...theirs, base: { ...theirs.base, ...intent.otherBase } } } : {}),
  };
}

interface Deleted {
  readonly side: Side;
  readonly intent: DeleteIntent;
}

async function finishDelete(work: Work, job: Job, { side, intent }: Deleted): Promise<boolean> {
  if (side === 'mailbox') {
    const isGiven = await follow(work, job, giveBackEdited(job, work.session.settings, intent.read));
    if (!isGiven) return false;
  }
  job.row = { ...job.row, intents: without(job.row.intents, side) };
  if (job.conclusion === 'lookAgain') return false;
  Object.assign(job, withDeleted({ ...job, losers: [...job.losers, ...intent.losers] }, side, intent));
  return true;
}
