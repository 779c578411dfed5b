// Intents, then one batch a side, then bases: the order of writes that lets a killed run be continued (I5).
import type { Prints } from '../../calendar/fingerprint.ts';
import { forgetVersion } from '../expansion/occurrenceIndex.ts';
import { originOf } from '../ingest/adopt.ts';
import { printsOfPeople } from '../meetings/invitation.ts';
import { printsOf, without } from '../pair/bind.ts';
import { endsRun, type Job, type Operation } from '../pair/look.ts';
import { HIDDEN, printerOf } from '../pair/veil.ts';
import type { MailboxCreation, MailboxUpdate } from '../ports/mailbox.ts';
import type { Failure, Outcome } from '../ports/outcome.ts';
import { type Item, otherSide, type Remote, type Side, type Written } from '../ports/remote.ts';
import type { Intent, Loser, PairRow } from '../ports/rows.ts';
import type { SourceCreation } from '../ports/source.ts';
import { readAll } from '../session/readAll.ts';
import { RunStopped, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { complete, record } from './record.ts';

const ORDER: readonly Operation['op'][] = ['update', 'create', 'delete'];
const SIDES: readonly Side[] = ['source', 'mailbox'];

/** Writes what the jobs plan, and brings their rows up to date with what became of it. */
export async function execute(session: Session, work: Work, jobs: readonly Job[]): Promise<void> {
  const announced = await announce(session, work, jobs);
  const stop = await send(session, announced);
  await complete(session, work, announced);
  if (stop) throw new RunStopped(stop);
}

/** Answers the jobs whose rows still stood as they were read; the others are looked at again by the next run. */
async function announce(session: Session, work: Work, jobs: readonly Job[]): Promise<Job[]> {
  const writing = jobs.filter((job) => job.operations.length > 0);
  for (const job of writing) {
    for (const operation of job.operations) {
      const intent = intentOf(session, job.row, operation);
      job.row = { ...job.row, intents: { ...job.row.intents, [operation.side]: intent } };
      // A recreation gives up the gone id with its intent, else its own create would not be recognised.
      if (operation.op !== 'create') continue;
      if (operation.side === 'source') await forgetVersion(work, job.row.pair, job.row.source?.id);
      job.row = without(job.row, operation.side);
    }
  }
  if (writing.length === 0) return [...jobs];
  for (const job of jobs) {
    const { pair } = job.row;
    // Rows staged while planning, as for an item found under a new id, go with the pair's own row, never before it.
    if (job.operations.length === 0 && !work.touches(pair)) continue;
    work.put(pair, 'pair', pair, job.row);
    // What settling found goes with the row that overwrites its intent.
    record(session, work, job);
  }
  const { dropped } = await work.commit();
  return jobs.filter((job) => !dropped.has(job.row.pair));
}

function intentOf({ context }: Session, row: PairRow, operation: Operation): Intent {
  const { newId, now } = context;
  const print = printerOf(context.print, row);
  const base = { at: now(), losers: [] as readonly Loser[] };
  switch (operation.op) {
    case 'create': {
      const target = print(operation.event);
      const { claim } = operation;
      const invited = operation.invites && { invited: printsOfPeople(context.print, operation.invites) };
      const create = { ...base, op: 'create', target, otherBase: exchangedOf(row, target), ...invited } as const;
      return claim ? { ...create, nonce: claim.nonce, meeting: claim.uid } : { ...create, nonce: newId() };
    }
    case 'delete':
      return {
        ...base,
        op: 'delete',
        losers: operation.losers,
        read: printsOf(context.print, operation.item),
        outOfScope: operation.outOfScope,
      };
    case 'update': {
      const target = print(operation.patch);
      const { losers, item, restores, mails } = operation;
      const invited = mails && { invited: printsOfPeople(context.print, mails.invited) };
      const update = {
        ...base,
        op: 'update',
        rev: newId(),
        version: item.version,
        target,
        losers,
        ...invited,
      } as const;
      // What is restored stands on this side only so far.
      return restores === undefined
        ? { ...update, otherBase: exchangedOf(row, target) }
        : { ...update, otherBase: {}, restores };
    }
  }
}

/** What the other side shares of what is sent. */
const exchangedOf = (row: PairRow, target: Prints): Prints => (row.veiled ? without(target, ...HIDDEN) : target);

interface Sending {
  readonly job: Job;
  readonly operation: Operation;
}

/** Answers the failure that ends the run, if there was one; what was not sent has no answer. */
async function send(session: Session, jobs: readonly Job[]): Promise<Failure | undefined> {
  for (const op of ORDER) {
    for (const side of SIDES) {
      const remote = session.context[side];
      const sendings = jobs.flatMap((job) =>
        job.operations.filter((each) => each.op === op && each.side === side).map((operation) => ({ job, operation })),
      );
      for (let from = 0; from < sendings.length; from += remote.batchSize) {
        if (!session.holdsLease()) return undefined;
        const stop = await sendBatch(session, side, op, sendings.slice(from, from + remote.batchSize));
        if (stop) return stop;
      }
    }
  }
  return undefined;
}

async function sendBatch(
  session: Session,
  side: Side,
  op: Operation['op'],
  batch: readonly Sending[],
): Promise<Failure | undefined> {
  const answers = await readBack(session.context[side], await call(session, side, op, batch));
  batch.forEach(({ job, operation }, index) => {
    const answer = answers[index];
    if (answer) job.answers.set(operation, answer);
  });
  const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.failure]));
  const ending = failures.find(endsRun);
  if (ending) return ending;
  // Nothing at all came through: the server is in trouble, and further batches would only wait for it.
  const silent = failures.length === batch.length && failures.every((failure) => failure.kind === 'transient');
  return silent ? failures[0] : undefined;
}

