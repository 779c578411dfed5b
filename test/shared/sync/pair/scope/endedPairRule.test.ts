// The fate of an entry under the id of one that has ended: endedPair.test.ts has whole runs.
import { describe, expect, it } from 'vitest';
import { beginAnew } from '../../../../../shared/sync/pair/scope/endedPair.ts';
import { entryWith, GONE, planWith, play, rowWith } from '../../../../world/planning.ts';

const ENDED = rowWith({ standing: { is: 'ended', at: 1 } });

describe('beginAnew', () => {
  it('the entry becomes a new half pair, and the pair has ended', () => {
    const { made, asked } = play(beginAnew(planWith({ row: ENDED })), { beginAnew: undefined });
    expect(asked).toEqual([{ kind: 'beginAnew', entry: entryWith() }]);
    expect([made.kind, made.plan.conclusion]).toEqual(['decided', 'tombstone']);
  });

  it.each([
    ['has not ended', planWith()],
    ['has no entry', planWith({ row: ENDED, source: GONE })],
  ])('a pair goes on that %s', (_, plan) => {
    expect(play(beginAnew(plan))).toEqual({ made: { kind: 'goOn', plan }, asked: [] });
  });
});
