import { describe, expect, it } from 'vitest';
import {
  decided,
  failedBy,
  goOn,
  type Plan,
  planBy,
  planOf,
  type Rule,
  stopped,
  waits,
} from '../../../../shared/sync/pair/plan.ts';
import { ask } from '../../../../shared/sync/pair/question.ts';
import { AT, planWith, play, SETTINGS, TIMEOUT } from '../../../world/planning.ts';

const counting =
  (make: (plan: Plan) => ReturnType<typeof goOn>): Rule =>
  (plan) =>
    make({ ...plan, deletes: plan.deletes + 1 });

const asksLinks: Rule = function* (plan) {
  const links = yield* ask({ kind: 'links' });
  return goOn({ ...plan, deletes: plan.deletes + links.length });
};
const LINK = { link: 'ada', email: 'ada@example.com', on: true, started: true };

describe('planOf', () => {
  it('before any rule nothing is to be done, and the pair is in step', () => {
    const { operations: _, ...look } = planWith({ deletes: 3, waitUntil: 1, conclusion: 'left' });
    expect(planOf(look)).toMatchObject({
      row: look.row,
      operations: [],
      conclusion: 'inStep',
      losers: [],
      rows: [],
      deletes: 0,
      waitUntil: undefined,
    });
  });
});

describe('planBy', () => {
  it('each rule takes the plan of the one before', () => {
    const rules = [counting(goOn), asksLinks, counting(goOn)];
    const { made, asked } = play(planBy(rules)(planWith(), SETTINGS, AT), { links: [LINK, LINK, LINK] });
    expect(made.deletes).toBe(5);
    expect(asked).toEqual([{ kind: 'links' }]);
  });

  it.each([['decided', decided] as const, ['stopped', stopped] as const])(
    'a rule that has %s is the last that is asked',
    (_, verdict) => {
      const { made } = play(planBy([counting(goOn), counting(verdict), counting(goOn)])(planWith(), SETTINGS, AT));
      expect(made.deletes).toBe(2);
    },
  );

  it.each([
    ['waits', { waitUntil: AT }],
    ['has failed', { failure: TIMEOUT.failure }],
  ])('no rule is asked about a plan that %s', (_, change) => {
    const plan = planWith(change);
    expect(play(planBy([counting(goOn)])(plan, SETTINGS, AT)).made).toBe(plan);
  });

  it('a rule gets the settings and the time of the look', () => {
    const seen: unknown[] = [];
    const rule: Rule = (plan, settings, at) => {
      seen.push(settings, at);
      return goOn(plan);
    };
    play(planBy([rule])(planWith(), SETTINGS, AT));
    expect(seen).toEqual([SETTINGS, AT]);
  });
});

describe('waits, failedBy', () => {
  it('stop, and say until when or why', () => {
    const plan = planWith();
    expect(waits(plan, 9)).toEqual({ kind: 'stopped', plan: { ...plan, waitUntil: 9 } });
    expect(failedBy(plan, TIMEOUT.failure)).toEqual({ kind: 'stopped', plan: { ...plan, failure: TIMEOUT.failure } });
  });
});
