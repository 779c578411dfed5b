import { describe, expect, it } from 'vitest';
import { andThen } from '../../../../shared/exchange/series/andThen.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';

describe('andThen', () => {
  it('takes the next step for those that came so far, and every outcome keeps its place', async () => {
    const gone = failed({ kind: 'gone' });
    const conflict = failed({ kind: 'conflict' });
    const outcomes = await andThen([ok(1), gone, ok(2), ok(3)], async (values) => {
      expect(values).toEqual([1, 2, 3]);
      return [ok('one'), conflict, ok('three')];
    });
    expect(outcomes).toEqual([ok('one'), gone, conflict, ok('three')]);
  });
});
