import { describe, expect, it } from 'vitest';
import { goOn, type Plan, type Planning, planBy, planOf, type Rule } from '../../../../shared/sync/pair/plan.ts';
import { ask } from '../../../../shared/sync/pair/question.ts';
import { indexRow } from '../../../../shared/sync/pair/row/rows.ts';
import { Planner } from '../../../../shared/sync/run/planner.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { entryWith, OUR_EVENT, planWith, rowWith } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';

const look = (pair: string) => planWith({ row: rowWith({ pair }) });
const putting =
  (step: string): Rule =>
  (plan) => {
    const { pair } = plan.row;
    return goOn({ ...plan, rows: [...plan.rows, indexRow('mailbox', { id: `${step} ${pair}`, pair })] });
  };
const by = (...rules: Rule[]) => planBy(rules);
const planningBy = (meeting: Planning['meeting']): Planning => ({
  pair: (each, settings, at) => by(putting('pair'))(planOf(each), settings, at),
  meeting,
  invitations: by(putting('invitations')),
});

async function plannedBy(meeting: Planning['meeting'], act: (planner: Planner) => void = () => undefined) {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const work = new Work(session);
  const planner = new Planner(session, work, planningBy(meeting));
  for (const pair of ['a', 'b', 'c']) await planner.plan(look(pair));
  act(planner);
  const plans = await planner.complete();
  await work.commit();
  const rows = (await ports.store.list('mailboxIndex')).map(({ name }) => name).sort();
  return { pairs: plans.map(({ row }) => row.pair), rows, plans };
}

const rowsOf = (...pairs: string[]) =>
  ['invitations', 'meeting', 'pair'].flatMap((step) => pairs.map((pair) => `${step} ${pair}`));

describe('Planner', () => {
  it('asks all lists in their order, and stages the rows of each once', async () => {
    const { pairs, rows, plans } = await plannedBy(by(putting('meeting')));
    expect(pairs).toEqual(['a', 'b', 'c']);
    expect(rows).toEqual(rowsOf('a', 'b', 'c'));
    expect(plans[0]?.rows.map(({ name }) => name)).toEqual(['pair a', 'meeting a', 'invitations a']);
  });

  it('a pair whose plan is dropped is asked no more, and its rows are not staged', async () => {
    const { pairs, rows } = await plannedBy(by(putting('meeting')), (planner) => planner.drop('b'));
    expect(pairs).toEqual(['a', 'c']);
    expect(rows).toEqual(rowsOf('a', 'c'));
  });

  const displacing =
    (from: string, displaced: string): Rule =>
    (plan) =>
      goOn(plan.row.pair === from ? { ...plan, displaces: displaced } : plan);

  it.each([
    ['before its turn', 'a', 'b'],
    ['after its turn', 'c', 'b'],
  ])('a pair that gives way to another one is dropped: %s', async (_, from, displaced) => {
    const { pairs, rows } = await plannedBy(by(putting('meeting'), displacing(from, displaced)));
    expect(pairs).toEqual(['a', 'c']);
    expect(rows).toEqual(rowsOf('a', 'c'));
  });

  it('the rows of the pair that gives way, which the other one has planned, are staged', async () => {
    const ending: Rule = (plan) => {
      const row = indexRow('mailbox', { id: 'ended b', pair: 'b' });
      return goOn(plan.row.pair === 'a' ? { ...plan, displaces: 'b', rows: [...plan.rows, row] } : plan);
    };
    expect((await plannedBy(by(ending))).rows).toContain('ended b');
  });

  it('an answer sees the plan of another pair of the chunk', async () => {
    const { ports } = await openMemoryPorts();
    const session = await sessionOver(ports);
    const row = { id: 'entry', pair: 'a' };
    await ports.store.commit([
      { op: 'insert', kind: 'sourceIndex', name: 'entry', row },
      { op: 'insert', kind: 'pair', name: 'a', row: rowWith({ pair: 'a' }) },
    ]);
    const seen: unknown[] = [];
    const asking: Planning['meeting'] = function* (plan: Plan) {
      if (plan.row.pair === 'b') seen.push(yield* ask({ kind: 'entryHolder', entry: entryWith() }));
      return plan;
    };
    const planner = new Planner(session, new Work(session), planningBy(asking));
    const { source: _, ...half } = rowWith({ pair: 'b' });
    await planner.plan({ ...look('a'), row: rowWith({ pair: 'a', mailbox: OUR_EVENT }) });
    await planner.plan({ ...look('b'), row: half });
    await planner.complete();
    expect(seen).toMatchObject([{ row: { pair: 'a', mailbox: OUR_EVENT } }]);
  });
});
