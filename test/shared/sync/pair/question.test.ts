import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/sync/pair/question.ts';

describe('ask', () => {
  it('yields the question as it is, and goes on with its answer', () => {
    const asking = ask({ kind: 'uidHolder', uid: 'uid' });
    expect(asking.next()).toEqual({ done: false, value: { kind: 'uidHolder', uid: 'uid' } });
    expect(asking.next('pair')).toEqual({ done: true, value: 'pair' });
  });
});
