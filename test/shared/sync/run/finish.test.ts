import { describe, expect, it } from 'vitest';
import { LOOK_AGAIN_MS } from '../../../../shared/sync/pair/facts/late.ts';
import type { Operation } from '../../../../shared/sync/pair/plan.ts';
import { failed, type Outcome, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Written } from '../../../../shared/sync/ports/remote.ts';
import type { CreateIntent, DeleteIntent, Intent, UpdateIntent } from '../../../../shared/sync/ports/rows.ts';
import { finish } from '../../../../shared/sync/run/finish.ts';
import { jobOf } from '../../../../shared/sync/run/job.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { EVENT, eventWith, planWith, rowWith, there } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';

const create: Operation = { op: 'create', side: 'mailbox', event: EVENT };
const update: Operation = { op: 'update', side: 'mailbox', item: eventWith(), patch: { title: 'New' }, losers: [] };
const remove: Operation = { op: 'delete', side: 'mailbox', item: eventWith(), losers: [], outOfScope: false };

/** A pair whose write was announced and answered so. */
async function finished(operation: Operation, intentOf: (print: Print) => Intent, answer?: Outcome<Written>) {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const work = new Work(session);
  const { mailbox: _, ...half } = rowWith();
  const row = operation.op === 'create' ? half : rowWith();
  const intents = { mailbox: intentOf(session.context.print) };
  const job = jobOf(planWith({ row: { ...row, intents }, mailbox: there(eventWith()), operations: [operation] }));
  if (answer) job.answers.set(operation, answer);
  const isDone = await finish(work, job, operation);
  await work.commit();
  const index = (await ports.store.list('mailboxIndex')).map(({ row: { id, pair, version } }) => [id, pair, version]);
  return { job, isDone, index, now: session.context.now(), print: session.context.print };
}
type Print = (fields: object) => Readonly<Record<string, string>>;

const creating = (print: Print): CreateIntent => {
  const target = print(EVENT);
  return { op: 'create', at: 0, losers: [], nonce: 'n', target, otherBase: target };
};
const loser = { side: 'mailbox', field: 'title', why: 'conflict', sealed: '***' } as const;
const updating = (print: Print): UpdateIntent => {
  const target = print({ title: 'New' });
  return { op: 'update', at: 0, losers: [loser], rev: 'r', version: '1', target, otherBase: target };
};
const removing = (print: Print): DeleteIntent => ({
  op: 'delete',
  at: 0,
  losers: [loser],
  read: print(EVENT),
  outOfScope: false,
});
const written = (item?: ReturnType<typeof eventWith>): Outcome<Written> =>
  ok({ id: 'event', version: '2', ...(item ? { item } : {}) });

describe('finish', () => {
  it('a creation binds the item, with its base as the side stored it and its index row', async () => {
    const stored = eventWith({ version: '2' }, { title: 'Stored otherwise' });
    const { job, isDone, index, now, print } = await finished(create, creating, written(stored));
    expect(isDone).toBe(true);
    expect(job.row).toMatchObject({ intents: {}, mailbox: { id: 'event', uid: 'uid', madeAt: now }, writtenAt: now });
    expect(job.row.mailbox?.base.title).toBe(print({ title: 'Stored otherwise' }).title);
    expect(index).toEqual([['event', 'pair', '2']]);
  });

  it('an update brings the bases of both sides up to date, and its losing value goes on record', async () => {
    const { job, isDone, index, print } = await finished(
      update,
      updating,
      written(eventWith({ version: '2' }, { title: 'New' })),
    );
    expect(isDone).toBe(true);
    expect([job.row.mailbox?.base.title, job.row.source?.base.title]).toEqual(
      Array(2).fill(print({ title: 'New' }).title),
    );
    expect([job.losers, index]).toEqual([[loser], [['event', 'pair', '2']]]);
  });

  it('a person’s edit of another field, made while we wrote, is looked at again', async () => {
    const edited = eventWith({ version: '2' }, { title: 'New', location: 'Elsewhere' });
    expect((await finished(update, updating, written(edited))).isDone).toBe(false);
  });

  it('a delete that is done counts for the hold', async () => {
    const { job, isDone } = await finished(remove, removing, written(eventWith()));
    expect([isDone, job.deletes, job.losers, job.row.intents]).toEqual([true, 1, [loser], {}]);
  });

  it('a write that certainly was not applied loses its intent', async () => {
    const { job, isDone } = await finished(update, updating, failed({ kind: 'conflict' }));
    expect([isDone, job.row.intents, job.failure?.kind, job.waitUntil]).toEqual([false, {}, 'conflict', undefined]);
  });

  it('a write of unknown outcome keeps its intent, and is looked at again soon', async () => {
    const timeout = failed({ kind: 'transient', code: 'exchange-timeout' });
    const { job, isDone, now } = await finished(update, updating, timeout);
    expect([isDone, job.row.intents.mailbox?.op, job.waitUntil]).toEqual([false, 'update', now + LOOK_AGAIN_MS]);
  });

  it('a write that was never sent loses its intent', async () => {
    const { job, isDone } = await finished(update, updating);
    expect([isDone, job.row.intents, job.failure]).toEqual([false, {}, undefined]);
  });

  it('a write that was answered without its item keeps its intent: settling reads what was stored', async () => {
    const { job, isDone } = await finished(update, updating, written());
    expect([isDone, job.row.intents.mailbox?.op]).toEqual([false, 'update']);
  });
});
