// What became of the last intent. A write of unknown outcome is recognised by its tag or rev, or waited for: it may
// still land until LATE_MS have passed. Nothing is decided about a pair before its intents are settled.
import { EVENT_FIELDS } from '../../calendar/event.ts';
import type { Prints } from '../../calendar/fingerprint.ts';
import { isPublished } from '../meetings/invitation.ts';
import { isMeetingsEntry } from '../meetings/isMeetingsEntry.ts';
import type { Outcome } from '../ports/outcome.ts';
import { type Item, otherSide, type Remote, type Side } from '../ports/remote.ts';
import type { CreateIntent, DeleteIntent, PairRow, UpdateIntent } from '../ports/rows.ts';
import { restored } from '../restore/restore.ts';
import { LATE_MS, RunStopped, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { asSent, bindCreated, printsOf, without } from './bind.ts';
import { endsRun, type Job, LOOK_AGAIN_MS } from './look.ts';
import { printerOf } from './veil.ts';

const SIDES: readonly Side[] = ['mailbox', 'source'];
const UNLANDED_KEPT = 3;

/** The value, a job that must wait (undefined), or the end of the run. */
export function unlessFailed<T>(job: Job, outcome: Outcome<T>): { readonly value: T } | undefined {
  if (outcome.ok) return { value: outcome.value };
  if (endsRun(outcome.failure)) throw new RunStopped(outcome.failure);
  job.failure = outcome.failure;
  return undefined;
}

/** True when every intent of the pair is settled; else the job waits or has failed. */
export async function settle(session: Session, work: Work, job: Job): Promise<boolean> {
  for (const side of SIDES) {
    const intent = job.row.intents[side];
    if (!intent) {
      landedLate(session, job, side);
      continue;
    }
    const settled =
      intent.op === 'create'
        ? await settleCreate(session, work, job, side, intent)
        : intent.op === 'update'
          ? settleUpdate(session, job, side, intent)
          : await settleDelete(session, work, job, side, intent);
    if (!settled) return false;
  }
  return true;
}

const mayStillLand = (session: Session, at: number): boolean => session.context.now() < at + LATE_MS;

function wait(session: Session, job: Job, at: number): false {
  job.waitUntil = Math.min(session.context.now() + LOOK_AGAIN_MS, at + LATE_MS);
  return false;
}

const withoutIntent = (row: PairRow, side: Side): PairRow => ({ ...row, intents: without(row.intents, side) });

async function settleCreate(
  session: Session,
  work: Work,
  job: Job,
  side: Side,
  intent: CreateIntent,
): Promise<boolean> {
  const { context } = session;
  const remote: Remote = context[side];
  const found = unlessFailed(job, await remote.findByTag({ pair: job.row.pair, nonce: intent.nonce }));
  if (!found) return false;
  const kind = side === 'mailbox' ? 'mailboxIndex' : 'sourceIndex';
  await work.load(found.value.map((item) => ({ kind, name: item.id })));
  // An item that another pair holds is a copy a user made of ours.
  const item = found.value.find((each) => !work.row(kind, each.id));
  if (item) {
    const isOurs =
      (await isMeetingsEntry(session, job, intent, item)) && (await isPublished(session, job, intent, item));
    if (!isOurs) return wait(session, job, session.context.now());
    await bindFound(session, work, job, side, intent, item);
    return true;
  }
  if (mayStillLand(session, intent.at)) return wait(session, job, intent.at);
  job.row = {
    ...withoutIntent(job.row, side),
    abandoned: [...job.row.abandoned, { side, nonce: intent.nonce, target: intent.target }],
  };
  return true;
}

async function bindFound(
  session: Session,
  work: Work,
  job: Job,
  side: Side,
  intent: CreateIntent,
  item: Item,
): Promise<void> {
  const { context } = session;
  const { pair } = job.row;
  if (side === 'source') await context.company.addHolder(context.link, [item.id]);
  job.row = bindCreated(job.row, side, intent, item, { print: context.print, at: context.now() });
  const index = { id: item.id, pair, version: item.version };
  work.put(pair, side === 'mailbox' ? 'mailboxIndex' : 'sourceIndex', item.id, index);
  if (item.uid) work.upsert(pair, 'uidIndex', item.uid, { uid: item.uid, pair });
  // Read anew in the next look: what was found by its tag is not yet a reading of both sides at one time.
  job.conclusion = 'lookAgain';
}

function settleUpdate(session: Session, job: Job, side: Side, intent: UpdateIntent): boolean {
  const reading = job[side];
  if (reading.state !== 'present') {
    // Whether it landed cannot be known any more: the losing value stays on record.
    job.losers.push(...intent.losers);
    job.row = withoutIntent(job.row, side);
    return true;
  }
  const { item } = reading;
  const tries = [intent, ...(job.row.unlanded[side] ?? [])];
  if (hasLanded(session, job, side, tries, item)) return true;
  // Its condition still holds, so that it may still be applied.
  if (item.version === intent.version && mayStillLand(session, intent.at)) return wait(session, job, intent.at);
  job.row = {
    ...withoutIntent(job.row, side),
    unlanded: { ...job.row.unlanded, [side]: tries.slice(0, UNLANDED_KEPT) },
  };
  return true;
}

/** An update that was settled as not landed may have landed since, and the next one met its version. */
function landedLate(session: Session, job: Job, side: Side): void {
  const reading = job[side];
  if (reading.state === 'present') hasLanded(session, job, side, job.row.unlanded[side] ?? [], reading.item);
}

/** True when one of these updates is what the item was last written by; then the job knows it. */
function hasLanded(session: Session, job: Job, side: Side, tries: readonly UpdateIntent[], item: Item): boolean {
  const landed = tries.find((each) => each.rev === item.rev || each.rev === item.begun);
  if (!landed) return false;
  job.losers.push(...landed.losers);
  job.row = rebase(session, job.row, side, landed, item);
  if (item.begun !== landed.rev) job.row = restored(job.row, side, landed);
  return true;
}

/** The update landed, or began to: what still reads as sent is the base, the rest a user has changed since. */
function rebase(session: Session, row: PairRow, side: Side, landed: UpdateIntent, item: Item): PairRow {
  const other = otherSide(side);
  const ours = row[side];
  const theirs = row[other];
  const unfinished = item.begun === landed.rev;
  const sent = EVENT_FIELDS.filter((field) => landed.target[field] !== undefined);
  const base: Prints = {
    ...without(ours?.base ?? {}, ...sent),
    ...asSent(printsOf(printerOf(session.context.print, row), item), landed.target, unfinished),
  };
  const begun = unfinished ? { begun: { rev: landed.rev, at: landed.at } } : {};
  return {
    ...row,
    intents: without(row.intents, side),
    unlanded: without(row.unlanded, side),
    ...(landed.invited ? { invited: landed.invited } : {}),
    ...(ours ? { [side]: { ...ours, base, ...begun } } : {}),
    ...(theirs ? { [other]: { ...theirs, base: { ...theirs.base, ...landed.otherBase } } } : {}),
  };
}

async function settleDelete(
  session: Session,
  work: Work,
  job: Job,
  side: Side,
  intent: DeleteIntent,
): Promise<boolean> {
  const reading = job[side];
  if (reading.state === 'present') {
    // The mailbox's delete has no condition: it may still come, whatever the item is by then.
    if (side === 'mailbox' && mayStillLand(session, intent.at)) return wait(session, job, intent.at);
    job.row = withoutIntent(job.row, side);
    return true;
  }
  if (side === 'mailbox' && !(await giveBackEdited(session, work, job, intent.read))) return false;
  job.losers.push(...intent.losers);
  job.row = withoutIntent(job.row, side);
  if (job.conclusion !== 'lookAgain') deleted(session, job, side, intent);
  return true;
}

/** Our delete is done: it counts for the hold, and a copy that left its user's scope is no user's delete. */
export function deleted(session: Session, job: Job, side: Side, intent: DeleteIntent): void {
  const { deletes } = session.lease;
  // What a person released or wants removed is that person's decision, and no reason to hold the next delete.
  if (job.row.held === undefined && job.row.cleared === undefined) {
    session.changeLease({ deletes: [...deletes, { at: session.context.now(), pair: job.row.pair }] });
  }
  // What was gone is there again, as an occurrence that takes place again: nobody deleted this side's item but we.
  const isBack = job[otherSide(side)].state === 'present';
  if (!intent.outOfScope && !isBack) return;
  const row = job.row.invited ? without(job.row, side, 'invited', 'meeting') : without(job.row, side);
  // What no longer meets a filter is linked again when it does; what stands there occurrence by occurrence takes part.
  job.row = row.leftOut === undefined && intent.outOfScope ? { ...row, unlinked: true } : row;
  job[side] = { state: 'absent' };
}

/**
 * What our delete took away is compared with what had been read before it, and moved back if a user changed it in
 * between. False when that could not be found out; the intent then stays.
 */
export async function giveBackEdited(session: Session, work: Work, job: Job, read: Prints): Promise<boolean> {
  const { mailbox, print } = session.context;
  const side = job.row.mailbox;
  if (!side?.uid) return true;
  const deleted = unlessFailed(job, await mailbox.findDeleted(side.uid));
  if (!deleted) return false;
  const item = deleted.value;
  if (!item) return true;
  const now = printsOf(print, item);
  if (EVENT_FIELDS.every((field) => now[field] === read[field])) return true;
  const restored = unlessFailed(job, await mailbox.restore(item.id));
  if (!restored) return false;
  const { id } = restored.value;
  job.row = { ...job.row, mailbox: { ...side, id } };
  work.put(job.row.pair, 'mailboxIndex', id, { id, pair: job.row.pair });
  job.conclusion = 'lookAgain';
  job.mailbox = { state: 'absent' };
  return true;
}
