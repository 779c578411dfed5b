// The progress of a first run.
import { describe, expect, it } from 'vitest';
import { firstRunOf } from '../../../../shared/links/status/firstRun.ts';
import { pairRow, side, wholePair } from '../rows.ts';

const halves = [pairRow('a', { mailbox: side('e1') }), pairRow('b', { source: side('s1') }), wholePair('c')];
const problem = { code: 'item-rejected', at: 0 };

describe('firstRunOf', () => {
  it('tells how many were read while both sides are listed', () => {
    expect(firstRunOf('listing', { pairs: halves })).toEqual({ step: 'reading', events: 2, entries: 2 });
    expect(firstRunOf('listing', { pairs: [] })).toEqual({ step: 'reading', events: 0, entries: 0 });
  });

  it('tells how many of the pairs stand on both sides; what is left out does not count', () => {
    const leftOut = pairRow('d', { mailbox: side('e4'), standing: { is: 'leftOut', reason: 'filtered' } });
    expect(firstRunOf('on', { pairs: [...halves, leftOut] })).toEqual({ step: 'writing', done: 1, of: 3 });
  });

  it('is over once all stand on both sides, or wait for a person', () => {
    const refused = pairRow('e', { mailbox: side('e5'), problem });
    expect(firstRunOf('on', { pairs: [wholePair('c')] })).toBeUndefined();
    expect(firstRunOf('on', { pairs: [wholePair('c'), refused] })).toBeUndefined();
    expect(firstRunOf('on', { pairs: [...halves, refused] })).toEqual({ step: 'writing', done: 1, of: 4 });
  });

  it.each(['off', 'removing', 'preview'] as const)('a link in the state %s has none', (state) => {
    expect(firstRunOf(state, { pairs: halves })).toBeUndefined();
  });
});
