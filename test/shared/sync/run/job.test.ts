import { describe, expect, it } from 'vitest';
import { goOn, type Plan, stopped } from '../../../../shared/sync/pair/plan.ts';
import { ask } from '../../../../shared/sync/pair/question.ts';
import { indexRow } from '../../../../shared/sync/pair/row/rows.ts';
import { follow, jobOf, stageRows } from '../../../../shared/sync/run/job.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { planWith } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';

const INDEX = indexRow('mailbox', { id: 'first', pair: 'pair' });

function* adding(plan: Plan, end: typeof goOn) {
  yield* ask({ kind: 'links' });
  return end({ ...plan, deletes: 4, rows: [...plan.rows, indexRow('mailbox', { id: 'second', pair: 'pair' })] });
}

describe('follow', () => {
  it.each([
    ['goes on', goOn, true],
    ['has stopped', stopped, false],
  ] as const)('takes over what a rule says that %s, and stages its rows once', async (_, end, isFollowed) => {
    const { ports } = await openMemoryPorts();
    const session = await sessionOver(ports);
    const work = new Work(session);
    const job = jobOf(planWith({ rows: [INDEX] }));
    expect(await follow(work, job, adding(job, end))).toBe(isFollowed);
    expect(job.deletes).toBe(4);
    await work.commit();
    expect((await ports.store.list('mailboxIndex')).map(({ name }) => name)).toEqual(['second']);
  });
});

describe('jobOf', () => {
  it('a job changes, and its plan does not', () => {
    const plan = planWith();
    const job = jobOf(plan);
    job.deletes = 9;
    expect([plan.deletes, job.answers.size]).toEqual([0, 0]);
  });
});

describe('stageRows', () => {
  it('puts, upserts and removes rows with those of the pair', async () => {
    const { ports } = await openMemoryPorts();
    const session = await sessionOver(ports);
    const row = (id: string) => ({ id, pair: 'old' });
    await ports.store.commit(
      ['gone', 'there'].map((name) => ({ op: 'insert', kind: 'sourceIndex', name, row: row(name) }) as const),
    );
    const work = new Work(session);
    await work.load([{ kind: 'sourceIndex', name: 'gone' }]);
    stageRows(work, 'pair', [
      { op: 'remove', kind: 'sourceIndex', name: 'gone' },
      indexRow('source', { id: 'there', pair: 'pair' }, 'upsert'),
      INDEX,
    ]);
    expect(work.touches('pair')).toBe(true);
    await work.commit();
    expect((await ports.store.list('sourceIndex')).map((each) => each.row)).toEqual([{ id: 'there', pair: 'pair' }]);
    expect((await ports.store.list('mailboxIndex')).map(({ name }) => name)).toEqual(['first']);
  });
});