async function call(
  session: Session,
  side: Side,
  op: Operation['op'],
  batch: readonly Sending[],
): Promise<Outcome<Written>[]> {
  const { context } = session;
  switch (op) {
    case 'create': {
      const creations = batch.flatMap(({ job, operation }) => creationOf(context.email, job, operation));
      return context[side].create(creations);
    }
    case 'update':
      return context[side].update(batch.flatMap(({ job, operation }) => updateOf(job, operation)));
    case 'delete': {
      const deletes = batch.flatMap(({ operation }) => (operation.op === 'delete' ? [operation] : []));
      const items = deletes.map(({ item }) => item);
      const removed = await context[side].remove(
        deletes.map(({ item, cancels }) => {
          const { id, version } = item;
          return { id, version, item, ...(cancels ? { cancels } : {}) };
        }),
      );
      return removed.map((answer, index) => {
        const item = items[index];
        return answer.ok && item
          ? { ok: true, value: { id: item.id, version: item.version, item } }
          : (answer as Outcome<never>);
      });
    }
  }
}

function creationOf(owner: string, job: Job, operation: Operation): (SourceCreation & MailboxCreation)[] {
  const intent = job.row.intents[operation.side];
  if (operation.op !== 'create' || intent?.op !== 'create') return [];
  const origin = job.row[otherSide(operation.side)];
  const of = origin && originOf(origin);
  const tag = { pair: job.row.pair, nonce: intent.nonce, ...(of === undefined ? {} : { of }) };
  const { event, invites } = operation;
  return [{ event, tag, owner, ...(invites ? { attendees: invites } : {}) }];
}

function updateOf(job: Job, operation: Operation): MailboxUpdate[] {
  const intent = job.row.intents[operation.side];
  if (operation.op !== 'update' || intent?.op !== 'update') return [];
  const { item, patch, mails } = operation;
  const told = mails && { mails: { to: mails.to, invite: mails.invite, disinvite: mails.disinvite } };
  return [{ id: item.id, version: item.version, item, patch, rev: intent.rev, ...told }];
}

/**
 * Items that the write did not answer are read, so that the base is what the side really stored. One that could not be
 * read, or that has been changed since, keeps its answer without item: its intent then stands until it is settled.
 */
async function readBack(remote: Remote, answers: readonly Outcome<Written>[]): Promise<Outcome<Written>[]> {
  const ids = answers.flatMap((answer) => (answer.ok && !answer.value.item ? [answer.value.id] : []));
  if (ids.length === 0) return [...answers];
  const reads = new Map<string, Item>();
  const items = await readAll(remote, ids);
  ids.forEach((id, index) => {
    const read = items[index];
    if (read?.ok) reads.set(id, read.value);
  });
  return answers.map((answer) => {
    if (!answer.ok || answer.value.item) return answer;
    const item = reads.get(answer.value.id);
    return item?.version === answer.value.version ? { ok: true, value: { ...answer.value, item } } : answer;
  });
}
