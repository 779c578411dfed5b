import { describe, expect, it } from 'vitest';
import { decisionOf } from '../../../shared/links/decision.ts';

describe('decisionOf', () => {
  it('says who, when and what, under a name that sorts by time', () => {
    const app = { now: () => 5, newId: () => 'i1' };
    expect(decisionOf({ app, by: 'company' }, 'holdReleased', { count: 3 })).toEqual({
      name: '5-i1',
      row: { at: 5, by: 'company', what: 'holdReleased', count: 3 },
    });
    expect(decisionOf({ app, by: 'company', byKey: 'k1' }, 'started').row).toMatchObject({
      by: 'company',
      byKey: 'k1',
    });
  });
});
