// The order of writes: intents, then one batch a side, then bases. A run that was killed can be continued (I5).

import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import type { Instant } from '../../calendar/event.ts';
import { printsOfPeople } from '../meetings/invitation.ts';
import type { Operation, Plan } from '../pair/plan.ts';
import { sentPrints } from '../pair/row/fieldRemarks.ts';
import { originOf } from '../pair/row/origin.ts';
import { printsOf } from '../pair/row/prints.ts';
import { without } from '../pair/row/without.ts';
import { HIDDEN, printerOf } from '../pair/veil.ts';
import type { LinkContext } from '../ports/link.ts';
import type { MailboxCreation, MailboxUpdate } from '../ports/mailbox.ts';
import { endsRun, type Failure, type Outcome } from '../ports/outcome.ts';
import { type Item, otherSide, type Remote, type Side, type Written } from '../ports/remote.ts';
import type { CreateIntent, Intent, PairRow, UpdateIntent } from '../ports/rows.ts';
import type { SourceCreation } from '../ports/source.ts';
import { forgetVersion } from '../session/occurrenceIndex.ts';
import { readAll } from '../session/readAll.ts';
import { RunStopped, type Session } from '../session/session.ts';
import type { Work } from '../session/work.ts';
import { type Job, jobOf } from './job.ts';
import { concludeAll, record, sealed } from './record.ts';

const ORDER: readonly Operation['op'][] = ['update', 'create', 'delete'];
const SIDES: readonly Side[] = ['source', 'mailbox'];

/** Carries the plans out and brings the rows of their pairs up to date. Answers the pairs as the writes left them. */
export async function execute(work: Work, plans: readonly Plan[]): Promise<readonly Job[]> {
  const { session } = work;
  const jobs = plans.map(jobOf);
  const announced = await announce(work, jobs);
  const stop = await send(session, announced);
  await concludeAll(work, announced);
  if (stop) throw new RunStopped(stop);
  return jobs;
}

/** Answers the jobs whose rows still stood as they were read. The next run looks at the others again. */
async function announce(work: Work, jobs: readonly Job[]): Promise<Job[]> {
  const writing = jobs.filter((job) => job.operations.length > 0);
  for (const job of writing) await announceJob(work, job);
  if (writing.length === 0) return [...jobs];
  for (const job of jobs) {
    const { pair } = job.row;
    // Planning may have staged rows, for example for an item with a new id. They are committed with the pair's own row.
    if (job.operations.length === 0 && !work.touches(pair)) continue;
    work.put(pair, { kind: 'pair', name: pair, row: job.row });
    // Losers that settling found are recorded with the row that overwrites their intent.
    record(work, job);
  }
  const { dropped } = await work.commit();
  return jobs.filter((job) => !dropped.has(job.row.pair));
}

async function announceJob(work: Work, job: Job): Promise<void> {
  const { session } = work;
  for (const operation of job.operations) {
    const intent = intentOf(session, job.row, operation);
    job.row = { ...job.row, intents: { ...job.row.intents, [operation.side]: intent } };
    // A recreation gives up the gone id with its intent. Otherwise its own create would not be recognised.
    if (operation.op !== 'create') continue;
    if (operation.side === 'source') await forgetVersion(work, job.row.pair, job.row.source?.id);
    job.row = without(job.row, operation.side);
  }
}

function intentOf({ context }: Session, row: PairRow, operation: Operation): Intent {
  const at = context.now();
  switch (operation.op) {
    case 'create':
      return createIntent(context, { row, operation, at });
    case 'delete': {
      const { item, losers, outOfScope } = operation;
      return { op: 'delete', at, losers: losers.map(sealed(context)), read: printsOf(context.print, item), outOfScope };
    }
    case 'update':
      return updateIntent(context, { row, operation, at });
  }
}

interface Announcing<O extends Operation['op']> {
  readonly row: PairRow;
  readonly operation: Extract<Operation, { op: O }>;
  readonly at: Instant;
}

function createIntent(context: LinkContext, { row, operation, at }: Announcing<'create'>): CreateIntent {
  const { claim, event, invites } = operation;
  const target = printerOf(context.print, row)(event);
  return {
    op: 'create',
    at,
    losers: [],
    nonce: claim ? claim.nonce : context.newId(),
    target,
    otherBase: exchangedOf(row, operation.side, target),
    ...(claim ? { meeting: claim.uid } : {}),
    ...(invites ? { invited: printsOfPeople(context.print, invites) } : {}),
  };
}

function updateIntent(context: LinkContext, { row, operation, at }: Announcing<'update'>): UpdateIntent {
  const { losers, item, restores, mails, patch, format } = operation;
  const target = printerOf(context.print, row)(patch);
  return {
    op: 'update',
    at,
    losers: losers.map(sealed(context)),
    rev: context.newId(),
    version: item.version,
    target,
    // A restored value stands on this side only so far.
    otherBase: restores === undefined ? exchangedOf(row, operation.side, target) : {},
    ...(restores === undefined ? {} : { restores }),
    ...(mails ? { invited: printsOfPeople(context.print, mails.invited) } : {}),
    ...(format ? { format } : {}),
  };
}

/** The fields of a write that the other side shares. */
function exchangedOf(row: PairRow, side: Side, target: Prints): Prints {
  const sent = sentPrints(row, side, target);
  return row.veiled ? without(sent, ...HIDDEN) : sent;
}

interface Sending {
  readonly job: Job;
  readonly operation: Operation;
}

/** One batch has one kind of write, to one side. */
type BatchKind = Pick<Operation, 'op' | 'side'>;

/** Answers the failure that ends the run, if there was one. Operations that were not sent have no answer. */
async function send(session: Session, jobs: readonly Job[]): Promise<Failure | undefined> {
  for (const op of ORDER) {
    for (const side of SIDES) {
      const remote = session.context[side];
      const sendings = jobs.flatMap((job) =>
        job.operations.filter((each) => each.op === op && each.side === side).map((operation) => ({ job, operation })),
      );
      for (let from = 0; from < sendings.length; from += remote.batchSize) {
        if (!session.holdsLease()) return undefined;
        const stop = await sendBatch(session, { side, op }, sendings.slice(from, from + remote.batchSize));
        if (stop) return stop;
      }
    }
  }
  return undefined;
}

async function sendBatch(
  session: Session,
  { side, op }: BatchKind,
  batch: readonly Sending[],
): Promise<Failure | undefined> {
  const answers = await readBack(session.context[side], await call(session, { side, op }, batch));
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

async function call(session: Session, { side, op }: BatchKind, batch: readonly Sending[]): Promise<Outcome<Written>[]> {
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
  const { item, patch, mails, body } = operation;
  const told = mails && { mails: { to: mails.to, invite: mails.invite, disinvite: mails.disinvite } };
  return [
    {
      id: item.id,
      version: item.version,
      item,
      patch,
      rev: intent.rev,
      ...told,
      ...(body === undefined ? {} : { body }),
    },
  ];
}

/**
 * Reads the items that the write did not answer, so that the base is what the side really stored. An item that could
 * not be read, or has changed since, keeps its answer without item. Its intent then stands until it is settled.
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
